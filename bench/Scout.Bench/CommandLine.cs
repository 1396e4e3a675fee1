using System.CommandLine;
using Scout.Bench.Hosting;
using Scout.Bench.Linking;
using Scout.Bench.Load;

namespace Scout.Bench;

/// <summary>The verbs and options of the program.</summary>
internal static class CommandLine
{
    private static readonly string[] PhaseNames = ["single", "batch", "stream", "memory", "reads-idle", "reads-busy", "listeners"];

    private static readonly Option<string[]> On = List("--on", [], "sqlite, postgres (default: both where PostgreSQL is found)", "sqlite", "postgres");
    private static readonly Option<string[]> Phases = List("--phases", ["single", "batch"], string.Join(", ", PhaseNames), PhaseNames);
    private static readonly Option<int> Duration = Number("--duration", 15, 1, 3600, "measured seconds of single and batch");
    private static readonly Option<int> WarmUp = Number("--warmup", 3, 0, 600, "seconds of load before they count");
    private static readonly Option<int> Connections = Number("--connections", 64, 1, 4096, "keep-alive connections of single");
    private static readonly Option<int> BatchConnections = Number("--batch-connections", 8, 1, 1024, "keep-alive connections of batch and memory");
    private static readonly Option<int> BatchSize = Number("--batch-size", 100, 1, 1000, "transactions in a batch");
    private static readonly Option<bool> MixedBatches = new("--mixed-batches") { Description = "spread each batch over all stores" };
    private static readonly Option<int> Stores = Number("--stores", 200, 1, TransactionBody.StoresMax, "stores that sell");
    private static readonly Option<int> StreamLines = Number("--stream-lines", 1_000_000, 1, int.MaxValue, "lines of the stream");
    private static readonly Option<int> MemoryTransactions = Number("--memory-transactions", 2_000_000, 1000, int.MaxValue, "transactions of memory");
    private static readonly Option<int> ReadsPerSecond = Number("--reads-per-second", 2000, 1, 1_000_000, "summaries asked for in reads-busy");
    private static readonly Option<int> Listeners = Number("--listeners", 1000, 1, 20_000, "open streams of listeners");
    private static readonly Option<int> Silos = Number("--silos", 1, 1, 20, "silos on one PostgreSQL, connections spread over them");
    private static readonly Option<int> Repeat = Number("--repeat", 1, 1, 100, "whole runs; prints the median and the range");
    private static readonly Option<bool> NoBaseline = new("--no-baseline") { Description = "leave out the ceiling of the machine" };
    private static readonly Option<string?> Server = new("--server") { Description = "drive a server that already runs, http://host:port" };
    private static readonly Option<string?> Key = new("--key") { Description = "its API key, where it runs in mode Keys" };
    private static readonly Option<string?> ServerDll = new("--server-dll") { Description = "run this built server instead of building src/Scout.Silo" };
    private static readonly Option<string[]> ServerSettings = List("--server-setting", [], "Name=Value for the server's environment, may be repeated");
    private static readonly Option<string> Silver = new("--silver") { Description = "how to tell what is in silver", DefaultValueFactory = _ => "sql" };
    private static readonly Option<string?> Folder = new("--folder") { Description = "parent of the temporary folder: choose the disk to measure" };
    private static readonly Option<bool> Keep = new("--keep") { Description = "keep the temporary folder" };
    private static readonly Option<string?> Json = new("--json") { Description = "write machine, commit, parameters and results to this file" };
    private static readonly Option<int> Port = new("--port") { Required = true };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "folder of the public data sets (default: SCOUT_LINKING_DATA)",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("SCOUT_LINKING_DATA"),
    };

    private static readonly Option<string[]> Fit = List("--fit", [], "first fit the weights of the calibration on these sets, and print them", "electronics", "groceries", "retail", "amazon-google");
    private static readonly Option<int> Seed = Number("--seed", 101, 1, int.MaxValue - 1, "of the made sets that are measured");
    private static readonly Option<int> Show = Number("--show", 0, 0, 1000, "mistakes to print of each set");

    public static RootCommand Build()
    {
        Silver.AcceptOnlyFromAmong("sql", "pipeline");
        var ingest = new Command("ingest", "Measures the server: accepted transactions a second, latency, CPU, memory, and the way to silver.")
        {
            On, Phases, Duration, WarmUp, Connections, BatchConnections, BatchSize, MixedBatches, Stores, StreamLines, MemoryTransactions,
            ReadsPerSecond, Listeners, Silos, Repeat,
            NoBaseline, Server, Key, ServerDll, ServerSettings, Silver, Folder, Keep, Json,
        };
        ingest.SetAction((parsed, cancellationToken) =>
            new IngestBench(Read(parsed), parsed.GetValue(Key), parsed.GetValue(Json)).RunAsync(cancellationToken));

        var baseline = new Command("baseline", "Measures the ceiling of this machine: a server that parses and hashes each body, and stores nothing.")
        {
            Duration, WarmUp, Connections, Stores, Repeat, Json,
        };
        baseline.SetAction((parsed, cancellationToken) =>
            new IngestBench(Read(parsed) with { Phases = ["single"] }, key: null, parsed.GetValue(Json)).RunBaselineAsync(cancellationToken));

        var linking = new Command("linking", "Measures the matcher of products: precision, recall, calibration, speed, memory.") { Data, Fit, Seed, Show };
        linking.SetAction(parsed => new LinkingBench(parsed.GetValue(Data), parsed.GetValue(Fit) ?? [], parsed.GetValue(Seed), parsed.GetValue(Show)).Run());

        var selfTest = new Command("selftest", "Checks the bodies, the histogram and the readers of answers that every figure rests on.");
        selfTest.SetAction(_ => SelfTest.Run());

        var baselineServer = new Command("baseline-server", "The server that baseline measures.") { Port };
        baselineServer.Hidden = true;
        baselineServer.SetAction((parsed, cancellationToken) => BaselineServer.RunAsync(parsed.GetValue(Port), cancellationToken));
        return new("Load benchmark of Scout.") { ingest, baseline, linking, selfTest, baselineServer };
    }

    private static IngestOptions Read(ParseResult parsed) => new()
    {
        On = parsed.GetValue(On) ?? [],
        Phases = parsed.GetValue(Phases) ?? [],
        Duration = parsed.GetValue(Duration),
        WarmUp = parsed.GetValue(WarmUp),
        Connections = parsed.GetValue(Connections),
        BatchConnections = parsed.GetValue(BatchConnections),
        BatchSize = parsed.GetValue(BatchSize),
        MixedBatches = parsed.GetValue(MixedBatches),
        Stores = parsed.GetValue(Stores),
        StreamLines = parsed.GetValue(StreamLines),
        MemoryTransactions = parsed.GetValue(MemoryTransactions),
        ReadsPerSecond = parsed.GetValue(ReadsPerSecond),
        Listeners = parsed.GetValue(Listeners),
        Silos = parsed.GetValue(Silos),
        Repeat = parsed.GetValue(Repeat),
        NoBaseline = parsed.GetValue(NoBaseline),
        Server = parsed.GetValue(Server),
        ServerDll = parsed.GetValue(ServerDll),
        ServerSettings = parsed.GetValue(ServerSettings) ?? [],
        Silver = parsed.GetValue(Silver) ?? "sql",
        Folder = parsed.GetValue(Folder),
        Keep = parsed.GetValue(Keep),
    };

    private static Option<int> Number(string name, int value, int min, int max, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < min || result.GetValueOrDefault<int>() > max)
                result.AddError($"{name} must be from {min} to {max}");
        });
        return option;
    }

    /// <summary>Values apart by commas or by repeating the option.</summary>
    private static Option<string[]> List(string name, string[] value, string description, params string[] allowed) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        CustomParser = result =>
        {
            var values = result.Tokens.SelectMany(token => allowed.Length == 0 ? [token.Value] : token.Value.Split(',')).ToArray();
            foreach (var unknown in values.Where(item => allowed.Length > 0 && !allowed.Contains(item)))
                result.AddError($"{name}: {unknown} is none of {string.Join(", ", allowed)}");
            return values;
        },
    };
}
