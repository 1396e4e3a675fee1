using System.Globalization;
using Scout.Bench.Load;
using Scout.Bench.Phases;
using Scout.Bench.Report;
using Scout.Bench.Silver;

namespace Scout.Bench.Hosting;

/// <summary>How to start a server for one store kind.</summary>
internal sealed record HostedServerOptions(string Assembly, IReadOnlyList<string> Settings, bool SilverBySql, int Silos, string? Folder, bool Keep);

/// <summary>A server with an empty store of its own in a temporary folder, and PostgreSQL under it when asked for.</summary>
internal sealed class HostedServer : IAsyncDisposable
{
    private readonly WorkFolder _folder;
    private PostgresCluster? _cluster;
    private readonly List<ServerProcess> _silos = [];
    private SqlSilverProbe? _total;

    private HostedServer(WorkFolder folder) => _folder = folder;

    public Subject Subject { get; private set; } = null!;

    /// <param name="postgres">Null for SQLite.</param>
    public static async Task<HostedServer> StartAsync(
        string name, PostgresBinaries? postgres, HostedServerOptions options, CancellationToken cancellationToken)
    {
        var hosted = new HostedServer(new(options.Folder, options.Keep));
        try
        {
            if (postgres is not null)
                hosted._cluster = await PostgresCluster.StartAsync(postgres, hosted._folder.Combine("postgres"), cancellationToken);
            var ports = new int[options.Silos];
            for (var silo = 0; silo < ports.Length; silo++)
            {
                ports[silo] = WorkFolder.FreePort();
                hosted._silos.Add(await ServerProcess.StartAsync(
                    options.Assembly, ["--urls", $"http://127.0.0.1:{ports[silo]}"], hosted.Environment(options.Settings), cancellationToken));
            }

            await hosted.LookIntoAsync(name, HttpTarget.Loopback(ports), options.SilverBySql, cancellationToken);
            return hosted;
        }
        catch
        {
            await hosted.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the server as an operator would, and counts silver once more with nobody left to write.</summary>
    public async Task<PhaseResult> StopAsync(CancellationToken cancellationToken)
    {
        var result = new PhaseResult(Subject.Name, "stop");
        double seconds = 0;
        foreach (var silo in _silos)
            seconds += (await silo.StopAsync(cancellationToken)).TotalSeconds;
        result.Add("stop s", seconds, 2);
        var missing = await _total!.MissingAsync(Subject.Accepted, cancellationToken);
        if (missing != 0)
            result.Fail($"after the stop silver differs by {-missing} from {Subject.Accepted} accepted transactions");
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        if (Subject?.Silver is { } silver)
            await silver.DisposeAsync();
        foreach (var silo in _silos)
            await silo.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    private Dictionary<string, string?> Environment(IReadOnlyList<string> settings)
    {
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Scout__DataDirectory"] = _folder.Combine("data"),
            ["Scout__Cluster__SiloPort"] = WorkFolder.FreePort().ToString(CultureInfo.InvariantCulture),
            ["Scout__Cluster__GatewayPort"] = WorkFolder.FreePort().ToString(CultureInfo.InvariantCulture),
            // Null removes what the caller's own shell may have set: SQLite must be SQLite.
            ["ConnectionStrings__Scout"] = _cluster?.ConnectionString,
        };
        foreach (var parts in settings.Select(setting => setting.Split('=', 2)))
            environment[parts[0]] = parts.Length == 2 ? parts[1] : throw new BenchException($"--server-setting {parts[0]}: must be Name=Value");
        return environment;
    }

    private async Task LookIntoAsync(string name, HttpTarget target, bool bySql, CancellationToken cancellationToken)
    {
        _total = CountBySql();
        await _total.MarkAsync(cancellationToken);
        ISilverProbe? silver = bySql ? CountBySql() : await PipelineSilverProbe.FindAsync(target, cancellationToken);
        Subject = new(name, target, new([.. _silos.Select(silo => silo.Id)], _cluster?.PostmasterId), silver);
    }

    private SqlSilverProbe CountBySql() => _cluster is null
        ? SqlSilverProbe.Sqlite(Path.Combine(_folder.Combine("data"), "scout.db"))
        : SqlSilverProbe.Postgres(_cluster.ConnectionString);
}
