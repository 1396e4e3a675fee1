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

/// <summary>The server is told to stop while someone has asked for a layer and does not read it.</summary>
public abstract class ExportShutdownSuite(ScoutServer server) : EndToEndSuite(server)
{
    // More than the sockets of both ends take: the rest waits for the reader.
    private const int Batches = 3;
    private static readonly TimeSpan SoonMax = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Stop_WhileAnExportIsNotRead_EndsTheServerSoonAndTheAnswerBroken()
    {
        var (store, note) = (NewStore(), new string('n', 7_000));
        foreach (var batch in Enumerable.Range(0, Batches))
        {
            var sales = Enumerable.Range(0, 1_000).Select(i => $$"""
                {"transaction_id":"T-{{batch}}-{{i}}","store_id":"{{store}}","ts":"2025-01-24T10:00:00Z","total_amount":1,"metadata":{"note":"{{note}}"},
                 "items":[{"product_id":"P","qty":1,"unit_price":1,"line_amount":1}]}
                """);
            (await Client.PostAsync("/v1/transactions/batch", $"[{string.Join(',', sales)}]")).Expect(200);
        }

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Client.Server };
        using var export = await http.GetAsync("/v1/export/bronze", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var startedAt = Stopwatch.GetTimestamp();

        await Server.Process.StopAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.Zero, SoonMax);
        await Assert.ThrowsAnyAsync<Exception>(async () => await export.Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
    }
}

public sealed class SqliteExportShutdownTests(SqliteScout server) : ExportShutdownSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresExportShutdownTests(PostgresScout server) : ExportShutdownSuite(server), IClassFixture<PostgresScout>;
