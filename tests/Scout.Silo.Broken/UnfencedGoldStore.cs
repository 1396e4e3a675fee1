using Npgsql;
using Scout.Domain.Transactions;
using Scout.Storage.Gold;

namespace Scout.Silo.Broken;

/// <summary>Adds to gold from the position that it read, wherever gold is by the time it writes.</summary>
/// <remarks>
/// The statement that moves the position is the fence, so the position that was read is put back just before: what follows is what a
/// rollup without a fence would do. Alone it changes nothing; of two activations both add the same rows.
/// </remarks>
internal sealed class UnfencedGoldStore(IGoldStore inner, NpgsqlDataSource source) : IGoldStore
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);

    public async ValueTask<RollupOutcome> RollUpAsync(int shard, int rowsMax, CancellationToken cancellationToken)
    {
        await using var read = source.CreateCommand("select position from scout.rollup_shards where shard = $1");
        _ = read.Parameters.Add(new NpgsqlParameter { Value = (short)shard });
        var position = (long)(await read.ExecuteScalarAsync(cancellationToken))!;
        await Task.Delay(Between, TimeProvider.System, cancellationToken);
        await using var write = source.CreateCommand("update scout.rollup_shards set position = $2 where shard = $1");
        _ = write.Parameters.Add(new NpgsqlParameter { Value = (short)shard });
        _ = write.Parameters.Add(new NpgsqlParameter { Value = position });
        _ = await write.ExecuteNonQueryAsync(cancellationToken);
        return await inner.RollUpAsync(shard, rowsMax, cancellationToken);
    }

    public ValueTask<IReadOnlyList<ShardRollup>> ReadShardsAsync(CancellationToken cancellationToken) => inner.ReadShardsAsync(cancellationToken);

    public ValueTask<IReadOnlyList<StoreId>> ReadMiscutAsync(int shard, CancellationToken cancellationToken) => inner.ReadMiscutAsync(shard, cancellationToken);

    public ValueTask<IReadOnlyList<StoreId>> ReadStoresAsync(CancellationToken cancellationToken) => inner.ReadStoresAsync(cancellationToken);

    public ValueTask<RebuildOutcome> RebuildAsync(StoreId store, (DateOnly From, DateOnly To)? span, bool dryRun, CancellationToken cancellationToken) =>
        inner.RebuildAsync(store, span, dryRun, cancellationToken);
}
