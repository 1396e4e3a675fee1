using Scout.Domain.Quality;
using Scout.Storage.Amendments;
using Scout.Storage.Bronze;
using Scout.Storage.Tests.Alerts;
using Scout.Storage.Tests.Amendments;
using Scout.Storage.Tests.Bronze;
using Scout.Storage.Tests.Checks;
using Scout.Storage.Tests.Gold;
using Scout.Storage.Tests.Links;
using Scout.Storage.Tests.Quality;
using Scout.Storage.Tests.Silver;
using Scout.Storage.Tests.Stores;
using Scout.Storage.Tests.Transactions;
using Scout.Testing.Postgres;

namespace Scout.Storage.Tests.Postgres;

public sealed class PostgresBronzeLogTests(PostgresServer server) : BronzeLogContract
{
    [Fact]
    public async Task Append_ARowThatPostgresRefuses_WritesTheOthersInPartsThatArePendingRanges()
    {
        var batch = NewEvents(8);
        batch[5] = WithSourceSystem(batch[5], "till\04");

        var outcomes = await AppendAsync(batch);

        Assert.Equal(AppendStatus.Unstorable, outcomes[5].Status);
        Assert.All(outcomes.Where((_, place) => place != 5), outcome => Assert.Equal(AppendStatus.Accepted, outcome.Status));
        Assert.Equal(1, await Store.CountAsync("dead_letters where kind = 'unstorable'"));
        var parts = outcomes.Where(outcome => outcome.Status == AppendStatus.Accepted).GroupBy(outcome => outcome.Part)
            .Select(part => (part.Min(outcome => outcome.EventId.Value), part.Count())).Order();
        var ranges = (await ReadAllPendingAsync(batch[0].Shard)).Select(range => (range.First.Value, range.Events)).Order();
        Assert.Equal(parts, ranges);
    }

    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());

    internal static BronzeEvent WithSourceSystem(BronzeEvent one, string sourceSystem) => new()
    {
        EventId = one.EventId,
        Shard = one.Shard,
        Transaction = one.Transaction,
        Body = one.Body,
        SourceSystem = sourceSystem,
        ReceivedAt = one.ReceivedAt,
    };
}

public sealed class PostgresSilverStoreTests(PostgresServer server) : SilverStoreContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresStoreRegistryTests(PostgresServer server) : StoreRegistryContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresStoreFiguresTests(PostgresServer server) : StoreFiguresContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresTransactionReaderTests(PostgresServer server) : TransactionReaderContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresHeldAppendTests(PostgresServer server) : HeldAppendContract
{
    [Fact]
    public async Task Append_ARowThatPostgresRefusesAmongHeldOnes_KeepsEveryOtherVerdict()
    {
        var batch = NewEvents(8);
        batch[1] = Hold(batch[1]);
        batch[3] = Hold(batch[3], Disposition.Reject);
        batch[5] = PostgresBronzeLogTests.WithSourceSystem(batch[5], "till\04");
        batch[6] = Hold(PostgresBronzeLogTests.WithSourceSystem(batch[6], "till\04"), Disposition.Reject);
        batch[7] = Hold(batch[7]);

        var outcomes = await AppendAsync(batch);

        Assert.Equal(
            [
                AppendStatus.Accepted, AppendStatus.Quarantined, AppendStatus.Accepted, AppendStatus.Rejected, AppendStatus.Accepted, AppendStatus.Unstorable,
                AppendStatus.Rejected, AppendStatus.Quarantined,
            ],
            outcomes.Select(outcome => outcome.Status));
        Assert.Equal(2, await Quarantine.CountOpenAsync(Cancellation));
        Assert.Equal(3, await Store.CountAsync("dead_letters"));
        var parts = outcomes.Zip(batch).Where(pair => pair.First.Status == AppendStatus.Accepted).GroupBy(pair => pair.First.Part)
            .Select(part => (part.Min(pair => pair.Second.EventId.Value), part.Count())).Order();
        Assert.Equal(parts, (await ReadAllPendingAsync(batch[0].Shard)).Select(range => (range.First.Value, range.Events)).Order());
    }

    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresTransactionLedgerTests(PostgresServer server) : TransactionLedgerContract
{
    [Fact]
    public async Task Amend_WhileAnotherHoldsTheShard_IsUnavailableAfterASecondAndWritesNothing()
    {
        var one = await NewPromotedEventAsync();
        await using (await Store.ExecuteInATransactionAsync($"update promotion_shards set epoch = epoch where shard = {one.Shard}"))
            _ = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await Ledger.AmendAsync(Void(one), Cancellation));

        Assert.True((await AmendAsync(Void(one))).IsNew);
    }

    [Fact]
    public async Task Amend_AReasonThatPostgresRefuses_IsUnstorableAndWritesNothing()
    {
        var one = await NewPromotedEventAsync();

        Assert.Equal(AmendmentStatus.Unstorable, (await AmendAsync(Void(one, Act("be\0cause")))).Status);

        Assert.Equal(FiguresOf(one.Transaction), await SumAsync());
    }

    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresLedgerRacesTests(PostgresServer server) : LedgerRacesContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresLedgerOracleTests(PostgresServer server) : LedgerOracleContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresQuarantineTests(PostgresServer server) : QuarantineContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresDeadLettersTests(PostgresServer server) : DeadLettersContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresQualityRuleStoreTests(PostgresServer server) : QualityRuleStoreContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresSilverAuditTests(PostgresServer server) : SilverAuditContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresCheckBookTests(PostgresServer server) : CheckBookContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresAlertStoreTests(PostgresServer server) : AlertStoreContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresAlertSignalsTests(PostgresServer server) : AlertSignalsContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresGoldTests(PostgresServer server) : GoldContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresCatalogTests(PostgresServer server) : CatalogContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresLinkTests(PostgresServer server) : LinkContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}
