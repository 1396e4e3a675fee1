using System.IO.Compression;
using ZstdSharp;

namespace Scout.EndToEnd.Tests.Wire;

/// <summary>Packs bodies as devices may.</summary>
internal static class Packing
{
    public static byte[] Pack(string encoding, byte[] body)
    {
        using var packed = new MemoryStream();
        using (var packer = Open(encoding, packed))
            packer.Write(body);
        return packed.ToArray();
    }

    private static Stream Open(string encoding, Stream packed) => encoding switch
    {
        "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        "zstd" => new CompressionStream(packed, leaveOpen: true),
        _ => throw new ArgumentOutOfRangeException(nameof(encoding)),
    };
}
