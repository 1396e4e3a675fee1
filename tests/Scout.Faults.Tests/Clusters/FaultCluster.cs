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

    public IReadOnlyList<Uri> Urls => [.. _silos.Select(silo => silo.Url)];

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
        foreach (var silo in _silos)
            await silo.DisposeAsync();
        await Postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
