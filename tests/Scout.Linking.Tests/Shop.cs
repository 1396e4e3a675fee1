using Scout.Domain.Money;
using Scout.Linking.Catalog;
using Scout.Linking.Matching;

namespace Scout.Linking.Tests;

/// <summary>A small catalogue with siblings that differ in one thing, and words to give rarity a meaning.</summary>
internal static class Shop
{
    public static readonly CatalogProduct[] Products =
    [
        new("C350", "Coca-Cola Original 350ml", Sku: "CC-350", Gtin: "5449000000996", Brand: "Coca-Cola", ListPrice: Price(25)),
        new("C1500", "Coca-Cola Original 1.5 L", Sku: "CC-1500", Brand: "Coca-Cola", ListPrice: Price(55)),
        new("C12", "Coca-Cola Original 12x33cl", Brand: "Coca-Cola", ListPrice: Price(250)),
        new("CZ350", "Coca-Cola Zero 350ml", Brand: "Coca-Cola", ListPrice: Price(25)),
        new("P350", "Pepsi Max 350 ml", Brand: "Pepsi", ListPrice: Price(24)),
        new("T350", "Sony PS-LX350H Belt-Drive Turntable", Brand: "Sony", ListPrice: Price(129)),
        new("T250", "Sony PS-LX250H Belt-Drive Turntable", Brand: "Sony", ListPrice: Price(99)),
        new("PH1", "Panasonic KX-TG6700B 5.8 GHz Cordless Phone", Brand: "Panasonic", ListPrice: Price(149)),
        new("PH2", "Panasonic KX-TG5621S 5.8 GHz Cordless Phone", Brand: "Panasonic", ListPrice: Price(99)),
        new("CAM", "Panasonic Lumix DMC-FX07EB Digital Camera Black", Brand: "Panasonic", ListPrice: Price(249)),
        new("PS7", "Adobe Photoshop Elements 7", Brand: "Adobe", ListPrice: Price(99)),
        new("PS8", "Adobe Photoshop Elements 8.0", Brand: "Adobe", ListPrice: Price(99)),
        new("MUG-R", "Retrospot Ceramic Mug Red", Brand: "Dunelm", ListPrice: Price(4)),
        new("MUG-B", "Retrospot Ceramic Mug Blue", Brand: "Dunelm", ListPrice: Price(4)),
        new("TEA", "Yorkshire Gold Breakfast Tea 80 bags", Brand: "Taylors", Category: "Hot drinks", ListPrice: Price(5)),
        new("OIL", "Filippo Berio Extra Virgin Olive Oil", Brand: "Filippo Berio", PackSize: "500 ml", ListPrice: Price(7)),
        new("POST", "Postage", Sku: "POST-1"),
        new("OLD", "Walkman Cassette Player WM-EX194", Sku: "WM194", Gtin: "4006381333931", Brand: "Sony", Active: false),
        .. Enumerable.Range(0, 300).Select(i => new CatalogProduct($"X{i}", $"Filler{i} thing{i % 40} sort{i % 7} {i % 90}0 g", Brand: $"Maker{i % 30}")),
    ];

    public static readonly CatalogAlias[] Aliases =
    [
        new("coke small can", "C350"),
        new("old tape player", "OLD"),
        new("Sony turntable", "T250", Refused: true),
    ];

    public static readonly Matcher Matcher = new(CatalogIndex.Build(Products, Aliases, version: 7));

    public static Matcher MatcherOf(params CatalogProduct[] products) => new(CatalogIndex.Build(products, [], cancellationToken: TestContext.Current.CancellationToken));

    public static Amount Price(decimal price) => Amount.FromDecimal(price);

    public static LinkDecision Match(string? name = null, string? id = null, string? brand = null, string? gtin = null, decimal? price = null) =>
        Matcher.Match(new(id, name, brand, gtin, price is { } value ? Price(value) : null));
}
