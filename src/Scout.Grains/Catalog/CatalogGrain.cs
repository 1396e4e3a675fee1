using Orleans.Concurrency;
using Scout.Contracts.Catalog;
using Scout.Contracts.Quality;
using Scout.Domain.Money;
using Scout.Storage.Catalog;
using Scout.Storage.Quality;

namespace Scout.Grains.Catalog;

/// <summary>Saves and lists products. Stateless: the store puts changes in order.</summary>
[StatelessWorker]
internal sealed class CatalogGrain(ICatalogStore store, TimeProvider time) : Grain, ICatalogGrain
{
    public async ValueTask<CatalogUpsertReply> UpsertAsync(List<CatalogProductInput> products, OperatorAct act)
    {
        var saved = await store.SaveAsync(products.ConvertAll(ToRow), new AuditedAct(time.GetUtcNow(), act.By, act.Reason), CancellationToken.None);
        return new CatalogUpsertReply(saved.Inserted, saved.Updated, saved.Unchanged, saved.Version, saved.AliasesKept);
    }

    public async ValueTask<CatalogProductView?> FindAsync(string productId) =>
        await store.FindAsync(productId, CancellationToken.None) is { } entry ? ToView(entry) : null;

    public async ValueTask<ListPage<CatalogProductView>> ReadPageAsync(CatalogQuery query)
    {
        var rows = await store.ReadPageAsync(new CatalogFilter(query.Query, query.Active, query.Brand, query.After, query.Limit + 1), CancellationToken.None);
        return new ListPage<CatalogProductView>([.. rows.Take(query.Limit).Select(ToView)], rows.Count > query.Limit);
    }

    private static CatalogRow ToRow(CatalogProductInput product) => new()
    {
        ProductId = product.ProductId,
        Sku = product.Sku,
        Gtin = product.Gtin,
        ProductName = product.ProductName,
        Brand = product.Brand,
        Category = product.Category,
        PackSize = product.PackSize,
        ListPrice = product.ListPriceUnits is { } units ? new Amount(units) : null,
        Active = product.Active,
        Aliases = product.Aliases ?? [],
    };

    private static CatalogProductView ToView(CatalogEntry entry) => new(
        new CatalogProductInput
        {
            ProductId = entry.Product.ProductId,
            Sku = entry.Product.Sku,
            Gtin = entry.Product.Gtin,
            ProductName = entry.Product.ProductName,
            Brand = entry.Product.Brand,
            Category = entry.Product.Category,
            PackSize = entry.Product.PackSize,
            ListPriceUnits = entry.Product.ListPrice?.Units,
            Active = entry.Product.Active,
            Aliases = [.. entry.Product.Aliases],
        },
        entry.Version, entry.UpdatedAt);
}
