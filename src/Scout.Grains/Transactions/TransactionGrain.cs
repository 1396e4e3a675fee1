using Scout.Contracts.Transactions;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Transactions;

namespace Scout.Grains.Transactions;

/// <summary>One transaction on its second touch. Its state is its rows: nothing is kept here that a restart could lose.</summary>
[CollectionAgeLimit(Minutes = 2)]
internal sealed class TransactionGrain(ITransactionReader reader) : Grain, ITransactionGrain
{
    public async ValueTask<TransactionView?> FindAsync()
    {
        var (store, transaction) = TransactionKey.Parse(this.GetPrimaryKeyString());
        return await reader.FindAsync(store, transaction, CancellationToken.None) is { } record ? ToView(record) : null;
    }

    private static TransactionView ToView(TransactionRecord record)
    {
        var refused = record.DeadLetters.FirstOrDefault(letter => letter.Kind == DeadLetterKind.Unpromotable);
        return new TransactionView
        {
            State = record.PromotedAt is not null ? TransactionState.Promoted : refused is null ? TransactionState.Received : TransactionState.Rejected,
            EventId = record.EventId.Value,
            ReceivedAt = record.ReceivedAt,
            SourceSystem = record.SourceSystem,
            Body = record.Body,
            Timeline = ToTimeline(record),
            Items = [.. record.Items.Select(ToView)],
            Conflicts =
            [
                .. record.DeadLetters.Where(letter => letter.Kind == DeadLetterKind.Conflict).Select(
                    letter => new ConflictView(letter.DeadLetterId, letter.ReceivedAt, letter.SourceSystem, letter.Reason, letter.Body)),
            ],
        };
    }

    private static List<TimelineEntry> ToTimeline(TransactionRecord record)
    {
        var entries = new List<TimelineEntry> { new(record.ReceivedAt, "received", $"from {record.SourceSystem}") };
        if (record.BrokenRules.HasFlag(BrokenRules.LateEvent))
            entries.Add(new TimelineEntry(record.ReceivedAt, "late", "behind the store's watermark"));
        if (record.PromotedAt is { } promotedAt)
            entries.Add(new TimelineEntry(promotedAt, "promoted", null));
        entries.AddRange(record.DeadLetters.Select(
            letter => new TimelineEntry(letter.ReceivedAt, letter.Kind == DeadLetterKind.Conflict ? "conflict" : "rejected", letter.Reason)));
        return [.. entries.OrderBy(entry => entry.At)];
    }

    private static LineItemView ToView(LineItem item) => new()
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
    };
}
