using System.Globalization;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Gold;
using Scout.Storage.Tests.Postgres;
using Scout.Storage.Tests.Sqlite;
using Scout.Testing.Postgres;

namespace Scout.Storage.Tests.Gold;

/// <summary>
/// Measures what a rollup costs for each new transaction beside few and beside many rows. Takes minutes and asserts little, so it runs only
/// when asked for: <c>dotnet test --project tests/Scout.Storage.Tests --filter-class "*RollupCost*" --explicit only</c>; the greater number of rows by
/// the environment variable <c>SCOUT_ROLLUP_ROWS</c>.
/// </summary>
public abstract class RollupCost : IAsyncDisposable
{
    private const int Stores = 300;
    private const int Rounds = 12;

    // What arrives in a second of a busy chain.
    private const int NewRows = 5_000;

    private TestStore _store = null!;

    private static int RowsMax => int.Parse(Environment.GetEnvironmentVariable("SCOUT_ROLLUP_ROWS") ?? "5000000", CultureInfo.InvariantCulture);

    [Fact(Explicit = true)]
    public async Task RollUp_BesideFewAndBesideManyRows_CostsTheSame()
    {
        _store = await OpenStoreAsync();
        await _store.TamperAsync(FillStores([.. Enumerable.Range(0, Stores).Select(store => (Name(store), Sharding.ShardOf(StoreId.Parse(Name(store)))))]));
        var few = await MeasureAsync(0, 50_000);
        var many = await MeasureAsync(50_000 + Rounds * NewRows, RowsMax);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{GetType().Name}: {many / few:F2} times"));

        // Room for a machine that does other things; the figures are what counts.
        Assert.True(many < few * 2, $"{few} us, then {many} us");
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<TestStore> OpenStoreAsync();

    protected abstract string FillStores(IReadOnlyList<(string Store, int Shard)> stores);

    /// <summary>Rows of silver with these ids, three lines each, spread over the stores and a year of five million; and the positions they bring.</summary>
    protected abstract IEnumerable<string> Fill(long first, long count);

    protected abstract string Tidy { get; }

    private static string Name(int store) => $"S-{store:D3}";

    private async Task<double> MeasureAsync(long from, long to)
    {
        var time = TimeProvider.System;
        var startedAt = time.GetTimestamp();
        for (var first = from; first < to; first += 250_000)
        {
            foreach (var statement in Fill(first, Math.Min(250_000, to - first)))
                await _store.TamperAsync(statement);
        }

        await _store.TamperAsync(Tidy);
        var filled = time.GetElapsedTime(startedAt);
        startedAt = time.GetTimestamp();
        Assert.Equal(to - from, await RollAllAsync());
        var rolled = time.GetElapsedTime(startedAt);
        await _store.TamperAsync(Tidy);

        var costs = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var statement in Fill(to + round * NewRows, NewRows))
                await _store.TamperAsync(statement);
            startedAt = time.GetTimestamp();
            Assert.Equal(NewRows, await RollAllAsync());
            costs.Add(time.GetElapsedTime(startedAt).TotalMicroseconds / NewRows);
        }

        costs.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{GetType().Name}: beside {to:N0} transactions {costs[Rounds / 2]:F1} us for each new one (best {costs[0]:F1}, worst {costs[^1]:F1}); filled in {filled.TotalSeconds:F0} s, "
            + $"rolled up in {rolled.TotalSeconds:F0} s, {(to - from) / rolled.TotalSeconds:F0}/s"));
        return costs[Rounds / 2];
    }

    private async Task<long> RollAllAsync()
    {
        var entries = 0L;
        for (var shard = 0; shard < Sharding.ShardCount; shard++)
        {
            for (var more = true; more;)
            {
                var outcome = await _store.Port<IGoldStore>().RollUpAsync(shard, 5_000, CancellationToken.None);
                entries += outcome.Entries;
                more = outcome.Status != RollupStatus.Nothing;
            }
        }

        return entries;
    }
}

public sealed class PostgresRollupCost(PostgresServer server) : RollupCost
{
    protected override string Tidy => "analyze silver_transactions, silver_line_items, gold_store_hours, gold_store_days, gold_store_mentions, gold_mentions";

    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());

    protected override string FillStores(IReadOnlyList<(string Store, int Shard)> stores) =>
        "create table filled (number integer primary key, store_id text, shard integer); insert into filled values "
        + string.Join(", ", stores.Select((one, number) => $"({number}, '{one.Store}', {one.Shard})"));

    protected override IEnumerable<string> Fill(long first, long count) =>
    [
        $"""
        insert into silver_transactions (event_id, position, occurred_at, received_at, promoted_at, item_count, broken_rules, store_id, transaction_id, type, total_amount, units)
        select id, (shard::bigint << 48) + 1 + (id - 1) / 5000, at, at, at, 3, 0, store_id, 'T-' || id, 'sale', 30, 6
        from (select id, timestamptz '2025-01-01Z' + id * interval '6.3 seconds' as at from generate_series({first + 1}::bigint, {first + count}::bigint) as id) as made
        join filled on filled.number = id * 7919 % 300
        order by id
        """,
        $"""
        insert into silver_line_items (event_id, line_number, product_id, product_name, brand, category, qty, unit_price, line_amount)
        select id, line, 'P-' || (id * 31 + line * 17) % 2000, 'Product ' || (id * 31 + line * 17) % 2000, 'Brand ' || (id * 31 + line * 17) % 100,
               'Category ' || (id * 31 + line * 17) % 20, 2, 5, 10
        from generate_series({first + 1}::bigint, {first + count}::bigint) as id cross join generate_series(1, 3) as line
        """,
        "update promotion_shards as shard set position = (shard.shard::bigint << 48) + 1 + " + (first + count - 1) / 5000,
    ];
}

public sealed class SqliteRollupCost : RollupCost
{
    protected override string Tidy => "select 1";

    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();

    protected override string FillStores(IReadOnlyList<(string Store, int Shard)> stores) =>
        "create table filled (number integer primary key, store_id text, shard integer); insert into filled values "
        + string.Join(", ", stores.Select((one, number) => $"({number}, '{one.Store}', {one.Shard})"));

    protected override IEnumerable<string> Fill(long first, long count)
    {
        var ids = $"with recursive ids (id) as (select {first + 1} union all select id + 1 from ids where id < {first + count})";
        return
        [
            $"""
            pragma synchronous = off;
            insert into silver_transactions (event_id, position, occurred_at, received_at, promoted_at, item_count, broken_rules, store_id, transaction_id, type, total_amount, units_high, units_low)
            {ids}
            select id, (shard << 48) + 1 + (id - 1) / 5000, 1735689600000000 + id * 6300000, 1735689600000000 + id * 6300000, 1735689600000000 + id * 6300000, 3, 0, store_id, 'T-' || id, 'sale', 300000, 0, 60000
            from ids join filled on filled.number = id * 7919 % 300
            """,
            $"""
            pragma synchronous = off;
            insert into silver_line_items (event_id, line_number, product_id, product_name, brand, category, qty, unit_price, line_amount)
            {ids}
            select id, line, 'P-' || (id * 31 + line * 17) % 2000, 'Product ' || (id * 31 + line * 17) % 2000, 'Brand ' || (id * 31 + line * 17) % 100,
                   'Category ' || (id * 31 + line * 17) % 20, 20000, 50000, 100000
            from ids cross join (select 1 as line union all select 2 union all select 3)
            """,
            "update promotion_shards set position = (shard << 48) + 1 + " + (first + count - 1) / 5000,
        ];
    }
}
