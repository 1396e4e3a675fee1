using Npgsql;

namespace Scout.Testing.Postgres;

/// <summary>A private PostgreSQL server for tests, started by the first one that asks for a database.</summary>
/// <remarks>
/// As an assembly fixture it is one for the process; a test that stops it makes one of its own. Without PostgreSQL on the machine the
/// asking test is skipped, and fails when the environment says <c>CI=true</c>.
/// </remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Unavailable = "PostgreSQL is not installed: no initdb, pg_ctl and postgres by pg_config, in /usr/lib/postgresql or on PATH.";

    private readonly SemaphoreSlim _turn = new(1);
    private PostgresCluster? _cluster;
    private bool _running;
    private int _databases;

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        await StartAsync();
        var name = $"scout_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name}", connection);
        _ = await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Starts the server, again after <see cref="StopAsync"/> on the same port; does nothing when it runs.</summary>
    public async Task StartAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_running)
                return;
            _cluster ??= await CreateClusterAsync();
            await _cluster.StartAsync();
            _running = true;
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    /// <param name="immediate">As if the power had gone: clients are cut off, and the next start recovers from the log.</param>
    public async Task StopAsync(bool immediate)
    {
        await _turn.WaitAsync();
        try
        {
            if (!_running)
                return;
            await _cluster!.StopAsync(immediate);
            _running = false;
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(immediate: true);
        _cluster?.Delete();
        _turn.Dispose();
    }

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _cluster!.Port,
        Username = "scout",
        Database = database,
    }.ConnectionString;

    private static async Task<PostgresCluster> CreateClusterAsync()
    {
        var binaries = PostgresBinaries.Find();
        Assert.SkipWhen(binaries is null && Environment.GetEnvironmentVariable("CI") != "true", Unavailable);
        Assert.True(binaries is not null, Unavailable);
        var cluster = new PostgresCluster(binaries!);
        await cluster.InitialiseAsync();
        return cluster;
    }
}
