using Scout.Bench.Hosting;
using Scout.Bench.Load;
using Scout.Bench.Phases;
using Scout.Bench.Report;
using Scout.Bench.Silver;

namespace Scout.Bench;

/// <summary>Runs the phases on each subject, as often as asked, and reports.</summary>
/// <remarks>Each repeat visits every subject on a fresh store, so that what the machine does meanwhile touches all alike.</remarks>
internal sealed class IngestBench(IngestOptions options, string? key, string? jsonFile)
{
    private const string Ceiling = "ceiling";

    private readonly List<RunResult> _results = [];
    private PostgresBinaries? _postgres;
    private TransactionSource _transactions = null!;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (options.Server is not null)
        {
            await RepeatAsync(repeat => GuardAsync(repeat, "server", () => MeasureRunningAsync(options.Server, repeat, cancellationToken)));
            return await ReportAsync(cancellationToken);
        }

        var stores = await ChooseStoresAsync(cancellationToken);
        var assembly = options.ServerDll is { } dll ? Path.GetFullPath(dll) : await ServerBuild.RunAsync(cancellationToken);
        await RepeatAsync(async repeat =>
        {
            if (!options.NoBaseline)
                await GuardAsync(repeat, Ceiling, () => MeasureCeilingAsync(repeat, cancellationToken));
            foreach (var store in stores)
                await GuardAsync(repeat, store, () => MeasureStoreAsync(store, assembly, repeat, cancellationToken));
        });
        return await ReportAsync(cancellationToken);
    }

    public async Task<int> RunBaselineAsync(CancellationToken cancellationToken)
    {
        await RepeatAsync(repeat => GuardAsync(repeat, Ceiling, () => MeasureCeilingAsync(repeat, cancellationToken)));
        return await ReportAsync(cancellationToken);
    }

    private async Task RepeatAsync(Func<int, Task> measure)
    {
        for (var repeat = 1; repeat <= options.Repeat; repeat++)
        {
            // A new run id each time: transactions never collide, whatever the store has kept.
            _transactions = new(Guid.NewGuid().ToString("N")[..8], options.Stores);
            await measure(repeat);
        }
    }

    /// <summary>A subject that fails must not take the figures of the others with it.</summary>
    private async Task GuardAsync(int repeat, string subject, Func<Task> measure)
    {
        try
        {
            await measure();
        }
        catch (BenchException fault)
        {
            var result = new PhaseResult(subject, "run");
            result.Fail(fault.Message);
            Record(repeat, result);
        }
    }

    private async Task<IReadOnlyList<string>> ChooseStoresAsync(CancellationToken cancellationToken)
    {
        _postgres = await PostgresBinaries.FindAsync(cancellationToken);
        if (_postgres is null && options.On.Contains("postgres"))
            throw new BenchException("--on postgres: no PostgreSQL programs by pg_config, in /usr/lib/postgresql/*/bin or on PATH");
        if (options.On.Count > 0)
            return options.On;
        if (_postgres is not null)
            return ["sqlite", "postgres"];
        Console.WriteLine("no PostgreSQL programs found: measuring sqlite only");
        return ["sqlite"];
    }

    private async Task MeasureStoreAsync(string store, string assembly, int repeat, CancellationToken cancellationToken)
    {
        var hosting = new HostedServerOptions(assembly, options.ServerSettings, options.Silver == "sql", store == "postgres" ? options.Silos : 1, options.Folder, options.Keep);
        await using var server = await HostedServer.StartAsync(store, store == "postgres" ? _postgres : null, hosting, cancellationToken);
        await MeasureAsync(server.Subject, options.Phases.Select(PhaseNamed), repeat, cancellationToken);
        Record(repeat, await server.StopAsync(cancellationToken));
    }

    private async Task MeasureCeilingAsync(int repeat, CancellationToken cancellationToken)
    {
        var port = WorkFolder.FreePort();
        // The web SDK, and so the real server, collects with the server collector; the ceiling must not differ in that.
        var environment = new Dictionary<string, string?> { ["DOTNET_gcServer"] = "1" };
        await using var server = await ServerProcess.StartAsync(
            typeof(IngestBench).Assembly.Location, ["baseline-server", "--port", $"{port}"], environment, cancellationToken);
        var subject = new Subject(Ceiling, HttpTarget.Loopback(port), new([server.Id], null), Silver: null);
        await MeasureAsync(subject, [PhaseNamed("single")], repeat, cancellationToken);
        await server.StopAsync(cancellationToken);
    }

    private async Task MeasureRunningAsync(string url, int repeat, CancellationToken cancellationToken)
    {
        var target = await HttpTarget.ParseAsync(url, key, cancellationToken);
        await using var silver = await PipelineSilverProbe.FindAsync(target, cancellationToken);
        if (silver is null)
            Console.WriteLine("GET /v1/pipeline does not tell the backlog of promotion: silver is not checked");
        var subject = new Subject("server", target, new([], null), silver);
        await MeasureAsync(subject, options.Phases.Select(PhaseNamed), repeat, cancellationToken);
    }

    private async Task MeasureAsync(Subject subject, IEnumerable<Phase> phases, int repeat, CancellationToken cancellationToken)
    {
        foreach (var phase in phases)
        {
            Console.WriteLine($"{repeat}/{options.Repeat} {subject.Name} {phase.Name} ...");
            Record(repeat, await phase.RunAsync(subject, cancellationToken));
        }
    }

    private void Record(int repeat, PhaseResult result) => _results.Add(new(repeat, result));

    private Phase PhaseNamed(string name) => name switch
    {
        "single" => new RequestPhase(
            name, Singles, options.Connections, Seconds(options.WarmUp), Seconds(options.Duration)),
        "batch" => new RequestPhase(name, Batches, options.BatchConnections, Seconds(options.WarmUp), Seconds(options.Duration)),
        "stream" => new StreamPhase(_transactions, options.StreamLines),
        "reads-idle" => new IdleReadPhase(Singles, Reads),
        "reads-busy" => new BusyReadPhase(Singles, Reads),
        "listeners" => new ListenPhase(Singles, Reads),
        "memory" => new MemoryPhase(Batches, options.BatchConnections, options.MemoryTransactions),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such phase."),
    };

    private ReadOptions Reads => new(
        options.Stores, options.Connections, Seconds(options.WarmUp), Seconds(options.Duration), options.ReadsPerSecond, options.Listeners);

    private SingleRequests Singles(HttpTarget target) => new(target, _transactions);

    private BatchRequests Batches(HttpTarget target) => new(target, _transactions, options.BatchSize, options.MixedBatches);

    private static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);

    private async Task<int> ReportAsync(CancellationToken cancellationToken)
    {
        var machine = await Machine.DescribeAsync(_postgres, options.Folder, cancellationToken);
        Table.Print(machine, _results);
        if (jsonFile is not null)
            await JsonReport.WriteAsync(jsonFile, machine, options, _results, cancellationToken);
        return _results.Any(run => run.Result.Failures.Count > 0) ? 1 : 0;
    }
}
