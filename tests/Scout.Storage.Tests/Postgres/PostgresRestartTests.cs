using Microsoft.Extensions.DependencyInjection;
using Scout.Storage.Bronze;
using Scout.Storage.Postgres;
using Scout.Testing.Postgres;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests.Postgres;

/// <summary>The power goes while events arrive. A server of its own: it is stopped.</summary>
public sealed class PostgresRestartTests
{
    private static readonly DateTimeOffset Noon = new(2025, 8, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Append_ServerKilledInTheMiddle_KeepsWhatItAcknowledgedAndCanBeRepeated()
    {
        await using var server = new PostgresServer();
        await using var services = await OpenAsync(server);
        var bronze = services.GetRequiredService<IBronzeLog>();
        var batches = Enumerable.Range(0, 40)
            .Select(i => Enumerable.Range(1, 10).Select(j => new TransactionBuilder(i * 10 + j).Build().ToEvent(i * 10 + j, Noon)).ToArray()).ToArray();
        var half = new TaskCompletionSource();

        var stopped = StopAfterAsync(half.Task, server);
        var acknowledged = new List<BronzeEvent[]>();
        foreach (var (i, batch) in batches.Index())
        {
            if (i == batches.Length / 2)
                half.SetResult();
            if (await TryAppendAsync(bronze, batch))
                acknowledged.Add(batch);
        }

        await stopped;
        await server.StartAsync();
        await WaitUntilWritableAsync(services.GetRequiredService<IStorageProbe>());

        Assert.True(acknowledged.Count >= batches.Length / 2);
        foreach (var batch in acknowledged)
            Assert.All(await AppendAsync(bronze, batch), outcome => Assert.Equal(AppendStatus.Duplicate, outcome.Status));
        foreach (var batch in batches)
            Assert.All(await AppendAsync(bronze, batch), outcome => Assert.NotEqual(AppendStatus.Unstorable, outcome.Status));
    }

    private static async Task<ServiceProvider> OpenAsync(PostgresServer server)
    {
        var services = new ServiceCollection().AddPostgresStorage(await server.CreateDatabaseAsync()).BuildServiceProvider();
        await services.GetRequiredService<IStorageMigrator>().MigrateAsync(TestContext.Current.CancellationToken);
        return services;
    }

    private static async Task StopAfterAsync(Task signal, PostgresServer server)
    {
        await signal;
        await server.StopAsync(immediate: true);
    }

    private static async Task<bool> TryAppendAsync(IBronzeLog bronze, BronzeEvent[] batch)
    {
        try
        {
            _ = await AppendAsync(bronze, batch);
            return true;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }

    private static async Task<AppendOutcome[]> AppendAsync(IBronzeLog bronze, BronzeEvent[] batch) =>
        await bronze.AppendAsync(batch, TestContext.Current.CancellationToken);

    // The pool may still hold connections of the server that was stopped; each fails once.
    private static async Task WaitUntilWritableAsync(IStorageProbe probe)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await probe.CheckAsync(TestContext.Current.CancellationToken);
                return;
            }
            catch (StorageUnavailableException) when (attempt < 50)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
            }
        }
    }
}
