using DbUp.Builder;
using DbUp.Engine.Output;
using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Amendments;
using Scout.Storage.Quality;
using Scout.Storage.Silver;
using Scout.Storage.Stores;
using Scout.Storage.Transactions;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests;

/// <summary>A database as the version before the quality rules left it, and what must be true of it after the upgrade.</summary>
/// <remarks>
/// Five transactions of one store: two sales and a return in silver, one that waits, and one that could not be promoted; a conflict of the
/// first. Written as SQL and not by today's code, which would write today's shape. What both dialects cannot say alike is given as text.
/// </remarks>
internal sealed class FilledDatabase
{
    private static readonly DateTimeOffset Noon = new(2025, 8, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly StoreId Store = StoreId.Parse("STORE-001");

    private readonly Func<DateTimeOffset, string> _instant;
    private readonly Func<byte[], string> _bytes;
    private readonly Func<decimal, string> _amount;
    private readonly bool _unitsAreSplit;

    public FilledDatabase(Func<DateTimeOffset, string> instant, Func<byte[], string> bytes, Func<decimal, string> amount, bool unitsAreSplit)
    {
        (_instant, _bytes, _amount, _unitsAreSplit) = (instant, bytes, amount, unitsAreSplit);
        Transactions = [.. Enumerable.Range(1, 5).Select(i => new TransactionBuilder(i)
        {
            Store = Store.Value,
            OccurredAt = Noon.AddMinutes(-i),
            Type = i == 3 ? TransactionType.Return : TransactionType.Sale,
            Items = i == 3 ? [TransactionBuilder.Line(7, -2, 1.5m)] : [TransactionBuilder.Line(1, 2, 10.25m), TransactionBuilder.Line(2, 1.5m, 3)],
        }.Build())];
    }

    public BuiltTransaction[] Transactions { get; }

    private BuiltTransaction[] Promoted => Transactions[..3];

    private StoreFigures Expected => Promoted.Aggregate(default(StoreFigures), (sum, one) => sum + new StoreFigures
    {
        Transactions = 1,
        Returns = one.Transaction.Type == TransactionType.Return ? 1 : 0,
        Items = one.Transaction.Items.Count,
        Units = one.Transaction.Items.Sum(item => item.Quantity.ToDecimal()),
        Revenue = one.Transaction.TotalAmount.ToDecimal(),
    });

    /// <summary>Runs the migrations before that of the quality rules, and notes them as the migrator does.</summary>
    public static void MigrateToVersion3(UpgradeEngineBuilder builder, System.Reflection.Assembly assembly)
    {
        var result = builder
            .WithScriptsEmbeddedInAssembly(assembly, name => name.StartsWith("migrations/", StringComparison.Ordinal) && string.CompareOrdinal(name, "migrations/0004") < 0)
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        Assert.True(result.Successful, result.Error?.ToString());
        Assert.Equal(3, result.Scripts.Count());
    }

    /// <summary>The statements that fill it.</summary>
    public IEnumerable<string> Statements()
    {
        var shard = Sharding.ShardOf(Store);
        foreach (var (i, one) in Transactions.Index())
        {
            yield return "insert into bronze_events (event_id, received_at, shard, broken_rules, store_id, transaction_id, source_system, content_hash, body) values "
                + $"({EventId(i)}, {_instant(Noon)}, {shard}, 0, '{Store}', '{one.Transaction.TransactionId}', 'tests', {_bytes(one.Transaction.ContentHash.ToBytes())}, {_bytes(one.Body)})";
        }

        foreach (var (i, one) in Promoted.Index())
        {
            var units = one.Transaction.Items.Sum(item => item.Quantity.ToDecimal());
            yield return "insert into silver_transactions (event_id, position, occurred_at, received_at, promoted_at, item_count, broken_rules, store_id, transaction_id, type, "
                + $"total_amount, {(_unitsAreSplit ? "units_high, units_low" : "units")}) values ({EventId(i)}, {SilverPosition.StartOf(shard) + 1}, {_instant(one.Transaction.OccurredAt)}, "
                + $"{_instant(Noon)}, {_instant(Noon)}, {one.Transaction.Items.Count}, 0, '{Store}', '{one.Transaction.TransactionId}', "
                + $"'{(one.Transaction.Type == TransactionType.Return ? "return" : "sale")}', {_amount(one.Transaction.TotalAmount.ToDecimal())}, {(_unitsAreSplit ? "0, " : "")}{_amount(units)})";
            foreach (var (line, item) in one.Transaction.Items.Index())
            {
                yield return "insert into silver_line_items (event_id, line_number, product_id, qty, unit_price, line_amount) values "
                    + $"({EventId(i)}, {line + 1}, '{item.ProductId}', {_amount(item.Quantity.ToDecimal())}, {_amount(item.UnitPrice.ToDecimal())}, {_amount(item.LineAmount.ToDecimal())})";
            }
        }

        yield return $"update promotion_shards set epoch = 5, position = {SilverPosition.StartOf(shard) + 1} where shard = {shard}";
        yield return "insert into bronze_pending (shard, first_event_id, last_event_id, events, bytes, received_at) values "
            + $"({shard}, {EventId(3)}, {EventId(3)}, 1, {Transactions[3].Body.Length}, {_instant(Noon)})";
        yield return Letter("unpromotable", $"{EventId(4)}", Transactions[4]);
        yield return Letter("conflict", "null", Transactions[0]);
    }

    /// <summary>Nothing is lost or changed, and what was stored then can be promoted and amended now.</summary>
    public async Task CheckAsync(Func<Type, object> port)
    {
        T Port<T>() => (T)port(typeof(T));
        var cancellation = TestContext.Current.CancellationToken;
        var (reader, ledger, silver, letters) = (Port<ITransactionReader>(), Port<ITransactionLedger>(), Port<ISilverStore>(), Port<IDeadLetters>());
        async Task<StoreFigures> SumAsync() =>
            Assert.Single(await Port<IStoreFiguresReader>().ReadSpanAsync(Store, Noon.AddDays(-1), Noon.AddDays(1), cancellation)).Figures;

        Assert.Equal(Expected, await SumAsync());
        foreach (var (i, one) in Transactions.Index())
        {
            var record = await reader.FindAsync(Store, one.Transaction.TransactionId, cancellation);
            var revision = Assert.Single(record!.Revisions);
            Assert.Equal((0, EventId(i), Noon, i < 3 ? Noon : null), (revision.Revision, revision.EventId.Value, revision.ReceivedAt, revision.PromotedAt));
            Assert.Equal(one.Body, revision.Body.ToArray());
            Assert.Equal(i < 3 ? one.Transaction.Items.Select(item => item.LineAmount) : [], record.Items.Select(item => item.LineAmount));
            Assert.Null(record.Quarantine);
        }

        var stored = await letters.ReadPageAsync(new DeadLetterFilter(DeadLetterState.Open, null, null, null, 10), cancellation);
        Assert.Equal([DeadLetterKind.Conflict, DeadLetterKind.Unpromotable], stored.Select(letter => letter.Kind));
        Assert.Equal(EventId(4), stored[1].EventId!.Value.Value);

        var first = Promoted[0].Transaction;
        Assert.True((await ledger.AmendAsync(new VoidAmendment(Store, first.TransactionId, new AuditedAct(Noon, "me", null)), cancellation)).IsNew);
        Assert.Equal(Expected.Revenue - first.TotalAmount.ToDecimal(), (await SumAsync()).Revenue);

        var waiting = new ConformedEvent(new EventId(EventId(3)), Noon, default, Transactions[3].Transaction);
        var claim = await silver.ClaimShardAsync(Sharding.ShardOf(Store), cancellation);
        Assert.Equal(6, claim.Epoch);
        var promotion = new PromotionBatch(await silver.ReadPendingAsync(claim.Shard, 10, cancellation), [waiting], []);
        Assert.Equal(PromotionStatus.Committed, (await silver.PromoteAsync(claim, promotion, cancellation)).Status);
        var unpromotable = new ConformedEvent(new EventId(EventId(4)), Noon, default, Transactions[4].Transaction);
        var revived = new ReviveAmendment(Store, Transactions[4].Transaction.TransactionId, new AuditedAct(Noon, "me", null), unpromotable);
        Assert.True((await ledger.AmendAsync(revived, cancellation)).IsNew);
        Assert.Equal(Transactions[1..].Sum(one => one.Transaction.TotalAmount.ToDecimal()), (await SumAsync()).Revenue);
    }

    private static long EventId(int place) => 2_000_000 + place;

    private string Letter(string kind, string eventId, BuiltTransaction one) =>
        "insert into dead_letters (kind, event_id, store_id, transaction_id, source_system, received_at, reason, content_hash, body) values "
        + $"('{kind}', {eventId}, '{Store}', '{one.Transaction.TransactionId}', 'tests', {_instant(Noon)}, 'a reason', {_bytes(one.Transaction.ContentHash.ToBytes())}, {_bytes(one.Body)})";
}
