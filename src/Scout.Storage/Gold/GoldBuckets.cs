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
    // Two to the 62nd: what told no name counts for less than any that did. See the table gold_store_mentions.
    private const long Unnamed = 1L << 62;
    private const long ToldNothing = -Unnamed;
    private const int LineNumbers = 1_024;

    /// <summary>Which line told of it last; less than any when all were taken back before.</summary>
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
        Told = Math.Max(Told, ToldBy(line.Entry, line.EventId, line.LineNumber, line.IsNamed));
    }

    /// <summary>How much what a line told counts; a reversal tells nothing that its original did not.</summary>
    internal static long ToldBy(int entry, long eventId, int lineNumber, bool isNamed) =>
        entry < 0 ? ToldNothing : eventId * LineNumbers + lineNumber - (isNamed ? 0 : Unnamed);
}

/// <summary>The key of a store's hour.</summary>
public readonly record struct HourKey(string Store, DateTimeOffset Hour, string Currency);

/// <summary>The key of a store's business day.</summary>
public readonly record struct DayKey(string Store, DateOnly Day, string Currency);

/// <summary>The key of a mention in a store's business day, with the category that was sent (empty is none); of the chain's when the store is empty.</summary>
public readonly record struct MentionDayKey(string Store, DateOnly Day, long MentionId, string Category, string Currency);
