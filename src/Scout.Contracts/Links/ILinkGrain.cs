using Scout.Contracts.Quality;
using Scout.Domain;

namespace Scout.Contracts.Links;

/// <summary>Shows what was decided about mentions, and takes what people say about it. Key 0; any silo answers.</summary>
[Alias("scout.ILinkGrain")]
public interface ILinkGrain : IGrainWithIntegerKey
{
    /// <exception cref="StorageUnavailableException">Try again, as for all that follow.</exception>
    [Alias("ReadPage")]
    ValueTask<ListPage<LinkView>> ReadPageAsync(LinkQuery query);

    /// <summary>Links that a machine made and nobody has reviewed, chosen at random: to be reviewed for precision.</summary>
    /// <param name="rowsMax">1 to 1,000.</param>
    [Alias("ReadSample")]
    ValueTask<List<LinkView>> ReadSampleAsync(int rowsMax);

    /// <returns>Null when there is no such mention.</returns>
    [Alias("Find")]
    ValueTask<LinkView?> FindAsync(long mentionId);

    /// <summary>Links a mention for good because a person says so. Its name becomes another name of the product where it says enough.</summary>
    /// <param name="mentionId">The mention.</param>
    /// <param name="productId">What it is; null is the product that it stands at.</param>
    /// <param name="sampled">Whether the link was drawn at random to be reviewed.</param>
    /// <param name="act">Who and why.</param>
    /// <remarks>Doing so twice changes nothing; a later word takes the place of an earlier one, here and in <see cref="RejectAsync"/>.</remarks>
    [Alias("Accept")]
    ValueTask<LinkReply> AcceptAsync(long mentionId, string? productId, bool sampled, OperatorAct act);

    /// <summary>Notes that a mention is not a product: no machine links the two again. It is decided anew at once, without that product.</summary>
    /// <param name="mentionId">The mention.</param>
    /// <param name="productId">What it is not; null is the product that it stands at.</param>
    /// <param name="sampled">Whether the link was drawn at random to be reviewed.</param>
    /// <param name="act">Who and why.</param>
    [Alias("Reject")]
    ValueTask<LinkReply> RejectAsync(long mentionId, string? productId, bool sampled, OperatorAct act);

    /// <summary>Asks the matcher anew and tells why it says what it says.</summary>
    /// <returns>Null when there is no such mention.</returns>
    [Alias("Explain")]
    ValueTask<LinkExplanation?> ExplainAsync(long mentionId);

    /// <summary>How much is linked, over business days <c>[from, to)</c> whatever the store's zone, and how often it was right.</summary>
    [Alias("ReadCoverage")]
    ValueTask<LinkCoverage> ReadCoverageAsync(DateOnly from, DateOnly to);
}

/// <summary>What became of a review.</summary>
public enum LinkReplyStatus : byte
{
    /// <summary>It stands: done now, or done before.</summary>
    Done = 0,

    /// <summary>There is no such mention.</summary>
    NotFound = 1,

    /// <summary>The mention stands at no product, so that one has to be named.</summary>
    NoProduct = 2,

    /// <summary>The product that was named is not in the catalogue, or not active.</summary>
    UnknownProduct = 3,
}

/// <param name="Status">What happened.</param>
/// <param name="Link">The mention as it stands now; null when there is none.</param>
/// <param name="Alias">The name that the product has got; null when none.</param>
/// <param name="Detail">Why no alias was written, or why it was refused, for people; null when there is nothing to say.</param>
[GenerateSerializer, Immutable, Alias("scout.LinkReply")]
public sealed record LinkReply(
    [property: Id(0)] LinkReplyStatus Status, [property: Id(1)] LinkView? Link = null, [property: Id(2)] string? Alias = null,
    [property: Id(3)] string? Detail = null);
