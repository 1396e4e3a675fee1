using System.Net;
using Scout.Domain.Stores;
using Scout.Grains.Placement;

namespace Scout.Grains.Tests.Placement;

public sealed class ShardMapTests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(7), InlineData(8), InlineData(20)]
    public void Assign_AmongSilos_GivesNoneOneMoreThanAnother(int silos)
    {
        for (var run = 0; run < 50; run++)
        {
            var active = Silos(silos, run);

            var loads = ShardMap.Assign(active).CountBy(home => home).ToDictionary();

            var counts = active.Select(silo => loads.GetValueOrDefault(silo)).ToArray();
            Assert.Equal(Sharding.ShardCount, counts.Sum());
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }
    }

    [Fact]
    public void Assign_InAnyOrder_ComesToTheSameMap()
    {
        var active = Silos(5, run: 1);

        Assert.Equal(ShardMap.Assign(active), ShardMap.Assign(active.Reverse()));
    }

    [Fact]
    public void Assign_AfterARestart_GivesTheSiloItsShardsBack()
    {
        var before = Silos(3, run: 2);
        var restarted = before.Select((silo, i) => i == 1 ? SiloAddress.New(silo.Endpoint, silo.Generation + 1) : silo);

        Assert.Equal(ShardMap.Assign(before).Select(home => home.Endpoint), ShardMap.Assign(restarted).Select(home => home.Endpoint));
    }

    [Fact]
    public void Assign_WhenOneOfThreeIsLost_MovesFewOfTheOthersShards()
    {
        var moved = 0;
        const int Runs = 200;
        for (var run = 0; run < Runs; run++)
        {
            var active = Silos(3, run);
            var (before, after) = (ShardMap.Assign(active), ShardMap.Assign(active.Skip(1)));
            moved += Enumerable.Range(0, Sharding.ShardCount).Count(shard => !before[shard].Equals(active[0]) && !before[shard].Equals(after[shard]));
        }

        // Of the five or six that need not move; dealing them anew would move half of them.
        Assert.InRange((double)moved / Runs, 0, 1.5);
    }

    private static SiloAddress[] Silos(int count, int run) =>
        [.. Enumerable.Range(0, count).Select(i => SiloAddress.New(new IPEndPoint(IPAddress.Parse($"10.0.{run}.{i + 1}"), 11_111), 7))];
}
