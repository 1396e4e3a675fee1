using Scout.Domain;
using Scout.Domain.Links;

namespace Scout.Contracts.Links;

/// <summary>Answers which products mentions mean, from the catalogue in the memory of the silo that is asked. Stores nothing. Key 0.</summary>
[Alias("scout.ILinkMatchGrain")]
public interface ILinkMatchGrain : IGrainWithIntegerKey
{
    /// <summary>Knows the products that were saved before the call, unless preparing them takes more than a few seconds.</summary>
    /// <param name="mentions">1 to 1,000.</param>
    /// <exception cref="StorageUnavailableException">The silo has not read the catalogue yet. Try again.</exception>
    [Alias("Match"), ResponseTimeout("00:00:20")]
    ValueTask<LinkMatchReply> MatchAsync(List<MentionInput> mentions);
}

/// <param name="ProductId">As a device would send it; null or empty when there is none.</param>
/// <param name="ProductName">Likewise.</param>
/// <param name="Brand">Likewise.</param>
/// <param name="Gtin">Likewise; one that is not valid counts as none.</param>
/// <param name="PriceUnits">Price of one, in units of <see cref="Domain.Money.Amount"/>.</param>
[GenerateSerializer, Immutable, Alias("scout.MentionInput")]
public sealed record MentionInput(
    [property: Id(0)] string? ProductId, [property: Id(1)] string? ProductName, [property: Id(2)] string? Brand, [property: Id(3)] string? Gtin,
    [property: Id(4)] long? PriceUnits);

/// <param name="Results">One for each mention, in their order.</param>
/// <param name="CatalogVersion">The version of the catalogue that answered.</param>
[GenerateSerializer, Immutable, Alias("scout.LinkMatchReply")]
public sealed record LinkMatchReply([property: Id(0)] List<LinkMatch> Results, [property: Id(1)] long CatalogVersion);

/// <param name="ProductId">The best product, whatever the thresholds; null when nothing is near.</param>
/// <param name="Method">Null with it.</param>
/// <param name="Confidence">0 to 1; 0 with it.</param>
[GenerateSerializer, Immutable, Alias("scout.LinkMatch")]
public readonly record struct LinkMatch(
    [property: Id(0)] string? ProductId, [property: Id(1)] LinkMethod? Method, [property: Id(2)] decimal Confidence);
