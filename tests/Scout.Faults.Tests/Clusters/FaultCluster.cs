using Npgsql;
using Scout.Testing.Postgres;
using Scout.Testing.Processes;

namespace Scout.Faults.Tests.Clusters;

/// <summary>Silos as processes on a PostgreSQL server of their own.</summary>
internal sealed class FaultCluster : IAsyncDisposable
{
    // Replaced and not changed: devices read it all the time.
    private volatile FaultSilo[] _silos = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("scout-faults-").FullName;
    private readonly string _program;
    private readonly Dictionary<string, string> _settings;
    private string _connectionString = "";

    private FaultCluster(string? broken, string logLevel)
    {
        _program = broken is null ? BuiltPrograms.Silo : BuiltPrograms.BrokenSilo;
        _settings = new Dictionary<string, string> { ["Scout__Log__Level"] = logLevel };
        if (broken is not null)
            _settings["SCOUT_BROKEN"] = broken;
    }

    public bool IsBroken => _program == BuiltPrograms.BrokenSilo;

    public PostgresServer Postgres { get; } = new();

    public IReadOnlyList<FaultSilo> Silos => _silos;

    /// <summary>An API of its own; null where there is none.</summary>
    public ScoutProcess? Api { get; private set; }

    /// <summary>Where devices may send: to every silo, and to the API of its own.</summary>
    public IReadOnlyList<Uri> Urls => Api is { } api ? [.. _silos.Select(silo => silo.Url), api.Url] : [.. _silos.Select(silo => silo.Url)];

    public string ConnectionString => _connectionString;

    /// <param name="silos">How many to begin with.</param>
    /// <param name="broken">A promise that the silos break; null is the product.</param>
    /// <param name="logLevel">Of the silos.</param>
    public static async Task<FaultCluster> StartAsync(int silos, string? broken, string logLevel)
    {
        var cluster = new FaultCluster(broken, logLevel);
        try
        {
            cluster._connectionString = await cluster.Postgres.CreateDatabaseAsync();
            for (var i = 0; i < silos; i++)
                _ = await cluster.AddAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <param name="clusterId">Another than the rest makes a second cluster on one database, which no one should run.</param>
    public async Task<FaultSilo> AddAsync(string? clusterId = null)
    {
        var settings = clusterId is null ? _settings : new Dictionary<string, string>(_settings) { ["Scout__Cluster__ClusterId"] = clusterId };
        var silo = new FaultSilo(_silos.Length + 1, _program, _connectionString, settings, _folder);
        try
        {
            await silo.StartAsync();
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }

        _silos = [.. _silos, silo];
        return silo;
    }

    /// <summary>An API without a silo. It finds the silos in the database, and reaches them over their wires.</summary>
    public async Task AddApiAsync() => Api = await ScoutProcess.StartApiAsync(
        new Dictionary<string, string> { ["ConnectionStrings__Scout"] = _connectionString, ["Scout__Log__Level"] = "Information" }, _folder);

    /// <summary>Ends a silo for good: devices forget its address.</summary>
    public async Task RemoveAsync(FaultSilo silo)
    {
        _silos = [.. _silos.Where(other => other != silo)];
        if (silo.IsRunning)
            await silo.Process.StopAsync();
        await silo.DisposeAsync();
    }

    /// <summary>Cuts a silo off from all the others, in both directions, and lets it keep its database and its devices.</summary>
    public void Isolate(FaultSilo silo, Passage passage)
    {
        silo.SetInbound(passage);
        foreach (var other in _silos.Where(other => other != silo))
            other.SetInbound(passage, silo.Process.Id);
    }

    public async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    public async Task<long> CountAsync(string sql) => Assert.Single(await ReadAsync(sql, row => Convert.ToInt64(row.GetValue(0), null)));

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        _ = await command.ExecuteNonQueryAsync();
    }

    /// <summary>Not pooled and not through a silo's wire: the test sees the database whatever the silos see.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connectionString) { SearchPath = "scout", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (Api is not null)
            await Api.DisposeAsync();
        foreach (var silo in _silos)
            await silo.DisposeAsync();
        await Postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
