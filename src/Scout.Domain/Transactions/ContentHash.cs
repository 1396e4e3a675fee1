using System.Runtime.InteropServices;

namespace Scout.Domain.Transactions;

/// <summary>SHA-256 over the canonical form of a transaction (docs/canonical-form.md): equal when the content is.</summary>
public readonly record struct ContentHash(UInt128 High, UInt128 Low)
{
    /// <summary>Bytes in a hash.</summary>
    public const int Length = 32;

    /// <param name="bytes">Exactly <see cref="Length"/> bytes.</param>
    public static ContentHash FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? MemoryMarshal.Read<ContentHash>(bytes)
        : throw new ArgumentException($"A content hash has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        MemoryMarshal.Write(bytes, in this);
        return bytes;
    }

    public override string ToString() => Convert.ToHexStringLower(ToBytes());
}
