using Scout.Domain.Links;
using Scout.Storage.Quality;

namespace Scout.Storage.Links;

/// <param name="MentionId">The mention.</param>
/// <param name="ProductId">What it is.</param>
/// <param name="Alias">Its name, normalised, to be known as another name of the product; null when the name says too little.</param>
/// <param name="Sampled">Whether the link was drawn at random to be reviewed, so that the verdict tells of links at large.</param>
/// <param name="Act">Who, when and why.</param>
public sealed record LinkAcceptance(long MentionId, string ProductId, string? Alias, bool Sampled, AuditedAct Act);

/// <param name="Link">As it stands now.</param>
/// <param name="AliasWritten">Whether the product has the alias now. False when none was given, or it is another product's (<paramref name="AliasOf"/>).</param>
/// <param name="AliasOf">Whose name the alias is already; null when it is no other's.</param>
public sealed record LinkAccepted(LinkRecord Link, bool AliasWritten, string? AliasOf);

/// <param name="MentionId">The mention.</param>
/// <param name="ProductId">What it is not.</param>
/// <param name="Next">What a machine says instead; applied when the mention stood at that product.</param>
/// <param name="CatalogVersion">The version of the catalogue that <paramref name="Next"/> was decided with.</param>
/// <param name="Alias">Its name, normalised; null when it says too little.</param>
/// <param name="Sampled">See <see cref="LinkAcceptance"/>.</param>
/// <param name="Act">Who, when and why.</param>
public sealed record LinkRejection(
    long MentionId, string ProductId, LinkDecision Next, long CatalogVersion, string? Alias, bool Sampled, AuditedAct Act);

/// <param name="Pending">Mentions that nobody decided yet.</param>
/// <param name="Outdated">Mentions that are to be decided again.</param>
/// <param name="OldestPendingAt">When the oldest of the pending ones was first seen; null when none is.</param>
/// <param name="DecidedAt">When a machine last decided one; null before the first time.</param>
public readonly record struct LinkBacklog(long Pending, long Outdated, DateTimeOffset? OldestPendingAt, DateTimeOffset? DecidedAt);

/// <summary>Mentions of one state and method, and the lines that name products that way.</summary>
/// <param name="State">Of the mentions.</param>
/// <param name="Method">Null where they have none.</param>
/// <param name="Currency">Of the money, as sent (empty: the store's own); null in the row that counts mentions and all lines.</param>
/// <param name="Mentions">How many, whatever the days; in the row without a currency.</param>
/// <param name="Lines">Lines over the days asked for.</param>
/// <param name="Revenue">Their money; 0 in the row without a currency.</param>
public readonly record struct CoverageRow(LinkState State, LinkMethod? Method, string? Currency, long Mentions, long Lines, decimal Revenue);

/// <param name="Method">How the link was made.</param>
/// <param name="Sampled">Whether the links were drawn at random.</param>
/// <param name="Accepted">How many were right.</param>
/// <param name="Rejected">How many were wrong.</param>
public readonly record struct ReviewRow(LinkMethod Method, bool Sampled, long Accepted, long Rejected);
