using Scout.Domain.Money;

namespace Scout.Storage.Links;

/// <summary>Mentions of lines that were promoted by a version that wrote none: found by the rollup that reads the lines, and written with it.</summary>
public sealed class LineMentions(MentionCollector mentions)
{
    public MentionCollector Mentions { get; } = mentions;

    /// <summary>The lines that are to be given their mention.</summary>
    public List<LineMention> Lines { get; } = [];

    /// <returns>The mention's id.</returns>
    public long Add(
        long eventId, int lineNumber, int entry, string productId, string? productName, string? brand, string? gtin, string? category, Amount price, DateTimeOffset seenAt)
    {
        var mentionId = Mentions.Add(productId, productName, brand, gtin, category, price, seenAt);
        Lines.Add(new LineMention(eventId, lineNumber, entry, mentionId));
        return mentionId;
    }
}

/// <summary>The key of a line of silver, and its mention.</summary>
public readonly record struct LineMention(long EventId, int LineNumber, int Entry, long MentionId);
