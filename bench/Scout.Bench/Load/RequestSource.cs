namespace Scout.Bench.Load;

/// <summary>What one kind of request sends and how its answer is counted. One instance serves all connections.</summary>
internal abstract class RequestSource
{
    /// <summary>Room for the largest request.</summary>
    public abstract int RequestBytesMax { get; }

    public abstract int TransactionsPerRequest { get; }

    /// <summary>Writes the next request, never sent before.</summary>
    /// <returns>The part of <paramref name="buffer"/> to send.</returns>
    public abstract Range Write(Span<byte> buffer);

    /// <summary>The transactions that a 2xx answer says were accepted.</summary>
    public abstract int CountAccepted(ReadOnlySpan<byte> body);
}
