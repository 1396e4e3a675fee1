using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace Scout.Bench.Hosting;

/// <summary>A private PostgreSQL with durable settings on a loopback port, gone when disposed.</summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private const string Database = "scout";

    private readonly PostgresBinaries _binaries;
    private readonly string _folder;
    private readonly string _password = RandomNumberGenerator.GetHexString(32);
    private readonly int _port = WorkFolder.FreePort();

    private PostgresCluster(PostgresBinaries binaries, string folder) => (_binaries, _folder) = (binaries, folder);

    /// <summary>What differs from the defaults. Durability stays as a shop would have it: every commit is flushed.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["fsync"] = "on",
        ["synchronous_commit"] = "on",
        ["full_page_writes"] = "on",
        ["shared_buffers"] = "512MB",
        ["max_wal_size"] = "4GB",
    };

    public string ConnectionString => ConnectionStringTo(Database);

    public int PostmasterId { get; private set; }

    private string DataFolder => Path.Combine(_folder, "data");

    public static async Task<PostgresCluster> StartAsync(PostgresBinaries binaries, string folder, CancellationToken cancellationToken)
    {
        var cluster = new PostgresCluster(binaries, folder);
        try
        {
            await cluster.InitialiseAsync(cancellationToken);
            // Never cancelled half way: a postmaster without its pid file yet could not be found again to be stopped.
            string[] start = ["start", "-w", "-D", cluster.DataFolder, "-l", Path.Combine(folder, "postgres.log")];
            await binaries.RunAsync("pg_ctl", start, CancellationToken.None);
            await cluster.CreateDatabaseAsync(cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (File.Exists(Path.Combine(DataFolder, "postmaster.pid")))
            await _binaries.RunAsync("pg_ctl", ["stop", "-w", "-m", "fast", "-t", "60", "-D", DataFolder], CancellationToken.None);
    }

    private async Task InitialiseAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_folder);
        var passwordFile = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(passwordFile, _password, cancellationToken);
        if (Environment.IsPrivilegedProcess)
            await Shell.RunAsync("chown", ["-R", "postgres", _folder], cancellationToken);
        await _binaries.RunAsync(
            "initdb",
            ["-D", DataFolder, "-U", "postgres", "-E", "UTF8", "--locale=C", "--auth=scram-sha-256", $"--pwfile={passwordFile}"],
            cancellationToken);

        var settings = Settings.Append(new("port", _port.ToString(CultureInfo.InvariantCulture)))
            .Append(new("listen_addresses", "127.0.0.1")).Append(new("unix_socket_directories", ""));
        await File.AppendAllLinesAsync(
            Path.Combine(DataFolder, "postgresql.conf"), settings.Select(setting => $"{setting.Key} = '{setting.Value}'"), cancellationToken);
    }

    private async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var pid = await File.ReadAllLinesAsync(Path.Combine(DataFolder, "postmaster.pid"), cancellationToken);
        PostmasterId = int.Parse(pid[0], CultureInfo.InvariantCulture);
        await using var connection = new NpgsqlConnection(ConnectionStringTo("postgres"));
        await connection.OpenAsync(cancellationToken);
        await using var create = new NpgsqlCommand($"create database {Database}", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    private string ConnectionStringTo(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Password={_password};Database={database}";
}
