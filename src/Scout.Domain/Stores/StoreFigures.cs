namespace Scout.Domain.Stores;

/// <summary>Sums over a set of transactions of one currency. Adding two sets adds every member.</summary>
public readonly record struct StoreFigures
{
    /// <summary>Sales and returns.</summary>
    public long Transactions { get; init; }

    /// <summary>How many of them are returns.</summary>
    public long Returns { get; init; }

    /// <summary>Line items, returned ones included.</summary>
    public long Items { get; init; }

    /// <summary>Sum of the quantities: returns subtract.</summary>
    public decimal Units { get; init; }

    /// <summary>Sum of the totals: returns subtract.</summary>
    public decimal Revenue { get; init; }

    /// <summary>How many arrived behind the store's watermark by more than the allowed lateness.</summary>
    public long Late { get; init; }

    /// <summary>Revenue for each transaction, to four places (half away from zero); zero when there is none.</summary>
    public decimal AverageBasket => Transactions == 0 ? 0 : Normalise(Math.Round(Revenue / Transactions, 4, MidpointRounding.AwayFromZero));

    public static StoreFigures operator +(StoreFigures left, StoreFigures right) => new()
    {
        Transactions = left.Transactions + right.Transactions,
        Returns = left.Returns + right.Returns,
        Items = left.Items + right.Items,
        Units = left.Units + right.Units,
        Revenue = left.Revenue + right.Revenue,
        Late = left.Late + right.Late,
    };

    /// <summary>A decimal without trailing zeros: 245.5000 and 245.5 are one value and should read alike.</summary>
    public static decimal Normalise(decimal value) => value / 1.0000000000000000000000000000m;
}
