namespace Scout.Bench.Silver;

/// <summary>Tells how many acknowledged transactions have not reached silver yet.</summary>
internal interface ISilverProbe : IAsyncDisposable
{
    /// <summary>Counts rows, so that "all there" means neither one less nor one more.</summary>
    bool IsExact { get; }

    /// <summary>Remembers the present as the start of a phase. Nothing may be in flight.</summary>
    Task MarkAsync(CancellationToken cancellationToken);

    /// <returns>Negative when silver holds more than was acknowledged.</returns>
    Task<long> MissingAsync(long acceptedSinceMark, CancellationToken cancellationToken);

    /// <returns>From receipt to promotion, at the 99th percentile of what became silver since the mark; null where that cannot be asked.</returns>
    Task<double?> FindLatencyP99MillisecondsAsync(long acceptedSinceMark, CancellationToken cancellationToken);
}
