using System.Buffers.Text;
using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Scout.Api.Http;

namespace Scout.Api.Web;

/// <summary>Serves the live page at <c>/</c> from the assembly, so that it is there wherever the program is.</summary>
internal static class LivePage
{
    private const string ResourcePrefix = "wwwroot/";
    private const string Policy =
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml; charset=utf-8",
    }.ToFrozenDictionary();

    public static void MapLivePage(this IEndpointRouteBuilder routes)
    {
        foreach (var file in Load())
            routes.MapRead(file.Path == "/index.html" ? "/" : file.Path, context => WriteAsync(context, file));
    }

    private static Task WriteAsync(HttpContext context, PageFile file)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
        headers.ETag = file.Tag.ToString();
        headers.Vary = "Accept-Encoding";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(asked => asked.Compare(file.Tag, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var body = file.Bytes;
        if (context.Request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value == "gzip" && encoding.Quality is null or > 0))
        {
            headers.ContentEncoding = "gzip";
            body = file.Packed;
        }

        context.Response.ContentType = file.Type;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static IEnumerable<PageFile> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)))
        {
            // Licences and notes stand beside the files they are about and need no address.
            if (!Types.TryGetValue(Path.GetExtension(name), out var type))
                continue;
            using var resource = assembly.GetManifestResourceStream(name)!;
            using var bytes = new MemoryStream();
            resource.CopyTo(bytes);
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                gzip.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
            var tag = new EntityTagHeaderValue($"\"{Base64Url.EncodeToString(SHA256.HashData(bytes.ToArray()).AsSpan(0, 12))}\"", isWeak: true);
            yield return new PageFile($"/{name[ResourcePrefix.Length..].Replace('\\', '/')}", type, bytes.ToArray(), packed.ToArray(), tag);
        }
    }

    private sealed record PageFile(string Path, string Type, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Packed, EntityTagHeaderValue Tag);
}
