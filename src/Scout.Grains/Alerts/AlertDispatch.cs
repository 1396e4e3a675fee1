using Microsoft.Extensions.Logging;
using Scout.Storage.Alerts;

namespace Scout.Grains.Alerts;

/// <summary>Delivers what waits in the outbox. Whoever takes a message has it alone until its lease ends.</summary>
/// <remarks>Nobody waits for an attempt: a receiver that hangs must not hold up the news for another. Touched in turns of its grain only.</remarks>
internal sealed partial class AlertDispatch(
    IAlertOutbox outbox, IAlertSender sender, TimeProvider time, AlertOptions options, Action<TimeSpan> comeBackAfter, ILogger logger)
{
    private const int AtOnceMax = 64;

    // Longer than an attempt may take, short enough for another silo to go on soon after this one died.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(45);

    private readonly HashSet<Task> _underWay = [];

    /// <summary>Begins to deliver what is due, as much as may be under way at once; what fails asks to be come back for.</summary>
    public async Task DeliverDueAsync()
    {
        while (AtOnceMax - _underWay.Count(task => !task.IsCompleted) is var room and > 0)
        {
            var now = time.GetUtcNow();
            var taken = await outbox.TakeAsync(now, now + Lease, room, CancellationToken.None);
            foreach (var news in taken)
                Track(AttemptAsync(news));
            if (taken.Count < room)
                return;
        }
    }

    /// <summary>Waits for what is under way.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => Task.WhenAll(_underWay).WaitAsync(cancellationToken);

    private void Track(Task attempt)
    {
        _ = _underWay.RemoveWhere(task => task.IsCompleted);
        _ = _underWay.Add(attempt);
    }

    private async Task AttemptAsync(LeasedNews news)
    {
        try
        {
            var (webhookId, target) = (news.News.WebhookId, news.News.Target);
            var sent = await sender.SendAsync(target, webhookId, news.News.Body, CancellationToken.None);
            var outcome = DeliveryRules.Conclude(news, sent, time.GetUtcNow(), options, Random.Shared.NextDouble());
            await outbox.CompleteAsync([outcome], CancellationToken.None);
            if (outcome.TryAgainAt is { } again)
            {
                LogNotDelivered(webhookId, target, news.Attempts, outcome.Fault);
                comeBackAfter(again - time.GetUtcNow());
            }
            else if (outcome.DeliveredAt is null)
                LogGivenUp(webhookId, target, news.Attempts, outcome.Fault);
        }
        catch (Exception exception)
        {
            // How it ended could not be noted. When the lease ends it is tried again: told twice is better than not at all.
            LogNotNoted(news.News.WebhookId, exception);
        }
    }

    [LoggerMessage(5110, LogLevel.Error, "Message {WebhookId} to {Target} is given up after {Attempts} attempts: {Fault}")]
    private partial void LogGivenUp(string webhookId, string target, int attempts, string? fault);

    [LoggerMessage(5111, LogLevel.Warning, "Message {WebhookId} to {Target} was not delivered at attempt {Attempts}; it is tried again: {Fault}")]
    private partial void LogNotDelivered(string webhookId, string target, int attempts, string? fault);

    [LoggerMessage(5113, LogLevel.Warning, "How message {WebhookId} ended could not be noted; it is tried again when its lease ends")]
    private partial void LogNotNoted(string webhookId, Exception exception);
}
