namespace Scout.Bench.Load;

/// <summary>Unique transactions without end: hands out sequence numbers and writes the body that belongs to one.</summary>
internal sealed class TransactionSource(string runId, int stores)
{
    private long _sequence;
    private int _batch;

    public int Stores => stores;

    public TransactionTemplates Templates { get; } = new(runId);

    /// <summary>The first of <paramref name="count"/> consecutive numbers that nobody else gets.</summary>
    public long Take(int count) => Interlocked.Add(ref _sequence, count) - count;

    /// <summary>A store for a number, spread so that every store sells every basket.</summary>
    public int StoreOf(long sequence) => 1 + (int)(unchecked((ulong)sequence * 0x9E3779B97F4A7C15UL) >> 33) % stores;

    /// <summary>The store of the next batch: devices take turns.</summary>
    public int NextBatchStore() => 1 + (int)((uint)Interlocked.Increment(ref _batch) % (uint)stores);

    /// <summary>Writes one transaction and returns its length.</summary>
    public int Write(Span<byte> destination, long sequence, int store, ReadOnlySpan<byte> instant)
    {
        var template = Templates[sequence];
        template.CopyTo(destination);
        TransactionBody.Patch(destination, sequence, store, instant);
        return template.Length;
    }

    /// <summary>The present as bodies carry it.</summary>
    public static void WriteNow(Span<byte> destination) => TransactionBody.WriteInstant(destination, TimeProvider.System.GetUtcNow());
}
