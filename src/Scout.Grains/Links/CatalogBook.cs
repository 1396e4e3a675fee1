using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scout.Domain;
using Scout.Linking.Catalog;
using Scout.Linking.Matching;
using Scout.Storage.Catalog;
using CatalogAlias = Scout.Linking.Catalog.CatalogAlias;

namespace Scout.Grains.Links;

/// <summary>The catalogue as this silo knows it, prepared for matching: read whole whenever its version rises, built beside the readers, then put in the old one's place.</summary>
internal sealed partial class CatalogBook(
    ICatalogStore store, LinkHints hints, TimeProvider time, IOptions<ProductLinkingOptions> options, ILogger<CatalogBook> logger) : BackgroundService
{
    // A session of reviews gives a name each few seconds. Building takes a share of a core, not all of it.
    private const int RestPerBuild = 10;

    // As long as a person waits for an answer. 100,000 products are built in a few seconds.
    private static readonly TimeSpan FreshPatience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _building = new(1, 1);
    private volatile CatalogEdition? _current;
    private TimeSpan _buildTime;
    private long _builtAt;
    private bool _storageWasAway;

    /// <exception cref="StorageUnavailableException">The catalogue was never read yet, and cannot be now.</exception>
    public async ValueTask<CatalogEdition> GetAsync() => _current ?? await RefreshAsync(patiently: false, CancellationToken.None);

    /// <summary>The catalogue with every product that was saved before the call, so that who saves and then asks is told of what was saved.</summary>
    /// <returns>The one before where building takes too long, or where the store is away.</returns>
    /// <exception cref="StorageUnavailableException">As of <see cref="GetAsync"/>.</exception>
    public async ValueTask<CatalogEdition> GetFreshAsync()
    {
        var known = await GetAsync();
        try
        {
            return (await store.ReadVersionAsync(CancellationToken.None)).Products == known.Version.Products
                ? known
                : await RefreshAsync(patiently: true, CancellationToken.None).WaitAsync(FreshPatience, time);
        }
        catch (Exception exception) when (exception is TimeoutException or StorageUnavailableException)
        {
            return known;
        }
    }

    public override void Dispose()
    {
        _building.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                _ = await RefreshAsync(patiently: true, stoppingToken);
                _storageWasAway = false;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                if (!_storageWasAway)
                    LogNotRead(exception);
                _storageWasAway = true;
            }

            await Task.Delay(options.Value.CatalogPollInterval, time, stoppingToken);
        }
    }

    private async Task<CatalogEdition> RefreshAsync(bool patiently, CancellationToken cancellationToken)
    {
        await _building.WaitAsync(cancellationToken);
        try
        {
            var known = _current;
            if (known is not null)
            {
                var version = await store.ReadVersionAsync(cancellationToken);
                var onlyNames = version.Products == known.Version.Products;
                if (version.Current == known.Version.Current || (patiently && onlyNames && time.GetElapsedTime(_builtAt) < RestPerBuild * _buildTime))
                    return known;
            }

            var startedAt = Stopwatch.GetTimestamp();
            var content = await store.LoadAsync(cancellationToken);
            var index = await Task.Run(() => Build(content, cancellationToken), cancellationToken);
            var edition = new CatalogEdition(content.Version, new Matcher(index, options.Value.ToMatching()));
            (_current, _buildTime, _builtAt) = (edition, Stopwatch.GetElapsedTime(startedAt), time.GetTimestamp());
            LogBuilt(content.Version.Current, index.Count, _buildTime.TotalMilliseconds);
            hints.Wake();
            return edition;
        }
        finally
        {
            _ = _building.Release();
        }
    }

    private static CatalogIndex Build(CatalogContent content, CancellationToken cancellationToken) => CatalogIndex.Build(
        content.Products.Select(row => new CatalogProduct(
            row.ProductId, row.ProductName, row.Sku, row.Gtin, row.Brand, row.Category, row.PackSize, row.ListPrice, row.Active)),
        content.Aliases.Select(alias => new CatalogAlias(alias.Text, alias.ProductId)), content.Version.Current, cancellationToken);

    [LoggerMessage(8001, LogLevel.Warning, "The catalogue cannot be read; this silo goes on with the one it knows")]
    private partial void LogNotRead(Exception exception);

    [LoggerMessage(8002, LogLevel.Information, "Version {Version} of the catalogue is in use: {Products} active products, read and built in {Milliseconds} ms")]
    private partial void LogBuilt(long version, int products, double milliseconds);
}

/// <summary>One version of the catalogue, ready to be asked.</summary>
internal sealed record CatalogEdition(CatalogVersion Version, Matcher Matcher);
