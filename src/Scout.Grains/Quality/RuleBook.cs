using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scout.Domain;
using Scout.Storage.Quality;

namespace Scout.Grains.Quality;

/// <summary>The rules as this silo knows them: read once, then followed by version, so that judging a transaction asks nobody.</summary>
internal sealed partial class RuleBook(IQualityRuleStore store, TimeProvider time, IOptions<QualityOptions> options, ILogger<RuleBook> logger) : BackgroundService
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile RuleSet? _current;
    private bool _storageWasAway;

    /// <summary>The rules of this moment; null before they were first read.</summary>
    public RuleSet? Current => _current;

    /// <exception cref="StorageUnavailableException">They were never read yet, and cannot be now.</exception>
    public async ValueTask<RuleSet> GetAsync() => _current ?? await RefreshAsync();

    /// <summary>Reads what was changed since the last time.</summary>
    /// <exception cref="StorageUnavailableException">The rules stay as they were known.</exception>
    public async Task<RuleSet> RefreshAsync()
    {
        await _reading.WaitAsync();
        try
        {
            var known = _current ?? new RuleSet(options.Value.ToRules());
            var changes = await store.ReadAsync(known.Version, CancellationToken.None);
            return _current = changes.Overrides.Count == 0 ? known : known.With(changes.Version, changes.Overrides);
        }
        finally
        {
            _ = _reading.Release();
        }
    }

    public override void Dispose()
    {
        _reading.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                _ = await RefreshAsync();
                _storageWasAway = false;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                if (!_storageWasAway)
                    LogNotRead(exception);
                _storageWasAway = true;
            }

            await Task.Delay(options.Value.RulesPollInterval, time, stoppingToken);
        }
    }

    [LoggerMessage(6001, LogLevel.Warning, "The quality rules cannot be read; this silo goes on with those it knows")]
    private partial void LogNotRead(Exception exception);
}
