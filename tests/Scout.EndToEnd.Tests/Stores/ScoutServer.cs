using Scout.EndToEnd.Tests.Wire;
using Scout.Testing.Postgres;
using Scout.Testing.Processes;

namespace Scout.EndToEnd.Tests.Stores;

/// <summary>One Scout for a class of tests, started by the first of them, on a store of its own.</summary>
public abstract class ScoutServer : IAsyncDisposable
{
    private StoreUnderTest? _store;
    private ScoutProcess? _process;
    private ScoutClient? _client;

    public StoreUnderTest Store => _store!;

    public ScoutProcess Process => _process!;

    public ScoutClient Client => _client!;

    /// <summary>Called by tests and not by the fixture's own set-up: only a test can be skipped.</summary>
    public async ValueTask EnsureRunningAsync(IReadOnlyDictionary<string, string> settings)
    {
        _store ??= await CreateStoreAsync();
        if (_process is null)
        {
            _process = await ScoutProcess.StartAsync(_store.Settings.Concat(settings).ToDictionary(), _store.Folder);
            _client = new ScoutClient(_process.Url);
        }
        else if (!_process.IsRunning)
        {
            await _process.StartAsync();
        }
    }

    /// <summary>As after a power cut.</summary>
    public Task KillAndStartAsync()
    {
        Process.Kill();
        return Process.StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_process is not null)
            await _process.DisposeAsync();
        if (_store is not null)
            await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<StoreUnderTest> CreateStoreAsync();
}

/// <summary>On the embedded store.</summary>
public sealed class SqliteScout : ScoutServer
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => Task.FromResult<StoreUnderTest>(new SqliteStore());
}

/// <summary>On a database of the PostgreSQL server that all classes share.</summary>
public sealed class PostgresScout(PostgresServer postgres) : ScoutServer
{
    protected override async Task<StoreUnderTest> CreateStoreAsync() => new PostgresStore(await postgres.CreateDatabaseAsync());
}

/// <summary>On a PostgreSQL server that the tests of one class may stop.</summary>
public sealed class StoppablePostgresScout : ScoutServer
{
    public PostgresServer Postgres { get; } = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    protected override async Task<StoreUnderTest> CreateStoreAsync() => new PostgresStore(await Postgres.CreateDatabaseAsync());
}
