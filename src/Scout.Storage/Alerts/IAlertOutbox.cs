namespace Scout.Storage.Alerts;

/// <summary>News of alerts that wait to be delivered. Whoever takes one has it alone until the lease ends.</summary>
public interface IAlertOutbox
{
    /// <summary>Takes what is due, the longest due first, and counts the attempt.</summary>
    /// <param name="now">What is due at this moment and not taken by anyone.</param>
    /// <param name="leasedUntil">Afterwards anyone may take them again: whoever had them is gone.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    ValueTask<IReadOnlyList<LeasedNews>> TakeAsync(DateTimeOffset now, DateTimeOffset leasedUntil, int limit, CancellationToken cancellationToken);

    /// <summary>Notes how attempts ended, and ends their leases. What someone else has decided meanwhile stays.</summary>
    ValueTask CompleteAsync(IReadOnlyList<DeliveryOutcome> outcomes, CancellationToken cancellationToken);
}

/// <param name="DeliveryId">Names it in the outbox.</param>
/// <param name="News">What to send.</param>
/// <param name="Attempts">How often it was tried, this time included.</param>
/// <param name="CreatedAt">When it happened.</param>
public sealed record LeasedNews(long DeliveryId, AlertNews News, int Attempts, DateTimeOffset CreatedAt);

/// <summary>How an attempt ended.</summary>
/// <param name="DeliveryId">What was tried.</param>
/// <param name="Attempts">The attempt that this is the end of.</param>
/// <param name="DeliveredAt">Set when it arrived.</param>
/// <param name="TryAgainAt">Set when it is to be tried again; neither means that it is given up.</param>
/// <param name="Fault">Why it did not arrive; null when it did.</param>
public sealed record DeliveryOutcome(long DeliveryId, int Attempts, DateTimeOffset? DeliveredAt, DateTimeOffset? TryAgainAt, string? Fault);
