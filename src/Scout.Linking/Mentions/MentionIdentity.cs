using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Scout.Linking.Catalog;

namespace Scout.Linking.Mentions;

/// <summary>The id of a distinct way to name a product. It follows from what is told, so that no two writers disagree and nobody has to ask.</summary>
/// <remarks>
/// Of the product id exactly as sent (ids are ids: 85123A and 85123a are two), the normalised name and brand, and the GTIN where it is
/// valid. SHA-256 and not a fast hash, so that nobody can make a second mention that collides with a given one; 63 bits of it, so that it is a
/// positive number in every store. Stored: what changes any id is a new <see cref="NormalText.Version"/> and a migration.
/// </remarks>
public static class MentionIdentity
{
    // Product ids are of at most 256 code points, normal forms of NormalText.CharsMax characters.
    private const int IdCharsMax = 512;
    private const int LengthsAndVersion = 4;

    public static long Of(string productId, string? productName, string? brand, string? gtin)
    {
        ArgumentNullException.ThrowIfNull(productId);
        var id = productId.AsSpan(0, Math.Min(productId.Length, IdCharsMax));
        var name = NormalText.OfName(productName);
        var brandName = NormalText.OfName(brand);
        var number = Gtin.TryParse(gtin, out var valid) ? valid.Value : 0;

        // Each text behind its length: no two different mentions make the same bytes. UTF-16 in memory order is hashed as it is.
        Span<char> encoded = stackalloc char[LengthsAndVersion + IdCharsMax + 2 * NormalText.CharsMax + sizeof(long) / sizeof(char)];
        encoded[0] = (char)NormalText.Version;
        var length = 1;
        length = Append(encoded, length, id);
        length = Append(encoded, length, name);
        length = Append(encoded, length, brandName);
        BinaryPrimitives.WriteInt64LittleEndian(MemoryMarshal.AsBytes(encoded[length..]), number);
        length += sizeof(long) / sizeof(char);

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(MemoryMarshal.AsBytes(encoded[..length]), digest);
        return BinaryPrimitives.ReadInt64BigEndian(digest) & long.MaxValue;
    }

    private static int Append(Span<char> encoded, int length, ReadOnlySpan<char> text)
    {
        encoded[length++] = (char)text.Length;
        text.CopyTo(encoded[length..]);
        return length + text.Length;
    }
}
