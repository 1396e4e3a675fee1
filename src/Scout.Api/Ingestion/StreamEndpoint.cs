using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using Scout.Api.Http;
using Scout.Contracts.Ingestion;
using Scout.Domain.Transactions;

namespace Scout.Api.Ingestion;

/// <summary><c>POST /v1/transactions/stream</c>: lines in, a result line for each in order, written as it becomes durable.</summary>
/// <remarks>
/// One task reads and begins, another writes; a bounded channel lies between them. When the caller reads slowly the channel fills, the
/// reader stops, and TCP tells the caller to wait: memory does not depend on how long the stream is.
/// </remarks>
internal sealed class StreamEndpoint(Intake intake, IHostApplicationLifetime lifetime, TimeProvider time, IOptions<ApiOptions> options)
{
    private const int ChunkLinesMax = 500;
    private const long ChunkBytesMax = 1024 * 1024;
    private static readonly TimeSpan HangUpDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly ApiOptions _options = options.Value;

    public async Task HandleAsync(HttpContext context)
    {
        if (!await MediaTypes.RequireAsync(context, MediaTypes.NdJson)
            || await SourceSystem.RequireAsync(context) is not { } source
            || await BodyReader.OpenAsync(context, Problems.RefuseBodyAsync) is not { } body)
            return;

        Unbind(context);
        context.Response.ContentType = MediaTypes.NdJson;
        await context.Response.StartAsync(context.RequestAborted);
        await PumpAsync(context, source, body);
    }

    // A till may keep its stream open all day and say nothing for an hour: neither length nor pace is a fault here.
    private static void Unbind(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } requestRate)
            requestRate.MinDataRate = null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private async Task PumpAsync(HttpContext context, string source, Stream body)
    {
        // A server that stops reads no further, finishes what it has begun, and ends the answer as it should.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var chunksMax = Math.Max(1, _options.StreamLinesInFlightMax / ChunkLinesMax);
        var chunks = Channel.CreateBounded<Task<List<IntakeItem>>>(new BoundedChannelOptions(chunksMax) { SingleReader = true, SingleWriter = true });
        var reading = ReadAsync(body, source, chunks.Writer, context.RequestAborted, ending.Token);
        try
        {
            await WriteAsync(context.Response.BodyWriter, chunks.Reader, context.RequestAborted);
        }
        finally
        {
            // The writer may end first, after a line that found no store to take it.
            await ending.CancelAsync();
            if (!await reading)
                context.Response.OnCompleted(() => HangUpAsync(context));
        }
    }

    /// <summary>
    /// The answer has ended although the caller has more to send. The server would wait for the rest, at a stop for as long as it may:
    /// give the caller time to read the end of the answer, then hang up.
    /// </summary>
    private async Task HangUpAsync(HttpContext context)
    {
        await Task.Delay(HangUpDelay, time);
        context.Abort();
    }

    /// <returns>Whether the body was read to its end.</returns>
    private async Task<bool> ReadAsync(Stream body, string source, ChannelWriter<Task<List<IntakeItem>>> chunks, CancellationToken aborted, CancellationToken ending)
    {
        try
        {
            var pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 64 * 1024, minimumReadSize: 16 * 1024, leaveOpen: true));
            var reader = new NdjsonReader(pipe, TransactionLimits.BodyBytesMax, ChunkBytesMax);
            while (await reader.ReadLinesAsync(ChunkLinesMax, ending) is { Count: > 0 } lines)
            {
                // Room first, work second: otherwise one chunk more than the bound would always be under way. When the answer has ended no
                // room will come; what was read and not begun gets no result, so the caller knows that it was not taken.
                if (!await chunks.WaitToWriteAsync(ending))
                    return false;
                await chunks.WriteAsync(SubmitAsync(source, lines, aborted), aborted);
            }

            await pipe.CompleteAsync();
            _ = chunks.TryComplete();
            return true;
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            _ = chunks.TryComplete();
            return false;
        }
        catch (Exception exception)
        {
            _ = chunks.TryComplete(exception);
            return false;
        }
    }

    private async Task<List<IntakeItem>> SubmitAsync(string source, List<byte[]?> lines, CancellationToken cancellationToken)
    {
        var items = lines.ConvertAll(line => line is null ? IntakeItem.ForTooLongLine() : new IntakeItem(line, TransactionParser.Parse(line)));
        var startedAt = time.GetTimestamp();
        while (await intake.SubmitAsync(source, items) is not SubmitStatus.Done
            && time.GetElapsedTime(startedAt) < _options.StreamPatience && !lifetime.ApplicationStopping.IsCancellationRequested)
            await Task.Delay(RetryDelay, time, cancellationToken);
        return items;
    }

    private static async Task WriteAsync(PipeWriter writer, ChannelReader<Task<List<IntakeItem>>> chunks, CancellationToken cancellationToken)
    {
        long index = 0;
        await foreach (var chunk in chunks.ReadAllAsync(cancellationToken))
        {
            var items = await chunk;
            foreach (var item in items)
            {
                var line = JsonReply.Build((index++, item), static (json, state) => ResultJson.WriteItem(json, state.Item1, state.item));
                writer.Write(line);
                writer.Write("\n"u8);
            }

            // Waits while the caller does not read: this is where a slow reader slows the stream.
            var flushed = await writer.FlushAsync(cancellationToken);
            if (flushed.IsCompleted || items.Exists(item => item.Status is null))
                return;
        }
    }
}
