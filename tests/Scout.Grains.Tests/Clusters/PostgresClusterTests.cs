using System.Collections.Concurrent;
using Scout.Contracts.Ingestion;
using Scout.Domain.Stores;
using Scout.Testing.Postgres;
using Scout.Testing.Transactions;

namespace Scout.Grains.Tests.Clusters;

/// <summary>Three silos on PostgreSQL, one of which goes while devices send. Each test has a cluster of its own: it is broken afterwards.</summary>
public sealed class PostgresClusterTests(PostgresServer server)
{
    private const int Stores = 12;
    private const int RequestsBefore = 60;
    private const int RequestsAfter = 60;

    [Fact]
    public async Task Kill_OneOfThreeSilosUnderLoad_KeepsEverythingAcknowledgedOnce() =>
        await LoseASiloAsync(async cluster =>
        {
            // A killed host gives its services no time; the journal says that it was not done.
            _ = await Record.ExceptionAsync(() => cluster.Silos.KillSiloAsync(cluster.Silos.Silos[^1], TestContext.Current.CancellationToken));
        });

    [Fact]
    public async Task Stop_OneOfThreeSilosUnderLoad_KeepsEverythingAcknowledgedOnce() =>
        await LoseASiloAsync(cluster => cluster.Silos.StopSiloAsync(cluster.Silos.Silos[^1]));

    [Fact]
    public async Task Submit_SameTransactionsThroughAllSilosAtOnce_AreAcceptedOnce()
    {
        await using var cluster = await ScoutCluster.StartAsync(await ClusterDatabase.CreatePostgresAsync(server), silos: 3);
        var sales = Enumerable.Range(1, 60).Select(seed => Sale(seed)).GroupBy(sale => sale.Transaction.StoreId.Value).Select(group => group.ToArray()).ToArray();

        var replies = await Eventually.For(
            Task.WhenAll(Enumerable.Range(0, 4).SelectMany(_ => sales.Select(group => cluster.SubmitAsync(group).AsTask()))), "every reply");

        Assert.All(replies, reply => Assert.Equal(SubmitStatus.Done, reply.Status));
        Assert.Equal(60, replies.Sum(reply => reply.Results.Count(result => result.Status == TransactionStatus.Accepted)));
        Assert.Equal(180, replies.Sum(reply => reply.Results.Count(result => result.Status == TransactionStatus.Duplicate)));
        await cluster.WaitUntilNothingIsPendingAsync();
        await AssertSilverAsync(cluster, sales.SelectMany(group => group));
    }

    private async Task LoseASiloAsync(Func<ScoutCluster, Task> lose)
    {
        await using var cluster = await ScoutCluster.StartAsync(await ClusterDatabase.CreatePostgresAsync(server), silos: 3);
        var load = new Load(cluster);
        var half = load.ReachedAsync(RequestsBefore);
        var sending = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(load.SendAsync)));

        await Eventually.For(half, $"{RequestsBefore} requests to be acknowledged");
        await lose(cluster);
        await Eventually.For(load.ReachedAsync(load.Acknowledged + RequestsAfter), "requests to be acknowledged by the silos that are left", load.Describe);
        load.Stop();
        await Eventually.For(sending, "the devices to be answered", load.Describe);

        await cluster.WaitUntilNothingIsPendingAsync();
        await AssertSilverAsync(cluster, load.Sales);
    }

    private static async Task AssertSilverAsync(ScoutCluster cluster, IEnumerable<BuiltTransaction> sales)
    {
        var all = sales.ToArray();
        Assert.Equal(all.Length, await cluster.Database.CountAsync("silver_transactions"));
        Assert.Equal(0, await cluster.Database.CountAsync("dead_letters"));
        Assert.Equal(0, await cluster.Database.CountAsync("bronze_events where event_id not in (select event_id from silver_transactions)"));
        foreach (var group in all.GroupBy(sale => sale.Transaction.StoreId.Value))
            Assert.Equal(Oracle.Sum(group), (await cluster.Store(group.Key).FindSummaryAsync(SummaryWindowKind.Hours24, default))!.Figures);
    }

    private static BuiltTransaction Sale(int seed) => new TransactionBuilder(seed) { Store = $"SHOP-{seed % Stores:D2}", OccurredAt = Oracle.Recently(seed) }.Build();

    /// <summary>Devices that send, and send the same again until they are told that it was taken.</summary>
    private sealed class Load(ScoutCluster cluster)
    {
        private readonly ConcurrentBag<BuiltTransaction> _sales = [];
        private readonly ConcurrentBag<(int Count, TaskCompletionSource Reached)> _marks = [];
        private int _acknowledged;
        private int _repeated;
        private int _lastRequest;
        private volatile bool _stopped;

        public int Acknowledged => Volatile.Read(ref _acknowledged);

        public IReadOnlyCollection<BuiltTransaction> Sales => _sales;

        public string Describe() => $"{Acknowledged} requests are acknowledged, {_repeated} were repeated.";

        public void Stop() => _stopped = true;

        public Task ReachedAsync(int requests)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _marks.Add((requests, reached));
            return reached.Task;
        }

        public async Task SendAsync()
        {
            while (!_stopped)
            {
                var request = Interlocked.Increment(ref _lastRequest);
                BuiltTransaction[] sales = [.. Enumerable.Range(0, 5).Select(i => Sale((request * 5 + i) * Stores + request % Stores))];
                while (!await TrySendAsync(sales))
                    _ = Interlocked.Increment(ref _repeated);
                foreach (var sale in sales)
                    _sales.Add(sale);
                var acknowledged = Interlocked.Increment(ref _acknowledged);
                foreach (var (_, reached) in _marks.Where(mark => acknowledged >= mark.Count))
                    _ = reached.TrySetResult();
            }
        }

        private async Task<bool> TrySendAsync(BuiltTransaction[] sales)
        {
            try
            {
                var reply = await cluster.SubmitAsync(sales);
                Assert.All(reply.Results, result => Assert.True(result.Status is TransactionStatus.Accepted or TransactionStatus.Duplicate, $"{result}"));
                return reply.Status == SubmitStatus.Done;
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException or OperationCanceledException)
            {
                // The silo that was asked is gone: a device sends again.
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
                return false;
            }
        }
    }
}
