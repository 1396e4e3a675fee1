using Scout.Domain.Transactions;
using Scout.Storage.Bronze;
using Scout.Storage.Sqlite;
using Scout.Storage.Transactions;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests.Sqlite;

public sealed class SqliteDatabaseTests
{
    private static readonly DateTimeOffset Noon = new(2025, 8, 24, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_DirectoryInUse_FailsWithTheNameOfTheSetting()
    {
        await using var store = (SqliteTestStore)await SqliteTestStore.CreateAsync();

        var refusal = Assert.Throws<InvalidOperationException>(() => new SqliteDatabase(store.Folder));
        Assert.Contains("in use by another process", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Scout:DataDirectory", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_DirectoryLetGo_Succeeds()
    {
        await using var store = (SqliteTestStore)await SqliteTestStore.CreateAsync();
        await store.ReopenAsync();

        await store.Port<IStorageProbe>().CheckAsync(Cancellation);
    }

    [Fact]
    public void Open_PathThatIsAFile_FailsWithTheNameOfTheSetting()
    {
        var file = Path.GetTempFileName();
        try
        {
            var refusal = Assert.Throws<InvalidOperationException>(() => new SqliteDatabase(Path.Combine(file, "data")));
            Assert.Contains("cannot be used", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("Scout:DataDirectory", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Act_BeforeTheMigration_IsUnavailable()
    {
        await using var store = new SqliteTestStore();

        _ = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await store.Port<IStorageProbe>().CheckAsync(Cancellation));
        await store.Port<IStorageMigrator>().MigrateAsync(Cancellation);
        await store.Port<IStorageProbe>().CheckAsync(Cancellation);
    }

    [Fact]
    public async Task Open_FilesAsACrashLeavesThem_FindsWhatWasAcknowledged()
    {
        await using var store = (SqliteTestStore)await SqliteTestStore.CreateAsync();
        var events = Enumerable.Range(1, 50).Select(i => new TransactionBuilder(i).Build().ToEvent(i, Noon)).ToArray();
        _ = await store.Port<IBronzeLog>().AppendAsync(events, Cancellation);

        // The log is not yet in the database, and a part of a transaction that never committed follows it.
        await using var crashed = new SqliteTestStore();
        foreach (var name in new[] { "scout.db", "scout.db-wal" })
            File.Copy(Path.Combine(store.Folder, name), Path.Combine(crashed.Folder, name));
        await File.AppendAllBytesAsync(Path.Combine(crashed.Folder, "scout.db-wal"), new byte[5_000], Cancellation);
        await crashed.ReopenAsync();

        var outcomes = await crashed.Port<IBronzeLog>().AppendAsync(events, Cancellation);
        Assert.All(outcomes, outcome => Assert.Equal(AppendStatus.Duplicate, outcome.Status));
    }

    [Fact]
    public async Task Act_WhileTheStoreCloses_EndsWhollyOrIsRefused()
    {
        await using var store = (SqliteTestStore)await SqliteTestStore.CreateAsync();
        var bronze = store.Port<IBronzeLog>();
        var appends = Enumerable.Range(0, 30).Select(i => Task.Run(
            async () => await bronze.AppendAsync([new TransactionBuilder(i).Build().ToEvent(i + 1, Noon)], Cancellation), Cancellation)).ToArray();

        await store.ReopenAsync();
        await Task.WhenAll(appends).ContinueWith(_ => { }, TaskScheduler.Default);

        foreach (var (i, append) in appends.Index())
        {
            if (!append.IsCompletedSuccessfully)
                _ = Assert.IsType<ObjectDisposedException>(Assert.Single(append.Exception!.InnerExceptions));
            var transaction = new TransactionBuilder(i).Build().Transaction;
            var record = await store.Port<ITransactionReader>().FindAsync(transaction.StoreId, transaction.TransactionId, Cancellation);
            Assert.Equal(append.IsCompletedSuccessfully, record is not null);
        }
    }

    [Fact]
    public async Task Text_WithEveryWidthAndLength_ComesBackUnchanged()
    {
        await using var store = (SqliteTestStore)await SqliteTestStore.CreateAsync();
        string[] texts = ["", "a", new('a', 170), new('a', 171), new('é', 300), "\U0001F6D2", new('冷', 20_000)];
        var one = new TransactionBuilder(1).Build().ToEvent(1, Noon);
        foreach (var (i, text) in texts.Index())
        {
            var sent = new BronzeEvent
            {
                EventId = new EventId(i + 1),
                Shard = one.Shard,
                Transaction = new TransactionBuilder(i).Build().Transaction,
                Body = one.Body,
                SourceSystem = text,
                ReceivedAt = Noon,
            };
            _ = await store.Port<IBronzeLog>().AppendAsync([sent], Cancellation);
            var record = await store.Port<ITransactionReader>().FindAsync(sent.Transaction.StoreId, sent.Transaction.TransactionId, Cancellation);
            Assert.Equal(text, record!.Revisions[0].SourceSystem);
        }
    }
}
