using System.Diagnostics;
using Scout.EndToEnd.Tests.Load;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

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

/// <summary>The server is told to stop while a device keeps a stream open and says nothing.</summary>
public abstract class StreamShutdownSuite(ScoutServer server) : EndToEndSuite(server)
{
    // Far below the 30 s that a stop may take: nothing was under way.
    private static readonly TimeSpan SoonMax = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Stop_WhileAStreamIsOpen_EndsTheAnswerAndTheServerSoon()
    {
        var sale = new Sale(NewStore(), "T-1");
        using var stream = await StreamConnection.OpenAsync(Client.Server);
        await stream.SendAsync(sale.Json + "\n");
        var acknowledged = Assert.Single(await stream.ReadManyAsync(1));
        var startedAt = Stopwatch.GetTimestamp();

        var stopping = Server.Process.StopAsync();

        Assert.Null(await stream.ReadAsync());
        await stopping;
        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.Zero, SoonMax);
        await Server.Process.StartAsync();
        Assert.Equal(acknowledged.GetProperty("event_id").GetString(), (await Client.PostAsync(sale)).Expect(200)["event_id"]);
    }
}

public sealed class SqliteStreamShutdownTests(SqliteScout server) : StreamShutdownSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresStreamShutdownTests(PostgresScout server) : StreamShutdownSuite(server), IClassFixture<PostgresScout>;
