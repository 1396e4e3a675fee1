namespace Scout.Storage.Gold;

/// <summary>An entry of silver as gold sees it: everything a reversal takes back is negative already.</summary>
public readonly record struct SilverEntry
{
    public required string Store { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset PromotedAt { get; init; }

    /// <summary>1, or -1 for a reversal.</summary>
    public required int Entry { get; init; }

    /// <summary>As sent; null is the store's own.</summary>
    public required string? Currency { get; init; }

    public required bool IsReturn { get; init; }

    public required bool IsLate { get; init; }

    public required long Items { get; init; }

    public required decimal Units { get; init; }

    public required decimal Total { get; init; }
}

/// <summary>A line of an entry of silver.</summary>
public readonly record struct SilverLine
{
    public required string Store { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset PromotedAt { get; init; }

    /// <summary>1, or -1 for a reversal.</summary>
    public required int Entry { get; init; }

    /// <summary>As sent; null is the store's own.</summary>
    public required string? Currency { get; init; }

    public required long EventId { get; init; }

    public required int LineNumber { get; init; }

    public required long MentionId { get; init; }

    /// <summary>Whether it told a name: the words of one that did count for more.</summary>
    public required bool IsNamed { get; init; }

    /// <summary>As sent; null when none was.</summary>
    public required string? Category { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal Amount { get; init; }
}

/// <summary>A line of silver that gold does not have yet, as it counts: by its link where its mention has one.</summary>
public readonly record struct TailLine
{
    public required string Store { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>1, or -1 for a reversal.</summary>
    public required int Entry { get; init; }

    /// <summary>As sent; null is the store's own.</summary>
    public required string? Currency { get; init; }

    public required long EventId { get; init; }

    public required int LineNumber { get; init; }

    public required string ProductId { get; init; }

    public required ProductWords Words { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal Amount { get; init; }
}
