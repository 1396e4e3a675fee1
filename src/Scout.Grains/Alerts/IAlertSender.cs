namespace Scout.Grains.Alerts;

/// <summary>Sends the news of alerts. How, the grains do not know.</summary>
public interface IAlertSender
{
    /// <summary>The receivers by names that hold no secret and stay the same over restarts; empty when there are none.</summary>
    IReadOnlyList<string> Targets { get; }

    /// <summary>Makes one attempt.</summary>
    /// <param name="target">One of <see cref="Targets"/>, or one that was there before.</param>
    /// <param name="webhookId">Names the message, the same at every attempt.</param>
    /// <param name="body">JSON, the same at every attempt.</param>
    /// <param name="cancellationToken">Gives the attempt up.</param>
    /// <returns>How it ended. No fault of a receiver is an exception.</returns>
    ValueTask<SendOutcome> SendAsync(string target, string webhookId, string body, CancellationToken cancellationToken);
}

/// <param name="Delivered">Whether the receiver took it.</param>
/// <param name="Fault">Why not, in words that hold no secret.</param>
/// <param name="IsFinal">Whether trying again is useless.</param>
public readonly record struct SendOutcome(bool Delivered, string? Fault = null, bool IsFinal = false)
{
    public static readonly SendOutcome Done = new(Delivered: true);
}

/// <summary>Where nobody is to be told.</summary>
internal sealed class NoReceivers : IAlertSender
{
    public IReadOnlyList<string> Targets => [];

    public ValueTask<SendOutcome> SendAsync(string target, string webhookId, string body, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new SendOutcome(Delivered: false, "no receiver is configured", IsFinal: true));
}
