namespace Scout.Storage.Silver;

/// <summary>A place in the log of promotions: the shard and a count of its promotions in one growing number.</summary>
/// <remarks>
/// Stored with every silver row. The rows of one shard are then one range of one index, in the order they were committed, so a reader
/// that keeps a position as its checkpoint can never miss a row: promotions of a shard commit one after the other under its fence.
/// </remarks>
public static class SilverPosition
{
    private const int SequenceBits = 48;

    /// <summary>The position before a shard's first promotion.</summary>
    public static long StartOf(int shard) => (long)shard << SequenceBits;

    /// <summary>Greater than any position of the shard.</summary>
    public static long EndOf(int shard) => StartOf(shard + 1);
}
