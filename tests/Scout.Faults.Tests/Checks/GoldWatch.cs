using System.Globalization;
using Npgsql;
using Scout.Faults.Tests.Clusters;

namespace Scout.Faults.Tests.Checks;

/// <summary>Looks again and again, while devices sell and machines fail: gold and the silver behind it are silver, in every snapshot and not only at rest.</summary>
internal sealed class GoldWatch(FaultCluster cluster)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // One statement sees one snapshot. A position holds its shard in the high bits.
    private const string FindDifferences =
        """
        with silver as (
            select store_id, sum(entry) as transactions, sum(total_amount) as revenue from silver_transactions group by store_id
        ),
        rolled as (
            select store_id, sum(transactions) as transactions, sum(revenue) as revenue from gold_store_days group by store_id
        ),
        tail as (
            select silver.store_id, sum(silver.entry) as transactions, sum(silver.total_amount) as revenue
            from silver_transactions as silver
            join rollup_shards as rollup on rollup.shard = silver.position >> 48
            where silver.position > rollup.position
            group by silver.store_id
        )
        select store_id, silver.transactions, silver.revenue, coalesce(rolled.transactions, 0) + coalesce(tail.transactions, 0),
               coalesce(rolled.revenue, 0) + coalesce(tail.revenue, 0), now()
        from silver
        full join rolled using (store_id)
        full join tail using (store_id)
        where silver.transactions is distinct from coalesce(rolled.transactions, 0) + coalesce(tail.transactions, 0)
           or silver.revenue is distinct from coalesce(rolled.revenue, 0) + coalesce(tail.revenue, 0)
        """;

    private readonly List<string> _faults = [];
    private int _looks;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _faults.AddRange(await cluster.ReadAsync(FindDifferences, row => string.Create(
                    CultureInfo.InvariantCulture,
                    $"at {row.GetDateTime(5):HH:mm:ss.fff} silver of {row.GetString(0)} was {row.GetValue(1)} of {row.GetValue(2)}, and gold with its tail {row.GetValue(3)} of {row.GetValue(4)}")));
                _looks++;
            }
            catch (NpgsqlException)
            {
                // The database is what fails just now.
            }

            await Task.WhenAny(Task.Delay(Period, TimeProvider.System, stop));
        }
    }

    public Finding Find() => _faults.Count > 0
        ? new Finding(2, Holds: false, string.Create(CultureInfo.InvariantCulture, $"{_faults.Count} differences, such as: {string.Join("; ", _faults.Take(3))}"))
        : new Finding(2, _looks > 0, $"gold and the silver behind it were silver in each of {_looks} snapshots under load");
}
