using System.Diagnostics;
using Scout.EndToEnd.Tests.Load;
using Scout.EndToEnd.Tests.Stores;

namespace Scout.EndToEnd.Tests;

/// <summary>Many devices that send the same at once, as tills do after a lost network comes back.</summary>
public abstract class ExactlyOnceSuite(ScoutServer server) : EndToEndSuite(server)
{
    private const int Clients = 64;
    private const int Transactions = 10_000;
    private const int TimesSent = 3;
    private const int BatchMax = 60;
    private const int Seed = 20_250_824;

    [Fact]
    public async Task Post_When64ClientsSendTheSameThreeTimes_TakesEachOnce()
    {
        var now = TimeProvider.System.GetUtcNow();
        var transactions = Enumerable.Range(1, Transactions).Select(seed => LoadTransaction.Make(seed, now)).ToList();
        var ledger = new Ledger();
        var startedAt = Stopwatch.GetTimestamp();

        await Task.WhenAll(Cut(transactions).Select(mine => SendAsync(mine, ledger)));

        Tell($"{Transactions * TimesSent} sent by {Clients} clients in {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:F1} s, seed {Seed}");
        Assert.Equal(Transactions, ledger.Count);
        Assert.All(ledger.Entries, entry => Assert.Equal((1, TimesSent), (entry.Entry.Accepted, entry.Entry.Answers)));
        Assert.Equal(Transactions, await Store.CountAsync("select count(*) from bronze_events"));
        await Audit.CheckAsync(Store, Client, ledger);
    }

    /// <summary>Deals every transaction out three times, in an order that brings the copies close together often and far apart sometimes.</summary>
    private static List<LoadTransaction>[] Cut(List<LoadTransaction> transactions)
    {
        var random = new Random(Seed);
        var dealt = Enumerable.Range(0, Clients).Select(_ => new List<LoadTransaction>()).ToArray();
        foreach (var transaction in transactions)
        {
            for (var copy = 0; copy < TimesSent; copy++)
                dealt[random.Next(Clients)].Add(transaction);
        }

        return dealt;
    }

    private async Task SendAsync(List<LoadTransaction> mine, Ledger ledger)
    {
        var random = new Random(mine.Count);
        var client = new LoadClient(Client, ledger);
        for (var next = 0; next < mine.Count;)
        {
            var size = Math.Min(random.Next(4) > 0 ? 1 : random.Next(2, BatchMax), mine.Count - next);
            if (size == 1)
                await client.SendOneAsync(mine[next]);
            else
                await client.SendBatchAsync(mine.GetRange(next, size));
            next += size;
        }
    }
}

public sealed class SqliteExactlyOnceTests(SqliteScout server) : ExactlyOnceSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresExactlyOnceTests(PostgresScout server) : ExactlyOnceSuite(server), IClassFixture<PostgresScout>;
