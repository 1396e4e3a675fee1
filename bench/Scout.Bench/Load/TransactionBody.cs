using System.Buffers.Text;
using System.Globalization;

namespace Scout.Bench.Load;

/// <summary>Where the parts that change stand in every prebuilt body: first, and of fixed width, so lengths never change.</summary>
internal static class TransactionBody
{
    public const int StoresMax = 999;
    public const int InstantBytes = 24;

    private const int SequenceDigits = 10;
    private const int StoreDigits = 3;
    private const int RunIdCharacters = 8;

    private static readonly int SequenceOffset = """{"transaction_id":"BENCH-""".Length + RunIdCharacters + 1;
    private static readonly int StoreOffset = SequenceOffset + SequenceDigits + "\",\"store_id\":\"STORE-".Length;
    private static readonly int InstantOffset = StoreOffset + StoreDigits + "\",\"ts\":\"".Length;

    /// <summary>The start of a body up to its total, with zeros where <see cref="Patch"/> writes.</summary>
    public static string Opening(string runId)
    {
        if (runId.Length != RunIdCharacters)
            throw new ArgumentException("A run id has 8 characters.", nameof(runId));
        var (sequence, store, instant) = (new string('0', SequenceDigits), new string('0', StoreDigits), new string('0', InstantBytes));
        return $$"""{"transaction_id":"BENCH-{{runId}}-{{sequence}}","store_id":"STORE-{{store}}","ts":"{{instant}}",""";
    }

    /// <summary>Makes a copy of a template a transaction of its own.</summary>
    /// <param name="store">1 to <see cref="StoresMax"/>.</param>
    /// <param name="instant">As <see cref="WriteInstant"/> wrote it.</param>
    public static void Patch(Span<byte> body, long sequence, int store, ReadOnlySpan<byte> instant)
    {
        WriteDigits(body.Slice(SequenceOffset, SequenceDigits), sequence);
        WriteDigits(body.Slice(StoreOffset, StoreDigits), store);
        instant.CopyTo(body[InstantOffset..]);
    }

    public static void WriteInstant(Span<byte> destination, DateTimeOffset instant) =>
        _ = instant.TryFormat(destination, out _, "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static void WriteDigits(Span<byte> destination, long value) =>
        _ = Utf8Formatter.TryFormat(value, destination, out _, new('D', (byte)destination.Length));
}
