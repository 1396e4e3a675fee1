using System.Net;
using Npgsql;
using Scout.Testing.Network;
using Scout.Testing.Processes;

namespace Scout.Faults.Tests.Clusters;

/// <summary>A silo of its own process, reached by the others and reaching its database over wires that can be cut.</summary>
internal sealed class FaultSilo : IAsyncDisposable
{
    private readonly TcpRelay _database;
    private readonly TcpRelay _silo;
    private readonly TcpRelay _gateway;
    private readonly Dictionary<string, string> _settings;
    private readonly string _program;
    private readonly string _folder;
    private ScoutProcess? _process;

    public FaultSilo(int number, string program, string connectionString, IReadOnlyDictionary<string, string> settings, string folder)
    {
        Number = number;
        (_program, _folder) = (program, folder);
        var ports = FreePorts.Find(3);
        var (advertised, listening) = (IPAddress.Parse($"127.0.0.{10 + number}"), IPAddress.Parse($"127.0.1.{10 + number}"));
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        _database = new TcpRelay(new IPEndPoint(IPAddress.Loopback, ports[0]), new IPEndPoint(IPAddress.Loopback, database.Port));
        _silo = new TcpRelay(new IPEndPoint(advertised, ports[1]), new IPEndPoint(listening, ports[1]));
        _gateway = new TcpRelay(new IPEndPoint(advertised, ports[2]), new IPEndPoint(listening, ports[2]));
        database.Port = ports[0];
        _settings = new Dictionary<string, string>(settings)
        {
            ["ConnectionStrings__Scout"] = database.ConnectionString,
            ["Scout__Cluster__AdvertisedAddress"] = $"{advertised}",
            ["Scout__Cluster__ListenAddress"] = $"{listening}",
            ["Scout__Cluster__SiloPort"] = $"{ports[1]}",
            ["Scout__Cluster__GatewayPort"] = $"{ports[2]}",
        };
    }

    public int Number { get; }

    public bool IsRunning => _process is { IsRunning: true };

    public ScoutProcess Process => _process ?? throw new InvalidOperationException($"Silo {Number} was never started.");

    public Uri Url => Process.Url;

    public async Task StartAsync()
    {
        if (_process is null)
            _process = await ScoutProcess.StartAsync(_program, _settings, _folder);
        else
            await _process.StartAsync();
    }

    /// <summary>What other silos and API processes send.</summary>
    /// <param name="passage">From now on.</param>
    /// <param name="process">The only one that this concerns; null is all of them.</param>
    public void SetInbound(Passage passage, int? process = null)
    {
        _silo.Set(passage, process);
        _gateway.Set(passage, process);
    }

    public void SetDatabase(Passage passage) => _database.Set(passage);

    /// <summary>Ends with the process, or when it is still there after so long.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (IsRunning && TimeProvider.System.GetElapsedTime(startedAt) < limit)
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        return !IsRunning;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _database.Dispose();
        _silo.Dispose();
        _gateway.Dispose();
    }
}
