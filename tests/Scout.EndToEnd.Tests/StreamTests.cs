using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;
using Scout.Testing.Processes;

namespace Scout.EndToEnd.Tests;

/// <summary><c>POST /v1/transactions/stream</c>: lines in, result lines out, at the same time.</summary>
public abstract class StreamSuite(ScoutServer server) : EndToEndSuite(server)
{
    private const int ManyLines = 100_000;
    private const int WarmUpLines = 20_000;
    private const long GrowthMebibytesMax = 250;
    private static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(1);
    private const int LineBytesMax = 256 * 1024;

    [Fact]
    public async Task Stream_WhileOpen_AnswersEachLineBeforeTheNextIsSent()
    {
        var store = NewStore();
        using var stream = await StreamConnection.OpenAsync(Client.Server);
        for (var number = 0; number < 20; number++)
        {
            await stream.SendAsync(new Sale(store, $"T-{number}").Json + "\n");

            var result = Assert.Single(await stream.ReadManyAsync(1));
            Assert.Equal((number, "accepted", $"T-{number}"), (result.GetProperty("index").GetInt32(), Status(result), result.GetProperty("transaction_id").GetString()));
        }

        await stream.EndAsync();
        Assert.Null(await stream.ReadAsync());
        await Client.GetSummaryOfAsync(store, "2025-01-24", 20);
    }

    [Fact]
    public async Task Stream_OfAllSorts_AnswersEachInItsPlace()
    {
        var store = NewStore();
        var sale = new Sale(store, "A");
        string[] lines =
        [
            sale.Json,
            "",
            "no JSON",
            sale.Json + "\r",
            (sale with { Quantity = 3 }).Json,
            "\r",
            "{\"store_id\":\"" + store + "\"}",
            new Sale(NewStore(), "B").Json,
            (sale with { Id = "LONG", Extra = $"\"note\":\"{new string('x', LineBytesMax)}\"," }).Json,
            sale.Json + sale.Json,
            "[]",
            new Sale(store, "C").Json,
        ];

        var results = await SendAsync(string.Join('\n', lines));

        Assert.Equal(
            ["accepted", "rejected", "duplicate", "conflict", "rejected", "accepted", "rejected", "rejected", "rejected", "accepted"], results.Select(Status));
        Assert.Equal(Enumerable.Range(0, results.Count), results.Select(result => result.GetProperty("index").GetInt32()));
        Assert.Equal(
            ["malformed_json", "conflict", "invalid", "too_large", "malformed_json", "invalid"],
            results.Where(result => result.TryGetProperty("code", out _)).Select(result => result.GetProperty("code").GetString()));
        Assert.All(results.Where(result => Status(result) == "rejected"), result => Assert.NotEmpty(result.GetProperty("errors").EnumerateObject()));
        Assert.Equal(results[0].GetProperty("event_id").GetString(), results[2].GetProperty("event_id").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n\n")]
    public async Task Stream_OfNothing_AnswersNothing(string body) => Assert.Empty(await SendAsync(body));

    [Fact]
    public async Task Stream_CutAnywhere_IsReadTheSame()
    {
        var store = NewStore();
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 40).Select(number => new Sale(store, $"é-{number}").Json + "\n")));
        using var stream = await StreamConnection.OpenAsync(Client.Server);
        for (var next = 0; next < bytes.Length; next += 37)
            await stream.SendAsync(bytes.AsMemory(next, Math.Min(37, bytes.Length - next)));
        await stream.EndAsync();

        var results = await stream.ReadToEndAsync();

        Assert.Equal(Enumerable.Range(0, 40).Select(number => $"é-{number} accepted"), results.Select(result => $"{result.GetProperty("transaction_id")} {Status(result)}"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Stream_WhenPacked_IsReadTheSame(string encoding)
    {
        var store = NewStore();
        var lines = string.Concat(Enumerable.Range(0, 500).Select(number => new Sale(store, $"T-{number}").Json + "\n"));
        using var stream = await StreamConnection.OpenAsync(Client.Server, $"Content-Encoding: {encoding}");
        await stream.SendAsync(Packing.Pack(encoding, Encoding.UTF8.GetBytes(lines)));
        await stream.EndAsync();

        var results = await stream.ReadToEndAsync();

        Assert.Equal(500, results.Count(result => Status(result) == "accepted"));
    }

    [Fact]
    public async Task Stream_WhenPackedAndOpen_AnswersBeforeTheEnd()
    {
        using var stream = await StreamConnection.OpenAsync(Client.Server, "Content-Encoding: gzip");
        using var packed = new MemoryStream();
        await using var packer = new GZipStream(packed, CompressionLevel.Fastest);
        packer.Write(Encoding.UTF8.GetBytes(new Sale(NewStore(), "T-1").Json + "\n"));
        packer.Flush();
        await stream.SendAsync(packed.ToArray());

        var result = await stream.ReadAsync();

        Assert.Equal("accepted", Status(result!.Value));
    }

    [Theory]
    [InlineData("application/json", null)]
    [InlineData("application/x-ndjson; charset=utf-16", null)]
    [InlineData("application/x-ndjson", "deflate")]
    public async Task Stream_OfAnotherMediaType_Answers415(string contentType, string? encoding) =>
        (await Client.PostAsync("/v1/transactions/stream", "{}\n"u8.ToArray(), contentType, encoding)).ExpectProblem(415, "unsupported_media_type");

    [Fact]
    public async Task Stream_OfManyLines_NeedsNoMemoryForThem()
    {
        var store = NewStore();
        _ = await SendManyAsync(store, 0, WarmUpLines);
        var before = ProcessMemory.IsKnown ? ProcessMemory.ReadMebibytes(Server.Process.Id) : 0;
        var startedAt = Stopwatch.GetTimestamp();

        var peak = await SendManyAsync(store, WarmUpLines, ManyLines);

        Tell($"{ManyLines} lines in {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:F1} s; {before} MiB before, at most {peak} MiB meanwhile");
        Assert.InRange(peak - before, long.MinValue, GrowthMebibytesMax);
        await Client.GetSummaryOfAsync(store, "2025-01-24", WarmUpLines + ManyLines);
    }

    [Fact]
    public async Task Stream_WhenTheClientDoesNotRead_TakesNoMore()
    {
        var store = NewStore();
        var sent = 0;
        using var stream = await StreamConnection.OpenAsync(Client.Server);
        var sending = Task.Run(async () =>
        {
            foreach (var numbers in Enumerable.Range(0, ManyLines).Chunk(200))
            {
                await stream.SendAsync(string.Concat(numbers.Select(number => new Sale(store, $"T-{number}").Json + "\n")));
                Volatile.Write(ref sent, sent + numbers.Length);
            }
        }, TestContext.Current.CancellationToken);

        var before = -1;
        _ = await Eventually.ReadAsync(
            "the server to take no more",
            async () =>
            {
                await Task.WhenAny(sending, Task.Delay(QuietFor, TestContext.Current.CancellationToken));
                return (Before: Interlocked.Exchange(ref before, Volatile.Read(ref sent)), Now: Volatile.Read(ref sent));
            },
            seen => seen.Before == seen.Now);

        Tell($"took {sent} lines from a client that does not read");
        Assert.InRange(sent, 1, ManyLines - 1);
        stream.Break();
        _ = await Assert.ThrowsAnyAsync<Exception>(() => sending);
        (await Client.PostAsync(new Sale(store, "AFTER"))).Expect(201);
    }

    [Fact]
    public async Task Stream_WhenTheClientVanishes_KeepsWhatItAcknowledged()
    {
        var store = NewStore();
        var sales = Enumerable.Range(0, 900).Select(number => new Sale(store, $"T-{number}")).ToList();
        using var stream = await StreamConnection.OpenAsync(Client.Server);
        await stream.SendAsync(string.Concat(sales.Select(sale => sale.Json + "\n")) + "{\"store_id\":");
        var acknowledged = await stream.ReadManyAsync(300);

        stream.Break();

        var again = (await Client.PostBatchAsync(sales)).Expect(200).Json.GetProperty("results").EnumerateArray().ToList();
        Assert.All(again, result => Assert.Contains(Status(result), new[] { "accepted", "duplicate" }));
        Assert.Equal(acknowledged.Select(EventId), again.Take(300).Select(EventId));
        Assert.All(again.Take(300), result => Assert.Equal("duplicate", Status(result)));
        Assert.Equal(900 * sales[0].Total, (await Client.GetSummaryOfAsync(store, "2025-01-24", 900)).GetProperty("revenue").GetDecimal());
    }

    [Fact]
    public async Task Kill_WhileStreaming_KeepsWhatItAcknowledged()
    {
        var store = NewStore();
        var sales = Enumerable.Range(0, 900).Select(number => new Sale(store, $"T-{number}")).ToList();
        using var stream = await StreamConnection.OpenAsync(Client.Server);
        await stream.SendAsync(string.Concat(sales.Select(sale => sale.Json + "\n")));
        var acknowledged = await stream.ReadManyAsync(300);

        await Server.KillAndStartAsync();

        var again = (await Client.PostBatchAsync(sales)).Expect(200).Json.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(acknowledged.Select(EventId), again.Take(300).Select(EventId));
        await Client.GetSummaryOfAsync(store, "2025-01-24", 900);
    }

    private async Task<List<JsonElement>> SendAsync(string body)
    {
        using var stream = await StreamConnection.OpenAsync(Client.Server);
        if (body.Length > 0)
            await stream.SendAsync(body);
        await stream.EndAsync();
        return await stream.ReadToEndAsync();
    }

    /// <summary>Sends and reads at once, and samples the server's memory on the way.</summary>
    private async Task<long> SendManyAsync(string store, int from, int count)
    {
        using var stream = await StreamConnection.OpenAsync(Client.Server);
        var sending = Task.Run(async () =>
        {
            foreach (var numbers in Enumerable.Range(from, count).Chunk(200))
                await stream.SendAsync(string.Concat(numbers.Select(number => new Sale(store, $"T-{number}").Json + "\n")));
            await stream.EndAsync();
        });
        var (read, peak) = (0, 0L);
        while (await stream.ReadAsync() is { } result)
        {
            Assert.Equal((read, "accepted"), (result.GetProperty("index").GetInt32(), Status(result)));
            if (read++ % 5_000 == 0 && ProcessMemory.IsKnown)
                peak = Math.Max(peak, ProcessMemory.ReadMebibytes(Server.Process.Id));
        }

        await sending;
        Assert.Equal(count, read);
        return peak;
    }

    private static string? Status(JsonElement result) => result.GetProperty("status").GetString();

    private static string? EventId(JsonElement result) => result.GetProperty("event_id").GetString();
}

public sealed class SqliteStreamTests(SqliteScout server) : StreamSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresStreamTests(PostgresScout server) : StreamSuite(server), IClassFixture<PostgresScout>;
