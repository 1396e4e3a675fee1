using Scout.Storage.Alerts;

namespace Scout.Grains.Alerts;

/// <summary>What follows from an attempt to deliver: done, again later, or given up.</summary>
internal static class DeliveryRules
{
    private const double JitterMin = 0.8;
    private const double JitterSpan = 0.4;

    /// <param name="news">What was tried.</param>
    /// <param name="sent">How it ended.</param>
    /// <param name="now">When it ended.</param>
    /// <param name="options">How patient to be.</param>
    /// <param name="random">0 to 1: many alerts that wait for one receiver must not all come back at one moment.</param>
    public static DeliveryOutcome Conclude(LeasedNews news, SendOutcome sent, DateTimeOffset now, AlertOptions options, double random)
    {
        if (sent.Delivered)
            return new DeliveryOutcome(news.DeliveryId, news.Attempts, now, null, null);
        var again = now + WaitAfter(news.Attempts, options) * (JitterMin + JitterSpan * random);
        var givenUp = sent.IsFinal || news.Attempts >= options.DeliveryAttemptsMax || again - news.CreatedAt > options.DeliveryAgeMax;
        return new DeliveryOutcome(news.DeliveryId, news.Attempts, null, givenUp ? null : again, sent.Fault ?? "not delivered");
    }

    private static TimeSpan WaitAfter(int attempts, AlertOptions options)
    {
        var wait = options.DeliveryRetryDelay;
        for (var attempt = 1; attempt < attempts && wait < options.DeliveryRetryDelayMax; attempt++)
            wait *= 2;
        return wait < options.DeliveryRetryDelayMax ? wait : options.DeliveryRetryDelayMax;
    }
}
