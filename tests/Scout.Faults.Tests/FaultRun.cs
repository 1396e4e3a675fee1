using System.Diagnostics;
using System.Globalization;
using System.Text;
using Scout.Faults.Tests.Checks;
using Scout.Faults.Tests.Clusters;
using Scout.Faults.Tests.Histories;

namespace Scout.Faults.Tests;

/// <summary>Devices that sell while faults happen to the cluster, and the reckoning afterwards.</summary>
internal sealed class FaultRun : IAsyncDisposable
{
    private const int Tills = 8;
    private const int Stores = 24;
    private static readonly string[] Zones = ["UTC", "Asia/Manila", "America/Los_Angeles", "Australia/Lord_Howe"];
    private static readonly TimeSpan RecoveredWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<string, string> _zones = Enumerable.Range(0, Stores).ToDictionary(i => $"SHOP-{i:D2}", i => Zones[i % Zones.Length]);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _poison = [];
    private readonly History _history;
    private readonly Acknowledgements _acknowledgements;
    private readonly GoldWatch _watch;
    private Task _load = Task.CompletedTask;
    private Task _watching = Task.CompletedTask;
    private Till[] _tills = [];

    private FaultRun(FaultCluster cluster, int seed)
    {
        (Cluster, Seed, Random) = (cluster, seed, new Random(seed));
        _history = new History(Path.Combine(Path.GetTempPath(), $"scout-faults-{seed}-{Guid.NewGuid():N}.jsonl"));
        _acknowledgements = new Acknowledgements(_zones.Keys);
        _watch = new GoldWatch(cluster);
    }

    public FaultCluster Cluster { get; }

    public int Seed { get; }

    public Random Random { get; }

    /// <summary>How long the checker waits for silver and gold to be as far as bronze.</summary>
    public TimeSpan DrainWithin { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Addresses that devices are given; null is every silo there is.</summary>
    public Func<IReadOnlyList<Uri>>? Servers { get; set; }

    /// <param name="silos">How many to begin with.</param>
    /// <param name="broken">A promise that the silos break; null is the product.</param>
    /// <param name="seed">Null takes the one of the environment's <c>SCOUT_FAULTS_SEED</c>, or a new one.</param>
    /// <param name="drainWithin">How long the checker waits; null is a minute and a half.</param>
    /// <param name="logLevel">Of the silos.</param>
    public static async Task<FaultRun> StartAsync(int silos, string? broken = null, int? seed = null, TimeSpan? drainWithin = null, string logLevel = "Information")
    {
        var chosen = seed ?? (int.TryParse(Environment.GetEnvironmentVariable("SCOUT_FAULTS_SEED"), CultureInfo.InvariantCulture, out var told) ? told : Random.Shared.Next());
        Tell($"seed {chosen}");
        var run = new FaultRun(await FaultCluster.StartAsync(silos, broken, logLevel), chosen) { DrainWithin = drainWithin ?? TimeSpan.FromSeconds(90) };
        await run.RegisterStoresAsync();
        run.StartLoad();
        await run.WaitUntilAllSellAsync();
        return run;
    }

    /// <summary>Lets a fault happen, and waits until every store is acknowledged again.</summary>
    /// <returns>The longest that any store waited.</returns>
    public async Task<TimeSpan> SufferAsync(string name, Func<Task> fault)
    {
        await PlantPoisonAsync();
        _ = _acknowledgements.TakeLongestGap();
        var (before, startedAt) = (_acknowledgements.Count, Stopwatch.GetTimestamp());
        await fault();
        await WaitUntilAllSellAsync();
        var gap = _acknowledgements.TakeLongestGap();
        Tell(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:F1} s, {_acknowledgements.Count - before:N0} acknowledged meanwhile, longest gap of any store {gap.TotalSeconds:F2} s"));
        return gap;
    }

    /// <summary>Stops the devices once each has its last answer, and checks every invariant.</summary>
    public async Task<IReadOnlyList<Finding>> ReckonAsync()
    {
        await _stop.CancelAsync();
        await _load;
        await _watching;
        _history.Dispose();
        IReadOnlyList<Finding> findings = [.. await new Checker(Cluster, _history.Path, _zones, _poison, DrainWithin).CheckAsync(), _watch.Find()];
        findings = [.. findings.OrderBy(finding => finding.Invariant)];
        foreach (var finding in findings)
            Tell(finding.ToString());
        return findings;
    }

    /// <summary>Reckons, and holds every invariant to its promise.</summary>
    public async Task HoldAsync()
    {
        var broken = (await ReckonAsync()).Where(finding => !finding.Holds).ToList();
        if (broken.Count > 0)
            Fail(string.Join('\n', broken));

        File.Delete(_history.Path);
    }

    public async Task WaitUntilAllSellAsync()
    {
        var since = Stopwatch.GetTimestamp();
        while (!_acknowledgements.AllSince(since))
        {
            if (_load.IsFaulted)
                await _load;
            if (Stopwatch.GetElapsedTime(since) > RecoveredWithin)
                Fail($"After {RecoveredWithin} these stores were still not acknowledged: {string.Join(", ", _acknowledgements.SilentSince(since))}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>Waits for what another process will show only when asked.</summary>
    public async Task WaitUntilAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(since) > (within ?? RecoveredWithin))
                Fail($"Waited {within ?? RecoveredWithin} until {what}.");
            await Task.Delay(Pause);
        }

        Tell(string.Create(CultureInfo.InvariantCulture, $"{what}: after {Stopwatch.GetElapsedTime(since).TotalSeconds:F1} s"));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _ = await Task.WhenAny(_load);
        _ = await Task.WhenAny(_watching);
        foreach (var till in _tills)
            till.Dispose();
        _history.Dispose();
        await Cluster.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>Keeps what tells why: the history, and what the silos said.</summary>
    private void Fail(string why)
    {
        foreach (var silo in Cluster.Silos)
            File.WriteAllText($"{_history.Path}.silo-{silo.Number}.log", silo.Process.Output);
        Assert.Fail($"Seed {Seed}; history {_history.Path}, and the silos' logs beside it:\n{why}");
    }

    public static void Tell(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    private async Task RegisterStoresAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Cluster.Silos[0].Url };
        foreach (var (store, zone) in _zones)
        {
            using var content = new StringContent($"{{\"time_zone\":\"{zone}\"}}", Encoding.UTF8, "application/json");
            using var response = await http.PutAsync(new Uri($"/v1/stores/{store}", UriKind.Relative), content);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        }
    }

    private void StartLoad()
    {
        var stores = _zones.Keys.Order(StringComparer.Ordinal).ToArray();
        _tills = [.. Enumerable.Range(0, Tills).Select(number => new Till(
            number, [.. stores.Where((_, place) => place % Tills == number)], () => Servers?.Invoke() ?? Cluster.Urls, _history, _acknowledgements, Random.Next(), amends: !Cluster.IsBroken))];
        _load = Task.WhenAll(_tills.Select(till => Task.Run(() => till.RunAsync(_stop.Token))));
        _watching = Task.Run(() => _watch.RunAsync(_stop.Token));
    }

    /// <summary>Puts an event into bronze that can never become silver, as a build with a laxer parser might have left it.</summary>
    private async Task PlantPoisonAsync()
    {
        var id = $"POISON-{_poison.Count + 1}";
        _poison.Add(id);
        var shard = Random.Next(8);
        await Cluster.ExecuteAsync($$"""
            with planted as (
                insert into bronze_events (event_id, received_at, shard, broken_rules, store_id, transaction_id, source_system, content_hash, body)
                values (nextval('event_id_blocks') * 1048576 + 1, now(), {{shard}}, 0, 'POISON', '{{id}}', 'faults', decode(repeat('00', 32), 'hex'), 'no transaction')
                returning event_id
            )
            insert into bronze_pending (shard, first_event_id, last_event_id, events, bytes, received_at)
            select {{shard}}, event_id, event_id, 1, 14, now() from planted
            """);
    }
}
