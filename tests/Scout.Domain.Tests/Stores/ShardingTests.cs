using Scout.Domain.Stores;
using Scout.Domain.Transactions;

namespace Scout.Domain.Tests.Stores;

public sealed class ShardingTests
{
    // Computed by another program. The number is stored with the rows: one that changes splits a store's events between two promoters.
    [Theory]
    [InlineData("STORE-001", 0)]
    [InlineData("STORE-002", 1)]
    [InlineData("STORE-003", 6)]
    [InlineData("STORE-010", 4)]
    [InlineData("STORE-099", 4)]
    [InlineData("STORE-100", 3)]
    [InlineData("STORE-999", 5)]
    [InlineData("A", 7)]
    [InlineData("B", 6)]
    [InlineData("a", 0)]
    [InlineData("0", 3)]
    [InlineData("store-001", 3)]
    [InlineData("S1", 3)]
    [InlineData("London/Oxford Street", 2)]
    [InlineData("Ünïcode", 3)]
    [InlineData("東京-01", 3)]
    [InlineData("😀", 2)]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 6)]
    [InlineData("|", 7)]
    [InlineData("HUGE", 2)]
    public void ShardOf_KnownStore_NeverChanges(string store, int shard) => Assert.Equal(shard, Sharding.ShardOf(StoreId.Parse(store)));

    [Theory]
    [InlineData("STORE-")]
    [InlineData("")]
    [InlineData("shop/2025/")]
    public void ShardOf_TenThousandStores_SpreadsThemEvenly(string prefix)
    {
        var counts = new int[Sharding.ShardCount];
        for (var store = 0; store < 10_000; store++)
            counts[Sharding.ShardOf(StoreId.Parse($"{prefix}{store:D5}"))]++;

        Assert.All(counts, count => Assert.InRange(count, 1_100, 1_400));
    }

    [Fact]
    public void ShardOf_LongestStoreOfWideCharacters_FitsItsBuffer() =>
        Assert.InRange(Sharding.ShardOf(StoreId.Parse(string.Concat(Enumerable.Repeat("😀", StoreId.CharactersMax)))), 0, Sharding.ShardCount - 1);
}
