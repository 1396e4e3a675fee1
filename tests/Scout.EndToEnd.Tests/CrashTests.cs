using Scout.EndToEnd.Tests.Load;
using Scout.EndToEnd.Tests.Stores;

namespace Scout.EndToEnd.Tests;

/// <summary>The server dies again and again while devices send.</summary>
public abstract class CrashSuite(ScoutServer server) : EndToEndSuite(server)
{
    private const int Kills = 10;
    private const int AliveMillisecondsMax = 900;

    [Fact]
    public async Task Kill_TenTimesUnderLoad_LosesAndDoublesNothing()
    {
        var seed = Random.Shared.Next();
        Tell($"seed {seed}");
        var random = new Random(seed);
        var load = new EndlessLoad(Client, seed);
        var readyAfter = new List<double>();
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(50, AliveMillisecondsMax), TestContext.Current.CancellationToken);
            await Server.KillAndStartAsync();
            readyAfter.Add(Server.Process.ReadyAfter.TotalSeconds);
        }

        await load.WaitForMoreAsync("the last start");
        await load.StopAsync();

        Tell($"{load.Ledger.Count} acknowledged, {load.Breaks} connections broken; ready after {readyAfter.Min():F1} to {readyAfter.Max():F1} s");
        await Audit.CheckAsync(Store, Client, load.Ledger);
        await Audit.CheckGoldAsync(Store);
    }
}

public sealed class SqliteCrashTests(SqliteScout server) : CrashSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresCrashTests(PostgresScout server) : CrashSuite(server), IClassFixture<PostgresScout>;
