using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Scout.Bench.Hosting;

/// <summary>Kestrel that reads, parses and hashes a body and stores nothing: no server on this machine can accept more.</summary>
internal static class BaselineServer
{
    private static readonly byte[] Answer =
        """{"status":"accepted","store_id":"STORE-000","transaction_id":"BENCH-00000000-0000000000","event_id":"00000000000000000000000000000000","received_at":"2025-01-24T18:30:00.000000Z"}"""u8.ToArray();

    public static async Task<int> RunAsync(int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync(cancellationToken);
        Console.WriteLine($"Scout is ready on http://127.0.0.1:{port}");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        var read = await reader.ReadAsync(context.RequestAborted);
        while (!read.IsCompleted)
        {
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await reader.ReadAsync(context.RequestAborted);
        }

        Digest(read.Buffer);
        reader.AdvanceTo(read.Buffer.End);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Answer.Length;
        await context.Response.BodyWriter.WriteAsync(Answer, context.RequestAborted);
    }

    private static void Digest(in ReadOnlySequence<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (body.IsSingleSegment)
            SHA256.HashData(body.FirstSpan, hash);
        else
            SHA256.HashData(body.ToArray(), hash);
    }
}
