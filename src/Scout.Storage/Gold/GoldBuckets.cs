using Scout.Domain.Stores;

namespace Scout.Storage.Gold;

/// <summary>Sums over transactions in the making.</summary>
public sealed class FigureSums
{
    public StoreFigures Figures { get; private set; }

    /// <summary>When an entry was promoted that changed the bucket after it had ended; null when none did.</summary>
    public DateTimeOffset? RestatedAt { get; private set; }

    /// <summary>Marks it as restated then, unless it was later.</summary>
    public void Restate(DateTimeOffset at) => RestatedAt = Later(RestatedAt, at);

    internal void Add(in StoreFigures figures, DateTimeOffset? restatedAt)
    {
        Figures += figures;
        RestatedAt = Later(RestatedAt, restatedAt);
    }

    internal static DateTimeOffset? Later(DateTimeOffset? left, DateTimeOffset? right) => left is null || right > left ? right : left;
}

/// <summary>Sums over lines in the making.</summary>
public sealed class LineSums
{
    /// <summary>Which line a bucket has that told nothing: less than any.</summary>
    public const long ToldNothing = -Unnamed;

    public static readonly ProductWords NoWords = new(null, null, null);

    // Two to the 62nd: what told no name counts for less than any that did. See the table gold_store_products.
    private const long Unnamed = 1L << 62;
    private const int LineNumbers = 1_024;

    /// <summary>What the line that counts most told of the product.</summary>
    public ProductWords Words { get; private set; } = NoWords;

    /// <summary>Which line that is.</summary>
    public long Told { get; private set; } = ToldNothing;

    public long Lines { get; private set; }

    public decimal Units { get; private set; }

    public decimal Revenue { get; private set; }

    public DateTimeOffset? RestatedAt { get; private set; }

    /// <summary>Marks it as restated then, unless it was later.</summary>
    public void Restate(DateTimeOffset at) => RestatedAt = FigureSums.Later(RestatedAt, at);

    internal void Add(in SilverLine line, DateTimeOffset? restatedAt)
    {
        Lines += line.Entry;
        Units += line.Quantity;
        Revenue += line.Amount;
        RestatedAt = FigureSums.Later(RestatedAt, restatedAt);
    }

    internal void Hear(in SilverLine line)
    {
        // A reversal tells nothing that its original did not.
        if (line.Entry < 0)
            return;
        var told = line.EventId * LineNumbers + line.LineNumber - (line.ProductName is null ? Unnamed : 0);
        if (told > Told)
            (Told, Words) = (told, new ProductWords(line.ProductName, line.Brand, line.Category));
    }
}

/// <summary>The key of a store's hour.</summary>
public readonly record struct HourKey(string Store, DateTimeOffset Hour, string Currency);

/// <summary>The key of a store's business day.</summary>
public readonly record struct DayKey(string Store, DateOnly Day, string Currency);

/// <summary>The key of a product, brand or category in a store's business day; of the chain's when the store is empty.</summary>
public readonly record struct LineKey(string Store, DateOnly Day, string Key, string Currency);
