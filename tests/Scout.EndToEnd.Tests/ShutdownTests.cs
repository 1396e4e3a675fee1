using System.Diagnostics;
using Scout.EndToEnd.Tests.Load;
using Scout.EndToEnd.Tests.Stores;

namespace Scout.EndToEnd.Tests;

/// <summary>The server is told to stop while devices send.</summary>
public abstract class ShutdownSuite(ScoutServer server) : EndToEndSuite(server)
{
    [Fact]
    public async Task Stop_UnderLoad_EndsWellAndKeepsWhatItAcknowledged()
    {
        var seed = Random.Shared.Next();
        Tell($"seed {seed}");
        var load = new EndlessLoad(Client, seed);
        await load.WaitForMoreAsync("the first requests");
        var startedAt = Stopwatch.GetTimestamp();

        await Server.Process.StopAsync();

        Tell($"ended {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:F1} s after SIGTERM");
        var acknowledged = load.Ledger.Entries.Select(entry => entry.Entry.EventId).ToList();
        await Server.Process.StartAsync();
        await load.StopAsync();
        var stored = await Store.ReadAsync("select event_id from bronze_events", row => $"{row.GetInt64(0)}");
        Assert.Empty(acknowledged.Except(stored));
        await Audit.CheckAsync(Store, Client, load.Ledger);
    }
}

public sealed class SqliteShutdownTests(SqliteScout server) : ShutdownSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresShutdownTests(PostgresScout server) : ShutdownSuite(server), IClassFixture<PostgresScout>;
