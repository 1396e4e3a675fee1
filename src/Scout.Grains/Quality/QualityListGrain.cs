using Orleans.Concurrency;
using Scout.Contracts.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Quality;

namespace Scout.Grains.Quality;

/// <summary>Lists quarantine and dead letters. Stateless: a reader of the store in the silo that is asked.</summary>
[StatelessWorker]
internal sealed class QualityListGrain(IQuarantine quarantine, IDeadLetters deadLetters) : Grain, IQualityListGrain
{
    // Bodies have up to 256 KB: read a few at a time, a page holds no more of them than this.
    private const int BytesMax = 8 << 20;
    private const int ReadMax = 50;

    public async ValueTask<ListPage<QuarantinedView>> ReadQuarantineAsync(QuarantineQuery query)
    {
        var filter = new QuarantineFilter(query.State, ToStore(query.StoreId), query.Rule, query.Before is { } before ? new EventId(before) : null, query.Limit);
        return await ReadPageAsync<QuarantinedEvent, QuarantinedView>(
            query.Limit,
            (last, limit) => quarantine.ReadPageAsync(filter with { Before = last?.EventId ?? filter.Before, Limit = limit }, CancellationToken.None),
            static held => held.Body.Length, ToView);
    }

    public async ValueTask<QuarantinedView?> FindQuarantinedAsync(long eventId) =>
        await quarantine.FindAsync(new EventId(eventId), CancellationToken.None) is { } held ? ToView(held) : null;

    public async ValueTask<ListPage<DeadLetterView>> ReadDeadLettersAsync(DeadLetterQuery query)
    {
        var filter = new DeadLetterFilter(query.State, query.Kind, ToStore(query.StoreId), query.Before, query.Limit);
        return await ReadPageAsync<DeadLetter, DeadLetterView>(
            query.Limit,
            (last, limit) => deadLetters.ReadPageAsync(filter with { Before = last?.DeadLetterId ?? filter.Before, Limit = limit }, CancellationToken.None),
            static letter => letter.Body.Length, ToView);
    }

    public async ValueTask<DeadLetterView?> FindDeadLetterAsync(long deadLetterId) =>
        await deadLetters.FindAsync(deadLetterId, CancellationToken.None) is { } letter ? ToView(letter) : null;

    private static async Task<ListPage<TView>> ReadPageAsync<TRow, TView>(
        int limit, Func<TRow?, int, ValueTask<IReadOnlyList<TRow>>> readAsync, Func<TRow, int> bytesOf, Func<TRow, TView> toView)
        where TRow : class
    {
        var (items, bytes, last) = (new List<TView>(), 0L, (TRow?)null);
        while (true)
        {
            // One more than can be taken tells whether the list goes on.
            var take = Math.Min(ReadMax, limit - items.Count);
            var rows = await readAsync(last, take + 1);
            foreach (var row in rows.Take(take))
            {
                items.Add(toView(row));
                (last, bytes) = (row, bytes + bytesOf(row));
                if (bytes >= BytesMax)
                    return new ListPage<TView>(items, HasMore: !ReferenceEquals(row, rows[^1]));
            }

            if (rows.Count <= take || items.Count == limit)
                return new ListPage<TView>(items, HasMore: rows.Count > take);
        }
    }

    private static StoreId? ToStore(string? id) => id is null ? null : StoreId.FromStored(id);

    private static QuarantinedView ToView(QuarantinedEvent held) => new()
    {
        EventId = held.EventId.Value,
        StoreId = held.StoreId.Value,
        TransactionId = held.TransactionId.Value,
        ReceivedAt = held.ReceivedAt,
        SourceSystem = held.SourceSystem,
        State = held.State,
        Findings = held.Findings,
        Body = held.Body,
        ResolvedAt = held.ResolvedAt,
        ResolvedBy = held.ResolvedBy,
        Reason = held.Reason,
    };

    private static DeadLetterView ToView(DeadLetter letter) => new()
    {
        DeadLetterId = letter.DeadLetterId,
        Kind = letter.Kind,
        State = letter.State,
        EventId = letter.EventId?.Value,
        StoreId = letter.StoreId.Value,
        TransactionId = letter.TransactionId.Value,
        ReceivedAt = letter.ReceivedAt,
        SourceSystem = letter.SourceSystem,
        Reason = letter.Reason,
        Body = letter.Body,
        ResolvedAt = letter.ResolvedAt,
        ResolvedBy = letter.ResolvedBy,
    };
}
