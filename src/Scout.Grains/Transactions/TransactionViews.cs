using Scout.Contracts.Transactions;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Grains.Links;
using Scout.Storage.Links;
using Scout.Storage.Quality;
using Scout.Storage.Transactions;

namespace Scout.Grains.Transactions;

/// <summary>Tells from a transaction's rows where it stands and what happened to it.</summary>
internal static class TransactionViews
{
    public static TransactionState StateOf(TransactionRecord record)
    {
        var last = record.Revisions[^1];
        if (last.ReversedAt is not null)
            return TransactionState.Voided;
        if (last.PromotedAt is not null)
            return TransactionState.Promoted;
        return record.Quarantine?.State switch
        {
            QuarantineState.Voided => TransactionState.Voided,
            QuarantineState.Discarded => TransactionState.Rejected,
            not null => TransactionState.Quarantined,
            _ => record.DeadLetters.Any(IsRefusal) ? TransactionState.Rejected : TransactionState.Received,
        };
    }

    public static TransactionView Of(TransactionRecord record, OriginalView? original) => new()
    {
        State = StateOf(record),
        Revisions = [.. record.Revisions.Select(ToView)],
        Timeline = ToTimeline(record),
        Items = [.. record.Items.Select((item, place) => ToView(item, place < record.Links.Count ? record.Links[place] : null))],
        Conflicts =
        [
            .. record.DeadLetters.Where(letter => letter.Kind == DeadLetterKind.Conflict).Select(
                letter => new ConflictView(letter.DeadLetterId, letter.ReceivedAt, letter.SourceSystem, letter.Reason, letter.Body)),
        ],
        Findings = record.Quarantine?.Findings,
        Original = original,
    };

    // A rejected body is not this transaction's: it never was in bronze.
    private static bool IsRefusal(DeadLetter letter) => letter.Kind == DeadLetterKind.Unpromotable;

    private static List<TimelineEntry> ToTimeline(TransactionRecord record)
    {
        var first = record.Revisions[0];
        var entries = new List<TimelineEntry> { new(first.ReceivedAt, "received", $"from {first.SourceSystem}") };
        if (first.BrokenRules != BrokenRules.None)
            entries.Add(new TimelineEntry(first.ReceivedAt, record.Quarantine is null ? "flagged" : "quarantined", string.Join(", ", RuleCatalog.NamesOf(first.BrokenRules))));
        if (first.PromotedAt is { } promotedAt)
            entries.Add(new TimelineEntry(promotedAt, "promoted", null));
        entries.AddRange(record.DeadLetters.Select(
            letter => new TimelineEntry(letter.ReceivedAt, letter.Kind == DeadLetterKind.Conflict ? "conflict" : "rejected", letter.Reason)));
        entries.AddRange(record.History.Select(ToEntry));
        return [.. entries.OrderBy(entry => entry.At)];
    }

    private static TimelineEntry ToEntry(AuditEntry entry) => new(
        entry.Act.At,
        entry.Action switch
        {
            "release" => "released",
            "void" => "voided",
            "correct" => "corrected",
            "discard" or "dead_letter_discard" => "discarded",
            _ => "replayed",
        },
        entry.Act.Reason is { } reason ? $"by {entry.Act.By}: {reason}" : $"by {entry.Act.By}");

    private static RevisionView ToView(TransactionRevision revision) => new()
    {
        Revision = revision.Revision,
        EventId = revision.EventId.Value,
        ReceivedAt = revision.ReceivedAt,
        SourceSystem = revision.SourceSystem,
        BrokenRules = revision.BrokenRules,
        Body = revision.Body,
    };

    private static LineItemView ToView(LineItem item, LineLink? link) => new()
    {
        ProductId = item.ProductId,
        ProductName = item.ProductName,
        Brand = item.Brand,
        Category = item.Category,
        Gtin = item.Gtin,
        Unit = item.Unit,
        QuantityUnits = item.Quantity.Units,
        UnitPriceUnits = item.UnitPrice.Units,
        LineAmountUnits = item.LineAmount.Units,
        DiscountUnits = item.Discount?.Units,
        Link = LinkViews.Of(link),
    };
}
