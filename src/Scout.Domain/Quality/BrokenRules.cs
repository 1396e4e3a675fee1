namespace Scout.Domain.Quality;

/// <summary>The quality rules a transaction broke at the door. Each value is one bit, stored with the bronze row and carried into silver.</summary>
[Flags]
public enum BrokenRules : short
{
    None = 0,

    /// <summary>Event time behind the store's watermark by more than the allowed lateness.</summary>
    LateEvent = 1 << 5,
}
