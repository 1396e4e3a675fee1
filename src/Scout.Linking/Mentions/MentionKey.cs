using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Scout.Linking.Mentions;

/// <summary>The identity of a distinct mention: the normal forms of its id, name and brand.</summary>
/// <remarks>
/// Deterministic on every machine, so it may be stored; <see cref="NormalText.Version"/> goes into <see cref="Hash"/>. The GTIN and the price are
/// not part of it: they are evidence, and differ between lines that mean the same.
/// </remarks>
public readonly record struct MentionKey
{
    private MentionKey(string productId, string name, string brand, UInt128 hash)
    {
        ProductId = productId;
        Name = name;
        Brand = brand;
        Hash = hash;
    }

    /// <summary>See <see cref="NormalText.OfId"/>; empty when missing. At most 512 characters, as each of the three.</summary>
    public string ProductId { get; }

    /// <summary>See <see cref="NormalText.OfName"/>.</summary>
    public string Name { get; }

    /// <summary>See <see cref="NormalText.OfName"/>.</summary>
    public string Brand { get; }

    /// <summary>128 bits of SHA-256 over version and normal forms: nobody can make two mentions that collide.</summary>
    public UInt128 Hash { get; }

    public static MentionKey Of(Mention mention) => Of(mention.ProductId, mention.ProductName, mention.Brand);

    public static MentionKey Of(string? productId, string? productName, string? brand)
    {
        var id = NormalText.OfId(productId);
        var name = NormalText.OfName(productName);
        var brandName = NormalText.OfName(brand);
        // Normal forms hold no control characters, so 0 parts them without ambiguity. UTF-16 in memory order is hashed as it is.
        Span<char> joined = stackalloc char[1 + 3 * (NormalText.CharsMax + 1)];
        joined[0] = (char)NormalText.Version;
        var length = 1;
        length = Append(joined, length, id);
        length = Append(joined, length, name);
        length = Append(joined, length, brandName);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(joined[..length]), digest);
        return new(id, name, brandName, BinaryPrimitives.ReadUInt128BigEndian(digest));
    }

    private static int Append(Span<char> joined, int length, string text)
    {
        text.CopyTo(joined[length..]);
        joined[length + text.Length] = '\0';
        return length + text.Length + 1;
    }
}
