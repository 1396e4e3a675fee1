using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Load;

/// <summary>Holds what lies in the store, and what REST says of it, against what was acknowledged.</summary>
internal static class Audit
{
    private static readonly TimeSpan PromotedWithin = TimeSpan.FromSeconds(60);

    public static async Task CheckAsync(StoreUnderTest store, ScoutClient client, Ledger ledger)
    {
        await WaitForPromotionAsync(store);
        await CheckRowsAsync(store, ledger);
        await CheckTotalsAsync(client, ledger);
    }

    /// <summary>The part that needs no server.</summary>
    public static async Task CheckRowsAsync(StoreUnderTest store, Ledger ledger)
    {
        await CheckShapeAsync(store);
        await CheckLedgerAsync(store, ledger);
    }

    public static async Task WaitForPromotionAsync(StoreUnderTest store) => _ = await Eventually.ReadAsync(
        "nothing to wait for promotion", () => store.CountAsync("select count(*) from bronze_pending"), pending => pending == 0, PromotedWithin);

    /// <summary>Gold has caught up with silver, and counts what silver counts, store by store and product by product.</summary>
    public static async Task CheckGoldAsync(StoreUnderTest store)
    {
        _ = await Eventually.ReadAsync(
            "gold to catch up",
            () => store.CountAsync("select count(*) from rollup_shards join promotion_shards on promotion_shards.shard = rollup_shards.shard where rollup_shards.position < promotion_shards.position"),
            behind => behind == 0, PromotedWithin);
        var silver = await CountByAsync("select store_id, sum(entry) from silver_transactions group by store_id");
        Assert.Equal(silver, await CountByAsync("select store_id, sum(transactions) from gold_store_days group by store_id"));
        Assert.Equal(silver, await CountByAsync("select store_id, sum(transactions) from gold_store_hours group by store_id"));
        var lines = await CountByAsync("select product_id, sum(entry) from silver_line_items group by product_id");
        Assert.Equal(lines, await CountByAsync("select product_id, sum(lines) from gold_store_products group by product_id"));
        Assert.Equal(lines, await CountByAsync("select product_id, sum(lines) from gold_products group by product_id"));

        async Task<List<(string Key, long Count)>> CountByAsync(string sql) =>
            [.. (await store.ReadAsync(sql, row => (row.GetString(0), Convert.ToInt64(row.GetValue(1), null)))).OrderBy(row => row.Item1, StringComparer.Ordinal)];
    }

    /// <summary>What must hold of any store at rest, whatever was sent.</summary>
    public static async Task CheckShapeAsync(StoreUnderTest store)
    {
        Assert.Equal(0, await store.CountAsync("select count(*) from (select 1 from silver_transactions group by store_id, transaction_id having sum(entry) not in (0, 1)) as twice"));
        Assert.Equal(0, await store.CountAsync(
            "select count(*) from silver_line_items where not exists (select 1 from silver_transactions where silver_transactions.event_id = silver_line_items.event_id)"));
        Assert.Equal(0, await store.CountAsync(
            "select count(*) from silver_transactions where not exists (select 1 from bronze_events where bronze_events.event_id = silver_transactions.event_id)"));
        Assert.Equal(
            await store.CountAsync("select coalesce(sum(item_count), 0) from silver_transactions"), await store.CountAsync("select coalesce(sum(entry), 0) from silver_line_items"));
        Assert.Equal(0, await store.CountAsync(
            """
            select count(*) from bronze_events
            where (select count(*) from silver_transactions where silver_transactions.event_id = bronze_events.event_id and entry = 1)
                + (select count(*) from quarantine where quarantine.event_id = bronze_events.event_id and state <> 'released')
                + (select count(*) from dead_letters where dead_letters.event_id = bronze_events.event_id and kind = 'unpromotable' and state <> 'replayed') <> 1
            """));
    }

    private static async Task CheckLedgerAsync(StoreUnderTest store, Ledger ledger)
    {
        var silver = await store.ReadAsync(
            "select store_id, transaction_id, event_id, total_amount, item_count from silver_transactions",
            row => (Store: row.GetString(0), Id: row.GetString(1), EventId: $"{row.GetInt64(2)}", Total: store.ReadAmount(row, 3), Lines: row.GetInt32(4)));
        Assert.Equal(ledger.Count, silver.Count);
        Assert.Equal(
            ledger.Entries.Select(entry => (entry.Store, entry.Id, entry.Entry.EventId, entry.Entry.Sent.Total, entry.Entry.Sent.Lines)).Order().ToList(), silver.Order().ToList());
        Assert.All(ledger.Entries, entry => Assert.InRange(entry.Entry.Accepted, 0, 1));
    }

    private static async Task CheckTotalsAsync(ScoutClient client, Ledger ledger)
    {
        foreach (var (store, totals) in ledger.TotalsByStore())
        {
            var summary = await client.GetSummaryOfAsync(store, "7d", totals.Transactions);
            Assert.Equal(
                (totals.Revenue, totals.Lines), (summary.GetProperty("revenue").GetDecimal(), summary.GetProperty("items").GetInt32()));
        }
    }
}
