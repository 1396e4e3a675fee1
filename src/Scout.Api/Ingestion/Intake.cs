using Scout.Api.Hosting;
using Scout.Api.Stores;
using Scout.Contracts.Ingestion;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Api.Ingestion;

/// <summary>Sends the transactions of a request to their stores: one call for each store, all at once.</summary>
internal sealed class Intake(StoreGrains stores, ClusterPatience patience)
{
    /// <summary>Sends one transaction.</summary>
    public async ValueTask<(SubmitStatus Status, TransactionResult Result)> SubmitAsync(string sourceSystem, ReadOnlyMemory<byte> body, Transaction transaction)
    {
        var reply = await CallAsync(transaction.StoreId, new Submission(sourceSystem, [new SubmittedTransaction(body, transaction)]));
        return (reply.Status, reply.Status == SubmitStatus.Done ? reply.Results[0] : default);
    }

    /// <summary>Sends many and fills in what became of each. Those that did not parse stay as they are.</summary>
    /// <returns>Done; or the worst of what kept a store from taking its part, in which case nothing is to be acknowledged.</returns>
    public async ValueTask<SubmitStatus> SubmitAsync(string sourceSystem, IReadOnlyList<IntakeItem> items)
    {
        var byStore = new Dictionary<StoreId, List<IntakeItem>>();
        foreach (var item in items)
        {
            if (item.Parsed.Transaction is not { } transaction || item.Status is not null)
                continue;
            if (!byStore.TryGetValue(transaction.StoreId, out var list))
                byStore.Add(transaction.StoreId, list = []);
            list.Add(item);
        }

        var calls = new List<Task<SubmitStatus>>(byStore.Count);
        foreach (var (store, list) in byStore)
            calls.Add(SubmitToStoreAsync(store, sourceSystem, list));
        var worst = SubmitStatus.Done;
        foreach (var status in await Task.WhenAll(calls))
            worst = (SubmitStatus)Math.Max((byte)worst, (byte)status);
        return worst;
    }

    private async Task<SubmitStatus> SubmitToStoreAsync(StoreId store, string sourceSystem, List<IntakeItem> items)
    {
        var reply = await CallAsync(store, new Submission(sourceSystem, items.ConvertAll(item => new SubmittedTransaction(item.Body, item.Parsed.Transaction))));
        if (reply.Status == SubmitStatus.UnknownStore)
        {
            foreach (var item in items)
                item.RefuseUnknownStore();
            return SubmitStatus.Done;
        }

        for (var i = 0; i < reply.Results.Length; i++)
            items[i].Take(reply.Results[i]);
        return reply.Status;
    }

    /// <summary>Calls the store's grain; a cluster that does not answer is an answer too, and so is a grain with too many waiting.</summary>
    private async ValueTask<SubmitReply> CallAsync(StoreId store, Submission submission)
    {
        try
        {
            try
            {
                return await stores.Get(store.Value).SubmitAsync(submission);
            }
            catch (Exception exception) when (ClusterPatience.IsWorthRepeating(exception))
            {
                // Here and not around the first call, which costs nothing more for being watched.
                return await patience.CallAsync(() => stores.Get(store.Value).SubmitAsync(submission));
            }
        }
        catch (LimitExceededException)
        {
            return SubmitReply.Busy;
        }
        catch (Exception exception) when (Http.FaultMiddleware.IsUnavailable(exception))
        {
            return SubmitReply.Unavailable;
        }
    }
}

/// <summary>One element of a batch or one line of a stream on its way.</summary>
internal sealed class IntakeItem(ReadOnlyMemory<byte> body, ParsedTransaction parsed)
{
    private static readonly Dictionary<string, string[]> UnknownStore = new() { ["store_id"] = ["is not a registered store"] };
    private static readonly Dictionary<string, string[]> TooLong = new() { ["$"] = [$"must be at most {TransactionLimits.BodyBytesMax} bytes long"] };

    public ReadOnlyMemory<byte> Body { get; } = body;

    public ParsedTransaction Parsed { get; } = parsed;

    /// <summary>What became of it; null until the store answered.</summary>
    public TransactionStatus? Status { get; private set; } = parsed.IsValid ? null : TransactionStatus.Rejected;

    public long EventId { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>The rules that held or refused it.</summary>
    public BrokenRules Decisive { get; private set; }

    /// <summary>The other rules it broke.</summary>
    public BrokenRules Flags { get; private set; }

    public IReadOnlyDictionary<string, string[]>? Errors { get; private set; } = parsed.Errors;

    /// <summary>The machine word of a refusal; null when it was taken.</summary>
    public string? Code { get; private set; } = parsed.IsValid ? null : parsed.Malformed is null ? "invalid" : "malformed_json";

    /// <summary>A line that was longer than a transaction may be, and was not read.</summary>
    public static IntakeItem ForTooLongLine() => new(default, TransactionParser.Parse([])) { Errors = TooLong, Code = "too_large" };

    public void Take(TransactionResult result)
    {
        Status = result.Status;
        EventId = result.EventId;
        ReceivedAt = result.ReceivedAt;
        (Decisive, Flags) = (result.Decisive, result.Flags);
        Code = result.Status switch
        {
            TransactionStatus.Conflict => "conflict",
            TransactionStatus.Rejected => "invalid",
            _ => null,
        };
    }

    public void RefuseUnknownStore()
    {
        Status = TransactionStatus.Rejected;
        Errors = UnknownStore;
        Code = "invalid";
    }
}
