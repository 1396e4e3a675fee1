using Scout.Domain.Transactions;
using Scout.Storage.Gold;
using Scout.Storage.Links;

namespace Scout.Storage.Sqlite;

/// <summary>Gold in SQLite: silver is read and summed beside the writer, which then only adds what changed.</summary>
internal sealed class SqliteGoldStore(SqliteDatabase database, TimeProvider time, KnownMentions known) : IGoldStore
{
    public async ValueTask<RollupOutcome> RollUpAsync(int shard, int rowsMax, CancellationToken cancellationToken)
    {
        var unnamed = new LineMentions(new MentionCollector(known));
        var step = await database.ReadAsync(session => Prepare(session, shard, rowsMax, unnamed), cancellationToken);
        if (step.Sums is not { } sums)
            return new RollupOutcome(RollupStatus.Nothing, step.From, 0, More: false, []);
        var moved = await database.WriteAsync(session => Commit(session, shard, step, sums, unnamed), cancellationToken);
        if (!moved)
            return new RollupOutcome(RollupStatus.LostRace, step.From, 0, More: true, []);
        unnamed.Mentions.Committed();
        return new RollupOutcome(RollupStatus.Rolled, step.To, sums.Entries, step.To < step.Silver, sums.UnknownZones, unnamed.Mentions.ToWrite().Length);
    }

    public ValueTask<IReadOnlyList<ShardRollup>> ReadShardsAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<ShardRollup>>(
        session =>
        {
            var shards = new List<ShardRollup>();
            session.Use(SqliteStatements.ReadRollups).Each(
                row => shards.Add(new ShardRollup(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), row.FindInstant(3), row.FindInstant(4))));
            return shards;
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<StoreId>> ReadMiscutAsync(int shard, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<StoreId>>(session => ReadStores(session.Use(SqliteStatements.ReadMiscut).Int64(shard)), cancellationToken);

    public ValueTask<IReadOnlyList<StoreId>> ReadStoresAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<StoreId>>(session => ReadStores(session.Use(SqliteStatements.ReadGoldStores)), cancellationToken);

    public ValueTask<RebuildOutcome> RebuildAsync(StoreId store, (DateOnly From, DateOnly To)? span, bool dryRun, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return dryRun
            ? database.ReadAsync(session => new GoldRebuild(session, store, now).Compare(span), cancellationToken)
            : database.WriteAsync(session => new GoldRebuild(session, store, now).Run(span), cancellationToken);
    }

    private static List<StoreId> ReadStores(SqliteStatement rows)
    {
        var stores = new List<StoreId>();
        rows.Each(row => stores.Add(StoreId.FromStored(row.GetText(0))));
        return stores;
    }

    private static Step Prepare(SqliteSession session, int shard, int rowsMax, LineMentions unnamed)
    {
        var standing = new Step(0, 0, 0, 0, null);
        session.Use(SqliteStatements.ReadRollup).Int64(shard).Each(
            row => standing = new Step(row.GetInt64(0), row.GetInt64(2), row.GetInt64(2), row.GetInt64(1), null));
        if (standing.From >= standing.Silver)
            return standing;

        var last = standing.Silver;
        session.Use(SqliteStatements.FindRollupEnd).Int64(standing.From).Int64(standing.Silver).Int64(rowsMax).Each(row => last = row.GetInt64(0));
        var cuts = new Dictionary<string, StoreCut>(StringComparer.Ordinal);
        session.Use(SqliteStatements.ReadCutsAfter).Int64(standing.From).Int64(last).Each(row => cuts.Add(row.GetText(0), row.FindCut(1)!));
        var sums = new GoldSums(cuts);
        session.Use(SqliteStatements.ReadEntriesAfter).Int64(standing.From).Int64(last).Each(row => sums.Add(GoldRows.ReadEntry(row)));
        session.Use(SqliteStatements.ReadLinesAfter).Int64(standing.From).Int64(last).Each(row => sums.Add(GoldRows.ReadLine(row, unnamed)));
        return standing with { To = last, Sums = sums };
    }

    private bool Commit(SqliteSession session, int shard, Step step, GoldSums sums, LineMentions unnamed)
    {
        var now = time.GetUtcNow();
        if (session.Use(SqliteStatements.AdvanceRollup).Int64(shard).Int64(step.From).Int64(step.To).Instant(now).Int64(step.Generation).RunAndCount() == 0)
            return false;
        var writer = new GoldWriter(session, shard, now);
        writer.AddStores(sums);
        writer.AddStoreRows(sums);
        writer.AddChainRows(sums);
        MentionRows.NameLines(session, unnamed);
        return true;
    }

    /// <summary>What a rollup is about to do; without sums when there is nothing.</summary>
    private readonly record struct Step(long From, long To, long Silver, long Generation, GoldSums? Sums);
}
