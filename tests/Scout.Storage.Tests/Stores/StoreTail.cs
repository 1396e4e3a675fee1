using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Stores;

namespace Scout.Storage.Tests.Stores;

/// <summary>The part of a shard's tail that is one store's, each minute once.</summary>
internal static class StoreTail
{
    public static async Task<MinuteSnapshot> ReadTailAsync(this IStoreFiguresReader reader, StoreId store, long afterPosition, CancellationToken cancellationToken)
    {
        var tail = await reader.ReadTailAsync(Sharding.ShardOf(store), afterPosition, cancellationToken);
        Assert.Equal(tail.Rows.OrderBy(row => row.Position), tail.Rows);
        Assert.All(tail.Rows, row => Assert.InRange(row.Position, afterPosition + 1, tail.Position));
        return new MinuteSnapshot(
            tail.Position,
            [
                .. tail.Rows.Where(row => row.StoreId == store).GroupBy(row => (row.Minutes.Minute, row.Minutes.Currency)).Select(group => new MinuteFigures(
                    group.Key.Minute, group.Key.Currency, group.Aggregate(new StoreFigures(), (sum, row) => sum + row.Minutes.Figures))),
            ]);
    }
}
