using Scout.Domain.Links;

namespace Scout.Contracts.Links;

/// <summary>What puts a page of links in order. The mention id decides between equals.</summary>
public enum LinkListOrder : byte
{
    /// <summary>The surest first.</summary>
    Confidence = 0,

    /// <summary>Those with the most lines over the last 30 business days first.</summary>
    Lines = 1,
}

/// <param name="State">Null is any.</param>
/// <param name="Method">Null is any.</param>
/// <param name="Order">What comes first.</param>
/// <param name="AfterRank">With <paramref name="AfterMentionId"/>, the last of the page before (<see cref="LinkView.RankBy"/>); null begins at the first.</param>
/// <param name="AfterMentionId">See there.</param>
/// <param name="Limit">At most this many.</param>
[GenerateSerializer, Immutable, Alias("scout.LinkQuery")]
public sealed record LinkQuery(
    [property: Id(0)] LinkState? State, [property: Id(1)] LinkMethod? Method, [property: Id(2)] LinkListOrder Order, [property: Id(3)] decimal? AfterRank,
    [property: Id(4)] long? AfterMentionId, [property: Id(5)] int Limit);

/// <summary>A mention, and what was decided about it.</summary>
[GenerateSerializer, Immutable, Alias("scout.LinkView")]
public sealed record LinkView
{
    /// <summary>64 bits: a text outside, because JSON numbers are not safe so far.</summary>
    [Id(0)]
    public required long MentionId { get; init; }

    /// <summary>The id exactly as devices send it.</summary>
    [Id(1)]
    public required string ToldId { get; init; }

    [Id(2)]
    public string? ToldName { get; init; }

    [Id(3)]
    public string? ToldBrand { get; init; }

    /// <summary>14 digits; null when none that is valid was sent.</summary>
    [Id(4)]
    public string? ToldGtin { get; init; }

    [Id(5)]
    public string? ToldCategory { get; init; }

    /// <summary>The unit price that was first told, in units of <see cref="Domain.Money.Amount"/>.</summary>
    [Id(6)]
    public long? ToldPriceUnits { get; init; }

    [Id(7)]
    public required DateTimeOffset FirstSeenAt { get; init; }

    [Id(8)]
    public required LinkState State { get; init; }

    /// <summary>The linked product, or the best one while it is not linked; null when nothing is near.</summary>
    [Id(9)]
    public string? ProductId { get; init; }

    /// <summary>Its name in the catalogue.</summary>
    [Id(10)]
    public string? ProductName { get; init; }

    [Id(11)]
    public LinkMethod? Method { get; init; }

    /// <summary>0 to 1; null while pending.</summary>
    [Id(12)]
    public decimal? Confidence { get; init; }

    [Id(13)]
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary><c>scout</c>, or a person as they named themselves.</summary>
    [Id(14)]
    public string? DecidedBy { get; init; }

    /// <summary>Whether a person linked it.</summary>
    [Id(15)]
    public bool Manual { get; init; }

    [Id(16)]
    public long CatalogVersion { get; init; }

    /// <summary>Lines over the last 30 business days.</summary>
    [Id(17)]
    public long Lines { get; init; }

    /// <summary>Their money, by currency (empty: the store's own).</summary>
    [Id(18)]
    public List<LinkMoney> Revenue { get; init; } = [];

    /// <summary>What the list in an order goes by; with the mention id it is the place of this one in the list.</summary>
    public decimal RankBy(LinkListOrder order) => order == LinkListOrder.Lines ? Lines : Confidence ?? 0;
}

/// <param name="Currency">As sent; empty is the store's own.</param>
/// <param name="Revenue">Sum of the line amounts.</param>
[GenerateSerializer, Immutable, Alias("scout.LinkMoney")]
public readonly record struct LinkMoney([property: Id(0)] string Currency, [property: Id(1)] decimal Revenue);

/// <summary>The link of a line of a transaction.</summary>
[GenerateSerializer, Immutable, Alias("scout.LineLinkView")]
public sealed record LineLinkView(
    [property: Id(0)] long MentionId, [property: Id(1)] LinkState State, [property: Id(2)] string? ProductId, [property: Id(3)] LinkMethod? Method,
    [property: Id(4)] decimal? Confidence);

/// <summary>Why the matcher says what it says.</summary>
[GenerateSerializer, Immutable, Alias("scout.LinkExplanation")]
public sealed record LinkExplanation
{
    /// <summary>As it stands.</summary>
    [Id(0)]
    public required LinkView Link { get; init; }

    /// <summary>What the matcher would say now; its version may be newer than the link's.</summary>
    [Id(1)]
    public required LinkState WouldBe { get; init; }

    /// <summary>The version of the catalogue that was asked.</summary>
    [Id(2)]
    public required long CatalogVersion { get; init; }

    /// <summary>From here on a link is automatic.</summary>
    [Id(3)]
    public required decimal LinkAt { get; init; }

    /// <summary>From here on it is put to review.</summary>
    [Id(4)]
    public required decimal ReviewAt { get; init; }

    /// <summary>The name as it was compared.</summary>
    [Id(5)]
    public required string NormalisedName { get; init; }

    /// <summary>The best first, then the runners-up; empty when nothing is near.</summary>
    [Id(6)]
    public required List<LinkCandidate> Candidates { get; init; }

    /// <summary>Products that a person said it is not.</summary>
    [Id(7)]
    public required List<string> Rejected { get; init; }
}

/// <summary>A product that was weighed.</summary>
[GenerateSerializer, Immutable, Alias("scout.LinkCandidate")]
public sealed record LinkCandidate
{
    [Id(0)]
    public required string ProductId { get; init; }

    [Id(1)]
    public string? ProductName { get; init; }

    [Id(2)]
    public required LinkMethod Method { get; init; }

    [Id(3)]
    public required decimal Confidence { get; init; }

    [Id(4)]
    public required List<LinkEvidence> Evidence { get; init; }

    /// <summary>What speaks against it whatever the evidence, for people.</summary>
    [Id(5)]
    public required List<string> Vetoes { get; init; }
}

/// <param name="Feature">Its name.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Contribution">What it adds to the score, in the logit of the confidence.</param>
[GenerateSerializer, Immutable, Alias("scout.LinkEvidence")]
public readonly record struct LinkEvidence([property: Id(0)] string Feature, [property: Id(1)] double Value, [property: Id(2)] double Contribution);

/// <summary>How much is linked, and how well.</summary>
[GenerateSerializer, Immutable, Alias("scout.LinkCoverage")]
public sealed record LinkCoverage
{
    /// <summary>By state and method; see <see cref="CoverageShare"/>.</summary>
    [Id(0)]
    public required List<CoverageShare> Shares { get; init; }

    /// <summary>What reviews of links drawn at random said, over all methods (null) and by method.</summary>
    [Id(1)]
    public required List<SampledPrecision> Precision { get; init; }

    /// <summary>The version of the catalogue that answers.</summary>
    [Id(2)]
    public required long CatalogVersion { get; init; }
}

/// <param name="State">Of the mentions.</param>
/// <param name="Method">Null where they have none.</param>
/// <param name="Mentions">How many, whatever the days.</param>
/// <param name="Lines">Lines over the days asked for.</param>
/// <param name="Revenue">Their money by currency (empty: the store's own).</param>
[GenerateSerializer, Immutable, Alias("scout.CoverageShare")]
public sealed record CoverageShare(
    [property: Id(0)] LinkState State, [property: Id(1)] LinkMethod? Method, [property: Id(2)] long Mentions, [property: Id(3)] long Lines,
    [property: Id(4)] List<LinkMoney> Revenue);

/// <param name="Method">Null is all of them.</param>
/// <param name="Reviewed">Sampled links that were reviewed.</param>
/// <param name="Right">How many of them were right.</param>
/// <param name="Precision">Right of reviewed; null when none was reviewed.</param>
/// <param name="Low">Lower bound of its Wilson interval of 95 %; null likewise.</param>
/// <param name="High">Upper bound.</param>
[GenerateSerializer, Immutable, Alias("scout.SampledPrecision")]
public sealed record SampledPrecision(
    [property: Id(0)] LinkMethod? Method, [property: Id(1)] long Reviewed, [property: Id(2)] long Right, [property: Id(3)] double? Precision,
    [property: Id(4)] double? Low, [property: Id(5)] double? High);
