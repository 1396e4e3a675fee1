using Scout.Domain.Money;
using Scout.Storage.Catalog;
using Scout.Storage.Quality;

namespace Scout.Storage.Tests.Links;

/// <summary>What every <see cref="ICatalogStore"/> must do.</summary>
public abstract class CatalogContract : StorageContract
{
    private ICatalogStore Catalog => Store.Port<ICatalogStore>();

    [Fact]
    public async Task Save_NewChangedAndUnchangedProducts_CountsEachAndRaisesTheVersionOnce()
    {
        var first = await SaveAsync(Product("A"), Product("B") with { Aliases = ["Bee!", "The B"] }, Product("C"));
        var again = await SaveAsync(Product("A"), Product("B") with { Aliases = ["Bee!", "The B"] });
        var second = await SaveAsync(Product("A"), Product("B") with { ListPrice = Amount.FromDecimal(9.5m) }, Product("D"));

        Assert.Equal((3, 0, 0), (first.Inserted, first.Updated, first.Unchanged));
        Assert.Equal((0, 0, 2, first.Version), (again.Inserted, again.Updated, again.Unchanged, again.Version));
        Assert.Equal((1, 1, 1, first.Version + 1), (second.Inserted, second.Updated, second.Unchanged, second.Version));
        Assert.Equal((second.Version, second.Version), ((await Catalog.ReadVersionAsync(Cancellation)).Current, (await Catalog.ReadVersionAsync(Cancellation)).Products));
        var b = await Catalog.FindAsync("B", Cancellation);
        Assert.Equal((second.Version, 9.5m), (b!.Version, b.Product.ListPrice!.Value.ToDecimal()));
        Assert.Empty(b.Product.Aliases);
        Assert.Equal(first.Version, (await Catalog.FindAsync("A", Cancellation))!.Version);
        Assert.Equal(2, await Store.CountAsync("audit_log where action = 'catalog_change' and actor = 'me'"));
    }

    [Fact]
    public async Task Save_EveryMember_ReadsBackTheSame()
    {
        var product = new CatalogRow
        {
            ProductId = "P 1|ü",
            Sku = "SKU",
            Gtin = "00012345678905",
            ProductName = "Cola \"Zero\" 6 x 330 ml",
            Brand = "Cola",
            Category = "drinks",
            PackSize = "6x330ml",
            ListPrice = Amount.FromDecimal(3.9999m),
            Active = false,
            Aliases = ["Cola zero six-pack"],
        };
        _ = await SaveAsync(product);

        var found = (await Catalog.FindAsync("P 1|ü", Cancellation))!.Product;

        Assert.Equal(product with { Aliases = [] }, found with { Aliases = [] });
        Assert.Equal(product.Aliases, found.Aliases);
        Assert.Null(await Catalog.FindAsync("p 1|ü", Cancellation));
    }

    [Fact]
    public async Task Save_AliasThatAnotherProductHad_GoesToTheLater()
    {
        _ = await SaveAsync(Product("A") with { Aliases = ["Tea"] });
        var moved = await SaveAsync(Product("B") with { Aliases = ["TEA!"] });

        var content = await Catalog.LoadAsync(Cancellation);

        Assert.Equal([new CatalogAlias("tea", "B")], content.Aliases);
        Assert.Equal(moved.Version, content.Version.Current);
    }

    [Fact]
    public async Task ReadPage_FiltersAndCursor_CoverAllInOrder()
    {
        _ = await SaveAsync(
            Product("b") with { ProductName = "Green Tea" }, Product("a") with { Active = false }, Product("B") with { Brand = "Acme" }, Product("c") with { Sku = "TEA-7" });

        Assert.Equal(["B", "a"], await PageAsync(new CatalogFilter(null, null, null, null, 2)));
        Assert.Equal(["b", "c"], await PageAsync(new CatalogFilter(null, null, null, "a", 2)));
        Assert.Equal(["b", "c"], await PageAsync(new CatalogFilter("tea", null, null, null, 9)));
        Assert.Equal(["a"], await PageAsync(new CatalogFilter(null, false, null, null, 9)));
        Assert.Equal(["B"], await PageAsync(new CatalogFilter(null, true, "Acme", null, 9)));
    }

    [Fact]
    public async Task NotePolicy_AnotherThanBefore_RaisesBothVersionsOnce()
    {
        var before = await Catalog.ReadVersionAsync(Cancellation);

        var first = await Catalog.NotePolicyAsync("one", Cancellation);
        var again = await Catalog.NotePolicyAsync("one", Cancellation);

        Assert.Equal((before.Current + 1, before.Current + 1), (first.Current, first.Products));
        Assert.Equal(first.Current, again.Current);
    }

    [Fact]
    public async Task Save_ManyProductsAtOnceFromTwoSides_LosesNoneAndCountsBothVersions()
    {
        var saves = await Task.WhenAll(
            SaveAsync([.. Enumerable.Range(0, 3_000).Select(i => Product($"L-{i}") with { Aliases = [$"left {i}"] })]),
            SaveAsync([.. Enumerable.Range(0, 3_000).Select(i => Product($"R-{i}"))]));

        Assert.Equal(2, saves.Select(saved => saved.Version).Distinct().Count());
        Assert.Equal(6_000, (await Catalog.LoadAsync(Cancellation)).Products.Count);
        Assert.Equal(3_000, (await Catalog.LoadAsync(Cancellation)).Aliases.Count);
    }

    private static CatalogRow Product(string id) => new() { ProductId = id, ProductName = $"Product {id}" };

    private async Task<CatalogSaved> SaveAsync(params CatalogRow[] products) =>
        await Catalog.SaveAsync(products, new AuditedAct(Noon, "me", null), Cancellation);

    private async Task<string[]> PageAsync(CatalogFilter filter) =>
        [.. (await Catalog.ReadPageAsync(filter, Cancellation)).Select(entry => entry.Product.ProductId)];
}
