using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Scout.Api.Http;

/// <summary>Writes the refusal of a body that cannot be read: 400, 413 or 415.</summary>
internal delegate Task RefuseBody(HttpContext context, int status, string detail);

/// <summary>Reads a request's body whole, unpacked and bounded.</summary>
internal static class BodyReader
{
    private const string EncodingsAccepted = "gzip, br, zstd";
    private const int SmallBytesMax = 64 * 1024;

    // 8 MiB: what RFC 8878 asks every decoder to support, and as much as a stranger may make us hold.
    private const int ZstdWindowLogMax = 23;

    /// <param name="context">The request.</param>
    /// <param name="sentBytesMax">The longest body on the wire.</param>
    /// <param name="unpackedBytesMax">The longest body once unpacked.</param>
    /// <param name="refuseAsync">In the words of the address.</param>
    /// <returns>The bytes, which the caller may keep; or null when a refusal was written.</returns>
    public static async ValueTask<byte[]?> ReadAsync(HttpContext context, int sentBytesMax, int unpackedBytesMax, RefuseBody refuseAsync)
    {
        if (context.Request.ContentLength > sentBytesMax)
        {
            await refuseAsync(context, StatusCodes.Status413PayloadTooLarge, $"The body may have at most {sentBytesMax} bytes.");
            return null;
        }

        if (!TryFindEncoding(context, out var encoding))
        {
            await RefuseEncodingAsync(context, refuseAsync);
            return null;
        }

        // The server counts what comes over the wire, however it is framed and packed.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = sentBytesMax;
        try
        {
            return encoding is null ? await ReadSentAsync(context.Request) : await ReadPackedAsync(context, encoding, unpackedBytesMax, refuseAsync);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await refuseAsync(context, StatusCodes.Status413PayloadTooLarge, $"The body may have at most {sentBytesMax} bytes.");
            return null;
        }
    }

    /// <summary>A stream of the unpacked body, however long.</summary>
    /// <returns>Null when the encoding is none that we take, and the refusal was written.</returns>
    public static async ValueTask<Stream?> OpenAsync(HttpContext context, RefuseBody refuseAsync)
    {
        if (TryFindEncoding(context, out var encoding))
            return encoding is null ? context.Request.Body : Unpack(context.Request.Body, encoding);
        await RefuseEncodingAsync(context, refuseAsync);
        return null;
    }

    private static Task RefuseEncodingAsync(HttpContext context, RefuseBody refuseAsync)
    {
        context.Response.Headers.AcceptEncoding = EncodingsAccepted;
        return refuseAsync(context, StatusCodes.Status415UnsupportedMediaType, $"Content-Encoding may be one of {EncodingsAccepted}.");
    }

    private static bool TryFindEncoding(HttpContext context, out string? encoding)
    {
        encoding = context.Request.Headers.ContentEncoding.Count == 0 ? null : context.Request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        if (encoding is "" or "identity")
            encoding = null;
        return encoding is null or "gzip" or "br" or "zstd";
    }

    private static Stream Unpack(Stream packed, string encoding) => encoding switch
    {
        "gzip" => new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true),
        "br" => new BrotliStream(packed, CompressionMode.Decompress, leaveOpen: true),
        _ => UnpackZstd(packed),
    };

    private static DecompressionStream UnpackZstd(Stream packed)
    {
        var unpacked = new DecompressionStream(packed, leaveOpen: true);
        unpacked.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, ZstdWindowLogMax);
        return unpacked;
    }

    private static async ValueTask<byte[]?> ReadPackedAsync(HttpContext context, string encoding, int unpackedBytesMax, RefuseBody refuseAsync)
    {
        try
        {
            await using var unpacked = Unpack(context.Request.Body, encoding);
            var pipe = PipeReader.Create(unpacked, new StreamPipeReaderOptions(leaveOpen: true));
            var bytes = await ReadToEndAsync(pipe, unpackedBytesMax);
            if (bytes is null)
                await refuseAsync(context, StatusCodes.Status413PayloadTooLarge, $"The body may have at most {unpackedBytesMax} bytes once unpacked.");
            return bytes;
        }
        catch (Exception exception) when (IsUnpackingFault(exception))
        {
            await refuseAsync(context, StatusCodes.Status400BadRequest, $"The body is not valid {encoding}.");
            return null;
        }
    }

    /// <summary>Whether packed bytes turned out not to be what their encoding says.</summary>
    private static bool IsUnpackingFault(Exception exception) =>
        exception is InvalidDataException or ZstdException or EndOfStreamException or InvalidOperationException { Source: "System.IO.Compression.Brotli" };

    // What is announced is not yet there: only a small body is given its memory before it arrives.
    private static async ValueTask<byte[]?> ReadSentAsync(HttpRequest request) => request.ContentLength is { } length and <= SmallBytesMax
        ? await ReadExactlyAsync(request.BodyReader, (int)length)
        : await ReadToEndAsync(request.BodyReader, int.MaxValue);

    private static async ValueTask<byte[]> ReadExactlyAsync(PipeReader reader, int length)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        var filled = 0;
        while (true)
        {
            var read = await reader.ReadAsync();
            read.Buffer.CopyTo(bytes.AsSpan(filled));
            filled += (int)read.Buffer.Length;
            reader.AdvanceTo(read.Buffer.End);

            // Kestrel throws when a body ends before its announced length, so completed means whole.
            if (read.IsCompleted)
                return bytes;
        }
    }

    private static async ValueTask<byte[]?> ReadToEndAsync(PipeReader reader, int bytesMax)
    {
        while (true)
        {
            var read = await reader.ReadAsync();
            if (read.Buffer.Length > bytesMax)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
