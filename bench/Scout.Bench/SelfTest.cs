using System.Text;
using System.Text.Json;
using Scout.Bench.Load;

namespace Scout.Bench;

/// <summary>Checks the parts that every figure rests on, with nothing but this program.</summary>
internal static class SelfTest
{
    private const int StoresToCheck = 200;

    public static int Run()
    {
        var transactions = new TransactionSource("selftest", StoresToCheck);
        CheckSingles(transactions);
        CheckBatch(transactions);
        CheckAnswers();
        CheckChunks();
        CheckHistogram();
        Console.WriteLine($"selftest passed: {TransactionTemplates.Count} baskets of {transactions.Templates.BytesMean:F0} bytes on average");
        return 0;
    }

    private static void CheckSingles(TransactionSource transactions)
    {
        var requests = new SingleRequests(HttpTarget.Loopback(8080), transactions);
        var buffer = new byte[requests.RequestBytesMax];
        var ids = new HashSet<string>();
        var stores = new HashSet<string>();
        var items = 0;
        for (var sent = 0; sent < 2 * TransactionTemplates.Count; sent++)
        {
            using var body = ParseBody(buffer.AsSpan(requests.Write(buffer)));
            items += CheckTransaction(body.RootElement);
            ids.Add(body.RootElement.GetProperty("transaction_id").GetString()!);
            stores.Add(body.RootElement.GetProperty("store_id").GetString()!);
        }

        Require(ids.Count == 2 * TransactionTemplates.Count, "every transaction id is unique");
        Require(stores.Count == StoresToCheck, "every store sells");
        Require(items == 2 * 2700, "baskets have 2.7 items on average");
    }

    private static void CheckBatch(TransactionSource transactions)
    {
        foreach (var mixed in (bool[])[false, true])
        {
            var requests = new BatchRequests(HttpTarget.Loopback(8080), transactions, 100, mixed);
            var buffer = new byte[requests.RequestBytesMax];
            using var body = ParseBody(buffer.AsSpan(requests.Write(buffer)));
            Require(body.RootElement.GetArrayLength() == 100, "a batch has the size asked for");
            var stores = body.RootElement.EnumerateArray().Select(element => element.GetProperty("store_id").GetString()).Distinct().Count();
            Require(mixed ? stores > 1 : stores == 1, "a batch belongs to one store unless it is mixed");
            foreach (var transaction in body.RootElement.EnumerateArray())
                CheckTransaction(transaction);
            var answer = """{"accepted": 97,"results":[{"status":"accepted"}]}"""u8;
            Require(requests.CountAccepted(answer) == 97, "accepted is read from the batch's answer");
        }
    }

    private static int CheckTransaction(JsonElement transaction)
    {
        var sum = 0m;
        foreach (var item in transaction.GetProperty("items").EnumerateArray())
        {
            var line = item.GetProperty("line_amount").GetDecimal();
            Require(line == item.GetProperty("qty").GetDecimal() * item.GetProperty("unit_price").GetDecimal(), "a line is quantity times price");
            sum += line;
        }

        Require(sum == transaction.GetProperty("total_amount").GetDecimal(), "lines add up to the total");
        Require(sum is > 0 and < 10_000, "a total stays under the amount limit");
        var age = TimeProvider.System.GetUtcNow() - transaction.GetProperty("ts").GetDateTimeOffset();
        Require(age.Duration() < TimeSpan.FromMinutes(1), "a transaction happens now");
        return transaction.GetProperty("items").GetArrayLength();
    }

    private static JsonDocument ParseBody(ReadOnlySpan<byte> request)
    {
        Require(HttpAnswer.TryReadHead(request, out _, out var headBytes, out var bodyBytes), "a request has a head");
        Require(request.Length - headBytes == bodyBytes, "Content-Length is the length of the body");
        return JsonDocument.Parse(request[headBytes..].ToArray());
    }

    private static void CheckAnswers()
    {
        var sized = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 3\r\nContent-Length: 4\r\n\r\nbusy"u8.ToArray();
        for (var length = 0; length < sized.Length; length++)
            Require(!HttpAnswer.TryRead(sized.AsSpan(0, length), out _), "an answer is read when it is whole");
        Require(HttpAnswer.TryRead(sized, out var answer) && answer.Body.SequenceEqual("busy"u8), "an answer is read");
        Require(answer is { Status: 429, RetryAfterSeconds: 3 }, "status and pause are read");

        var chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nB\r\ndefghijklmn\r\n0\r\n\r\n"u8.ToArray();
        for (var length = 0; length < chunked.Length; length++)
            Require(!HttpAnswer.TryRead(chunked.AsSpan(0, length), out _), "a chunked answer is read when it is whole");
        Require(HttpAnswer.TryRead(chunked, out answer) && answer.Body.SequenceEqual("abcdefghijklmn"u8), "chunks are joined");
    }

    private static void CheckChunks()
    {
        var body = "3\r\nabc\r\n0B;x=1\r\ndefghijklmn\r\n0\r\n\r\n"u8.ToArray();
        for (var split = 0; split <= body.Length; split++)
        {
            var reader = new ChunkReader();
            var joined = new StringBuilder();
            foreach (var part in (byte[][])[body[..split], body[split..]])
            {
                ReadOnlySpan<byte> received = part;
                while (reader.TryRead(ref received, out var payload))
                    joined.Append(Encoding.ASCII.GetString(payload));
            }

            Require(reader.IsAtEnd && joined.ToString() == "abcdefghijklmn", "chunks are read however they arrive");
        }
    }

    private static void CheckHistogram()
    {
        var histogram = new LatencyHistogram();
        for (var value = 1; value <= 100_000; value++)
            histogram.Record(value * 1000L);
        foreach (var share in (double[])[0.5, 0.99, 1])
        {
            var exact = share * 100_000_000;
            Require(Math.Abs(histogram.Percentile(share) - exact) <= exact * 0.016, "a percentile is exact to 1.6 %");
        }

        Require(histogram.Max == 100_000_000, "the largest is kept");
    }

    private static void Require(bool holds, string promise)
    {
        if (!holds)
            throw new BenchException($"selftest: not so: {promise}");
    }
}
