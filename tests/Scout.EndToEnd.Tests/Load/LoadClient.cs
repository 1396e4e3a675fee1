using System.Text;
using System.Text.Json;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Load;

/// <summary>A device that sends the same again until it is answered, as the contract tells it to.</summary>
internal sealed class LoadClient(ScoutClient client, Ledger ledger)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(90);

    /// <summary>Answers that asked to try later.</summary>
    public int Refusals { get; private set; }

    /// <summary>Requests whose connection broke before the answer.</summary>
    public int Breaks { get; private set; }

    public async Task SendOneAsync(LoadTransaction transaction) => ledger.Note(transaction, await SendAsync("/v1/transactions", transaction.Body));

    public async Task SendBatchAsync(IReadOnlyList<LoadTransaction> batch)
    {
        var body = new MemoryStream();
        for (var i = 0; i < batch.Count; i++)
        {
            body.Write(i == 0 ? "["u8 : ","u8);
            body.Write(batch[i].Body);
        }

        body.Write("]"u8);
        var results = (await SendAsync("/v1/transactions/batch", body.ToArray())).GetProperty("results");
        Assert.Equal(batch.Count, results.GetArrayLength());
        foreach (var (place, result) in results.EnumerateArray().Index())
            ledger.Note(batch[place], result);
    }

    private async Task<JsonElement> SendAsync(string path, byte[] body)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(startedAt) < GiveUpAfter)
        {
            try
            {
                var answer = await client.PostAsync(path, body);
                if (answer.Status is 200 or 201)
                    return answer.Json;
                _ = answer.ExpectProblem(answer.Status, answer.Status == 429 ? "busy" : "unavailable");
                Refusals++;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
            {
                Breaks++;
            }

            await Task.Delay(RetryDelay);
        }

        Assert.Fail($"No answer for {GiveUpAfter} to {path} {Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(200, body.Length)))}");
        return default;
    }
}
