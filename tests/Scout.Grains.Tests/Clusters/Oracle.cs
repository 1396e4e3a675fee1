using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Testing.Transactions;

namespace Scout.Grains.Tests.Clusters;

/// <summary>What a summary must say, added up one by one.</summary>
internal static class Oracle
{
    /// <summary>An event time of the last hours, the same distance for the same seed: well inside the sliding day.</summary>
    public static DateTimeOffset Recently(int seed) => TimeProvider.System.GetUtcNow().AddSeconds(-60 - seed * 7919 % 72_000);

    public static StoreFigures Sum(IEnumerable<BuiltTransaction> sales)
    {
        var sum = new StoreFigures();
        foreach (var sale in sales.Select(sale => sale.Transaction))
        {
            sum = sum with
            {
                Transactions = sum.Transactions + 1,
                Returns = sum.Returns + (sale.Type == TransactionType.Return ? 1 : 0),
                Items = sum.Items + sale.Items.Count,
                Units = sum.Units + sale.Items.Sum(item => item.Quantity.ToDecimal()),
                Revenue = sum.Revenue + sale.TotalAmount.ToDecimal(),
            };
        }

        return sum;
    }
}
