using System.Net;
using System.Net.Http.Headers;

namespace Scout.Cli.Sending;

/// <summary>When an unanswered call is made again. Every call of an import is safe to repeat.</summary>
/// <param name="Deadline">How long one call is retried, from its first attempt. Above zero.</param>
internal sealed record RetryPolicy(TimeSpan Deadline, TimeProvider Time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(15);

    /// <summary>Whether an answer means "later": the server is busy, away or behind a gateway that lost it.</summary>
    public static bool IsPassing(HttpStatusCode status) => status is
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>How long to wait before the next attempt: what the server asks for at least, spread so that callers do not return in step.</summary>
    /// <param name="attempt">Attempts made so far, from 1.</param>
    public TimeSpan DelayAfter(int attempt, RetryConditionHeaderValue? retryAfter)
    {
        var backOff = FirstDelay * Math.Pow(2, Math.Min(attempt - 1, 10));
        if (backOff > DelayMax)
            backOff = DelayMax;
        var jittered = backOff * (0.5 + Random.Shared.NextDouble() / 2);
        var asked = retryAfter?.Delta ?? retryAfter?.Date - Time.GetUtcNow() ?? TimeSpan.Zero;
        return asked > TimeSpan.Zero ? asked + jittered / 4 : jittered;
    }
}
