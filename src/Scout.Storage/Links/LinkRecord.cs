using Scout.Domain.Links;
using Scout.Domain.Money;

namespace Scout.Storage.Links;

/// <summary>One of the distinct ways in which devices name a product. Its id follows from what is told, so whoever meets it first may write it.</summary>
public sealed record Mention
{
    public required long MentionId { get; init; }

    /// <summary>Exactly as sent.</summary>
    public required string ProductId { get; init; }

    /// <summary>As first told, cut to its first 1,000 characters; null when none was.</summary>
    public string? ProductName { get; init; }

    public string? Brand { get; init; }

    /// <summary>14 digits; null when none that is valid was sent.</summary>
    public string? Gtin { get; init; }

    /// <summary>As first told. Not part of its identity, nor is the price.</summary>
    public string? Category { get; init; }

    /// <summary>The unit price that was first told.</summary>
    public Amount? Price { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }
}

/// <param name="Mention">What was told.</param>
/// <param name="Rejected">Products that a person said it is not.</param>
/// <param name="State">Where it stands until it is decided.</param>
public sealed record DueMention(Mention Mention, IReadOnlyList<string> Rejected, LinkState State);

/// <summary>What a machine decided.</summary>
/// <param name="MentionId">The mention.</param>
/// <param name="State">Linked, review or unlinked.</param>
/// <param name="ProductId">The best product, whatever the state; null when nothing is near.</param>
/// <param name="Method">How it was found; null with it.</param>
/// <param name="Confidence">0 to 1 with four decimals; 0 when nothing is near.</param>
public sealed record LinkDecision(long MentionId, LinkState State, string? ProductId, LinkMethod? Method, decimal Confidence);

/// <summary>A mention and its link.</summary>
public sealed record LinkRecord
{
    public required Mention Mention { get; init; }

    public required LinkState State { get; init; }

    /// <summary>The linked product, or the best one while it is not linked; null when nothing is near.</summary>
    public string? ProductId { get; init; }

    /// <summary>Its name in the catalogue.</summary>
    public string? CatalogName { get; init; }

    public LinkMethod? Method { get; init; }

    /// <summary>0 to 1; null while pending.</summary>
    public decimal? Confidence { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Who decided: <see cref="Machine"/>, or a person as they named themselves.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Whether a person linked it; no machine changes it then.</summary>
    public bool Manual { get; init; }

    /// <summary>The version of the catalogue that it was decided with; 0 while pending.</summary>
    public long CatalogVersion { get; init; }

    /// <summary>Products that a person said it is not; empty in pages.</summary>
    public IReadOnlyList<string> Rejected { get; init; } = [];

    /// <summary>Lines over the last 30 business days of gold, and their money by currency (empty: the store's own).</summary>
    public long Lines { get; init; }

    public IReadOnlyList<CurrencyRevenue> Revenue { get; init; } = [];

    public const string Machine = "scout";
}

/// <summary>The link of a line of silver.</summary>
/// <param name="MentionId">How the line names its product.</param>
/// <param name="State">Where the link stands.</param>
/// <param name="ProductId">The linked product, or the best one while it is not linked.</param>
/// <param name="Method">How it was found.</param>
/// <param name="Confidence">0 to 1; null while pending.</param>
public sealed record LineLink(long MentionId, LinkState State, string? ProductId, LinkMethod? Method, decimal? Confidence);

/// <param name="Currency">As sent; empty is the store's own.</param>
/// <param name="Revenue">Sum of the line amounts.</param>
public readonly record struct CurrencyRevenue(string Currency, decimal Revenue);

/// <summary>What puts a page of links in order. The mention id decides between equals.</summary>
public enum LinkOrder : byte
{
    /// <summary>The surest first.</summary>
    Confidence = 0,

    /// <summary>Those with the most lines over the last 30 business days first: where a decision matters most.</summary>
    Lines = 1,
}

/// <param name="State">Null is any.</param>
/// <param name="Method">Null is any.</param>
/// <param name="Order">What comes first.</param>
/// <param name="After">The last of the page before; null begins at the first.</param>
/// <param name="Limit">At most this many.</param>
public sealed record LinkFilter(LinkState? State, LinkMethod? Method, LinkOrder Order, LinkPlace? After, int Limit);

/// <summary>A place in a list of links.</summary>
/// <param name="Rank">The confidence (0 where there is none) or the lines of the last one, as the list is ordered.</param>
/// <param name="MentionId">Its id.</param>
public readonly record struct LinkPlace(decimal Rank, long MentionId);
