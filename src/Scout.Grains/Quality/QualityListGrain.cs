using Orleans.Concurrency;
using Scout.Contracts.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Quality;

namespace Scout.Grains.Quality;

/// <summary>Lists quarantine and dead letters. Stateless: a reader of the store in the silo that is asked.</summary>
[StatelessWorker]
internal sealed class QualityListGrain(IQuarantine quarantine, IDeadLetters deadLetters) : Grain, IQualityListGrain
{
    public async ValueTask<List<QuarantinedView>> ReadQuarantineAsync(QuarantineQuery query)
    {
        var filter = new QuarantineFilter(query.State, ToStore(query.StoreId), query.Rule, query.Before is { } before ? new EventId(before) : null, query.Limit);
        return [.. (await quarantine.ReadPageAsync(filter, CancellationToken.None)).Select(ToView)];
    }

    public async ValueTask<QuarantinedView?> FindQuarantinedAsync(long eventId) =>
        await quarantine.FindAsync(new EventId(eventId), CancellationToken.None) is { } held ? ToView(held) : null;

    public async ValueTask<List<DeadLetterView>> ReadDeadLettersAsync(DeadLetterQuery query)
    {
        var filter = new DeadLetterFilter(query.State, query.Kind, ToStore(query.StoreId), query.Before, query.Limit);
        return [.. (await deadLetters.ReadPageAsync(filter, CancellationToken.None)).Select(ToView)];
    }

    public async ValueTask<DeadLetterView?> FindDeadLetterAsync(long deadLetterId) =>
        await deadLetters.FindAsync(deadLetterId, CancellationToken.None) is { } letter ? ToView(letter) : null;

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
