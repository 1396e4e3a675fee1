using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Transactions;
using Scout.Storage.Gold;
using Scout.Storage.Links;

namespace Scout.Storage.Postgres;

/// <summary>Gold in PostgreSQL: silver is read and summed here, and added under the lock of the shard's row.</summary>
internal sealed partial class PostgresGoldStore(NpgsqlDataSource source, TimeProvider time, KnownMentions known) : IGoldStore
{
    public async ValueTask<RollupOutcome> RollUpAsync(int shard, int rowsMax, CancellationToken cancellationToken)
    {
        var standing = (await source.ReadAsync(
            PostgresStatements.ReadRollup, [Shard(shard)], static row => (Gold: row.GetInt64(0), Generation: row.GetInt64(1), Silver: row.GetInt64(2)),
            cancellationToken)).Single();
        if (standing.Gold >= standing.Silver)
            return new RollupOutcome(RollupStatus.Nothing, standing.Gold, 0, More: false, []);

        // What is up to the position of silver is committed, and no row ever joins it: reading it needs no lock and no snapshot.
        var last = await source.FindValueAsync(
            PostgresStatements.FindRollupEnd, [Rows.BigInt(standing.Gold), Rows.BigInt(standing.Silver), Rows.Value(rowsMax, NpgsqlDbType.Integer)], cancellationToken)
            as long? ?? standing.Silver;
        try
        {
            var unnamed = new LineMentions(new MentionCollector(known));
            var sums = await SumAsync(standing.Gold, last, unnamed, cancellationToken);
            var moved = await CommitAsync(shard, standing.Gold, last, standing.Generation, sums, unnamed, cancellationToken);
            return moved
                ? new RollupOutcome(RollupStatus.Rolled, last, sums.Entries, last < standing.Silver, sums.UnknownZones, unnamed.Mentions.ToWrite().Length)
                : new RollupOutcome(RollupStatus.LostRace, standing.Gold, 0, More: true, []);
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    public async ValueTask<IReadOnlyList<ShardRollup>> ReadShardsAsync(CancellationToken cancellationToken) => await source.ReadAsync(
        PostgresStatements.ReadRollups, [],
        static row => new ShardRollup(row.GetInt16(0), row.GetInt64(1), row.GetInt64(2), row.FindInstant(3), row.FindInstant(4)), cancellationToken);

    public async ValueTask<IReadOnlyList<StoreId>> ReadMiscutAsync(int shard, CancellationToken cancellationToken) => await source.ReadAsync(
        PostgresStatements.ReadMiscut, [Shard(shard)], static row => StoreId.FromStored(row.GetString(0)), cancellationToken);

    public async ValueTask<IReadOnlyList<StoreId>> ReadStoresAsync(CancellationToken cancellationToken) => await source.ReadAsync(
        PostgresStatements.ReadGoldStores, [], static row => StoreId.FromStored(row.GetString(0)), cancellationToken);

    private static NpgsqlParameter Shard(int shard) => Rows.Value((short)shard, NpgsqlDbType.Smallint);

    private async Task<GoldSums> SumAsync(long after, long last, LineMentions unnamed, CancellationToken cancellationToken)
    {
        await using var batch = source.CreateBatch();
        foreach (var statement in new[] { PostgresStatements.ReadCutsAfter, PostgresStatements.ReadEntriesAfter, PostgresStatements.ReadLinesAfter })
            batch.BatchCommands.Add(Rows.BatchCommand(statement, Rows.BigInt(after), Rows.BigInt(last)));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);

        var cuts = new Dictionary<string, StoreCut>(StringComparer.Ordinal);
        await reader.EachAsync(row => cuts.Add(row.GetString(0), GoldRows.FindCut(row, 1)!), cancellationToken);
        var sums = new GoldSums(cuts);
        await reader.EachAsync(row => sums.Add(GoldRows.ReadEntry(row)), cancellationToken);
        await reader.EachAsync(row => sums.Add(GoldRows.ReadLine(row, unnamed)), cancellationToken);
        return sums;
    }

    /// <returns>False when somebody else moved gold on meanwhile: then nothing was written.</returns>
    private async Task<bool> CommitAsync(
        int shard, long after, long last, long generation, GoldSums sums, LineMentions unnamed, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // The first takes the shard's lock. Should it find the position moved, what the others did is undone.
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Rows.BatchCommand(
            PostgresStatements.AdvanceRollup, Shard(shard), Rows.BigInt(after), Rows.BigInt(last), Rows.Instant(now), Rows.BigInt(generation)));
        if (sums.Entries > 0)
        {
            batch.BatchCommands.Add(GoldCommands.AddStores(sums, shard));
            foreach (var command in GoldCommands.AddStoreRows(sums, now).Concat(GoldCommands.AddChainRows(sums, shard, now)))
                batch.BatchCommands.Add(command);
        }

        if (unnamed.Lines.Count > 0)
        {
            batch.BatchCommands.Add(MentionRows.NameLines(unnamed.Lines));
            if (!unnamed.Mentions.IsEmpty)
                batch.BatchCommands.Add(MentionRows.Add(unnamed.Mentions.ToWrite()));
        }

        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
                return false;
            while (await reader.NextResultAsync(cancellationToken))
            {
            }
        }

        await transaction.CommitAsync(cancellationToken);
        unnamed.Mentions.Committed();
        return true;
    }
}
