using Scout.Contracts.Reports;
using Scout.Contracts.Transactions;
using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Reports;

namespace Scout.Grains.Reports;

/// <summary>A store's last transactions: what silver has, and between it what the rules hold.</summary>
internal static class RecentTransactions
{
    public static async ValueTask<List<RecentTransaction>> ReadAsync(IRecentReader reader, StoreProfile profile, RecentCursor? after, int limit)
    {
        var before = after is null ? RecentPlace.Start : new RecentPlace(after.At, after.EventId);
        var promoted = await reader.ReadPromotedAsync(profile.StoreId, before, limit, CancellationToken.None);
        var held = await reader.ReadHeldAsync(profile.StoreId, before, limit, CancellationToken.None);
        return
        [
            .. promoted.Select(entry => ToRecent(entry, profile)).Concat(held.Select(entry => ToRecent(entry, profile)))
                .OrderByDescending(one => one.SortedAt).ThenByDescending(one => one.EventId).Take(limit),
        ];
    }

    private static RecentTransaction ToRecent(RecentEntry entry, StoreProfile profile) => new()
    {
        TransactionId = entry.TransactionId.Value,
        EventId = entry.EventId.Value,
        State = entry.Reversed ? TransactionState.Voided : TransactionState.Promoted,
        OccurredAt = entry.OccurredAt,
        ReceivedAt = entry.ReceivedAt,
        IsReturn = entry.IsReturn,
        Currency = entry.Currency ?? profile.Currency,
        TotalAmount = entry.TotalAmount.ToDecimal(),
        Items = entry.ItemCount,
        BrokenRules = entry.BrokenRules,
        SortedAt = entry.OccurredAt,
    };

    private static RecentTransaction ToRecent(HeldEntry held, StoreProfile profile)
    {
        var sent = TransactionParser.Parse(held.Body.Span).Transaction;
        return new RecentTransaction
        {
            TransactionId = held.TransactionId.Value,
            EventId = held.EventId.Value,
            State = held.State switch
            {
                QuarantineState.Discarded => TransactionState.Rejected,
                QuarantineState.Voided => TransactionState.Voided,
                _ => TransactionState.Quarantined,
            },
            OccurredAt = sent?.OccurredAt,
            ReceivedAt = held.ReceivedAt,
            IsReturn = sent?.Type == TransactionType.Return,
            Currency = sent?.Currency ?? profile.Currency,
            TotalAmount = sent?.TotalAmount.ToDecimal(),
            Items = sent?.Items.Count,
            BrokenRules = held.BrokenRules,
            SortedAt = held.ReceivedAt,
        };
    }
}
