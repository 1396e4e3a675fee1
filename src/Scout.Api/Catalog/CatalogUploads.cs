using Microsoft.Extensions.Options;

namespace Scout.Api.Catalog;

/// <summary>The room for uploads of products: each may take a few hundred megabytes while it is read, so only so many are at work at once.</summary>
internal sealed class CatalogUploads(IOptions<ApiOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _room = new(options.Value.CatalogUploadsMax);

    public int BytesMax => options.Value.CatalogBytesMax;

    public int ProductsMax => options.Value.CatalogProductsMax;

    /// <returns>False when there is no room; true obliges to call <see cref="Leave"/>.</returns>
    public bool TryEnter() => _room.Wait(0);

    public void Leave() => _room.Release();

    public void Dispose() => _room.Dispose();
}
