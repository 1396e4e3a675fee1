using System.Text.Json;
using Scout.Api.Http;
using Scout.Api.Quality;
using Scout.Contracts.Ingestion;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Api.Ingestion;

/// <summary>How the outcome of a transaction reads.</summary>
internal static class ResultJson
{
    public static string Word(TransactionStatus status) => status switch
    {
        TransactionStatus.Accepted => "accepted",
        TransactionStatus.Duplicate => "duplicate",
        TransactionStatus.Conflict => "conflict",
        TransactionStatus.Quarantined => "quarantined",
        _ => "rejected",
    };

    /// <summary>The answer to one accepted or known transaction.</summary>
    public static void WriteOne(Utf8JsonWriter writer, Transaction transaction, TransactionResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("status", Word(result.Status));
        writer.WriteString("store_id", transaction.StoreId.Value);
        writer.WriteString("transaction_id", transaction.TransactionId.Value);
        WriteEventId(writer, result.EventId);
        writer.WriteInstant("received_at", result.ReceivedAt);
        WriteRules(writer, result.Status, result.Decisive, result.Flags);
        writer.WriteEndObject();
    }

    /// <summary>One result of a batch or stream.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="index">Place in the batch, or line of the stream, from zero.</param>
    /// <param name="item">The item with its outcome.</param>
    /// <param name="openStatus">The word for an item that no store answered for.</param>
    public static void WriteItem(Utf8JsonWriter writer, long index, IntakeItem item, string openStatus = "unavailable")
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", index);
        writer.WriteOptional("store_id", item.Parsed.StoreId);
        writer.WriteOptional("transaction_id", item.Parsed.TransactionId);
        writer.WriteString("status", item.Status is { } status ? Word(status) : openStatus);
        if (item.EventId != 0)
        {
            WriteEventId(writer, item.EventId);
            writer.WriteInstant("received_at", item.ReceivedAt);
            WriteRules(writer, item.Status, item.Decisive, item.Flags);
        }

        if (item.Code is { } code)
            writer.WriteString("code", code);
        if (item.Status == TransactionStatus.Rejected)
            Problems.WriteErrors(writer, item.Errors ?? (item.Parsed.Malformed is { } fault ? new Dictionary<string, string[]> { ["$"] = [fault] } : ActJson.RuleFaults(item.Decisive)));
        writer.WriteEndObject();
    }

    private static void WriteRules(Utf8JsonWriter writer, TransactionStatus? status, BrokenRules decisive, BrokenRules flags)
    {
        if (status == TransactionStatus.Quarantined)
            ActJson.WriteRules(writer, "rules", decisive);
        if (flags != BrokenRules.None)
            ActJson.WriteRules(writer, "flags", flags);
    }

    // An id is an opaque text to the outside: JavaScript would round the larger numbers.
    private static void WriteEventId(Utf8JsonWriter writer, long eventId)
    {
        Span<byte> digits = stackalloc byte[20];
        _ = eventId.TryFormat(digits, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
        writer.WriteString("event_id"u8, digits[..length]);
    }
}
