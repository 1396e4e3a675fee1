using System.Net;
using System.Text.Json;
using Scout.Cli.Reading;

namespace Scout.Cli.Sending;

/// <summary>Sends batches of transactions and tells each one's outcome.</summary>
internal sealed class BatchSender(ScoutClient client)
{
    public const int ElementsMax = 1000;

    /// <summary>Below the server's 8 MB, however it counts a megabyte.</summary>
    public const int BodyBytesMax = 7_900_000;

    private const string Path = "v1/transactions/batch";

    /// <summary>Sends one batch.</summary>
    /// <param name="entries">1 to <see cref="ElementsMax"/> transactions with a body, together within <see cref="BodyBytesMax"/>.</param>
    /// <returns>One outcome for each, in the order given.</returns>
    /// <exception cref="ServerUnreachableException">Some may be in, none is known to be. Safe to send again.</exception>
    /// <exception cref="ServerRefusedException">Nothing of this import will be taken.</exception>
    public async Task<IReadOnlyList<EntryOutcome>> SendAsync(IReadOnlyList<ImportEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
            return [];
        var answer = await client.CallAsync(HttpMethod.Post, Path, ToArray(entries), cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.OK => ReadOutcomes(answer, entries.Count),
            // A refusal of the whole call says nothing about each element. Halving finds the one at fault and lets the others in.
            HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity => entries.Count == 1
                ? [new EntryOutcome(EntryStatus.Rejected, answer.ErrorsJson())]
                : await SendHalvesAsync(entries, cancellationToken),
            _ => throw new ServerUnreachableException($"{client.Server} answers {(int)answer.Status} to POST /{Path}: {answer.Detail()}. Is it a Scout server?"),
        };
    }

    private async Task<IReadOnlyList<EntryOutcome>> SendHalvesAsync(IReadOnlyList<ImportEntry> entries, CancellationToken cancellationToken)
    {
        var middle = entries.Count / 2;
        var first = await SendAsync([.. entries.Take(middle)], cancellationToken);
        return [.. first, .. await SendAsync([.. entries.Skip(middle)], cancellationToken)];
    }

    private static byte[] ToArray(IReadOnlyList<ImportEntry> entries)
    {
        var body = new byte[entries.Sum(entry => entry.Body!.Length + 1) + 1];
        var length = 0;
        foreach (var entry in entries)
        {
            body[length] = (byte)(length == 0 ? '[' : ',');
            entry.Body!.CopyTo(body, ++length);
            length += entry.Body!.Length;
        }

        body[length] = (byte)']';
        return body;
    }

    private EntryOutcome[] ReadOutcomes(ServerAnswer answer, int count)
    {
        try
        {
            var results = JsonElement.Parse(answer.Body).GetProperty("results");
            var outcomes = new EntryOutcome[count];
            if (results.GetArrayLength() != count)
                throw new JsonException($"{results.GetArrayLength()} results for {count} transactions");
            foreach (var result in results.EnumerateArray())
                outcomes[result.GetProperty("index").GetInt32()] = ReadOutcome(result);
            return outcomes;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or FormatException)
        {
            throw new ServerUnreachableException($"{client.Server} answers POST /{Path} with something else than the results of a batch: {exception.Message}", exception);
        }
    }

    private static EntryOutcome ReadOutcome(JsonElement result)
    {
        var status = result.GetProperty("status").GetString() switch
        {
            "accepted" => EntryStatus.Accepted,
            "duplicate" => EntryStatus.Duplicate,
            "quarantined" => EntryStatus.Quarantined,
            "conflict" => EntryStatus.Conflict,
            "rejected" => EntryStatus.Rejected,
            var other => throw new JsonException($"unknown status '{other}'"),
        };
        var errors = result.TryGetProperty("errors", out var found) && found.ValueKind != JsonValueKind.Null ? found.GetRawText() : null;
        return new EntryOutcome(status, errors);
    }
}
