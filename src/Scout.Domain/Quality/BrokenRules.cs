namespace Scout.Domain.Quality;

/// <summary>The quality rules a transaction broke at the door. Each value is one bit, stored with the bronze row and carried into silver.</summary>
[Flags]
public enum BrokenRules : short
{
    None = 0,

    /// <summary>A sale with a negative total, line amount or unit price, or a quantity of 0 or less; a return with a positive total, line amount or quantity.</summary>
    NegativeAmount = 1 << 0,

    /// <summary>The total differs from the sum of the lines, and from that sum less the discounts.</summary>
    LineSumMismatch = 1 << 1,

    /// <summary>Event time further ahead of its receipt than a wrong clock explains.</summary>
    FutureTimestamp = 1 << 2,

    /// <summary>The absolute total is above the limit of the store or the chain.</summary>
    AmountLimit = 1 << 3,

    /// <summary>A line amount differs from quantity times unit price, with and without the discount.</summary>
    LineMath = 1 << 4,

    /// <summary>Event time behind the store's watermark by more than the allowed lateness.</summary>
    LateEvent = 1 << 5,
}
