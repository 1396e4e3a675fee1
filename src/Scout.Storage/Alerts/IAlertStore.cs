using Scout.Domain.Alerts;
using Scout.Storage.Quality;

namespace Scout.Storage.Alerts;

/// <summary>The alerts, and with each change of one the news that is to be delivered of it: both in one transaction.</summary>
public interface IAlertStore
{
    /// <summary>Reads a page, newest first (greatest id first).</summary>
    /// <param name="state">Null means any.</param>
    /// <param name="before">Only ids below this one; null begins at the newest.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<Alert>> ReadPageAsync(AlertState? state, string? before, int limit, CancellationToken cancellationToken);

    /// <returns>Null when there is no alert of that id.</returns>
    ValueTask<Alert?> FindAsync(string alertId, CancellationToken cancellationToken);

    /// <summary>Opens an alert unless one of its cause is open or acknowledged.</summary>
    /// <param name="alert">The new alert.</param>
    /// <param name="news">What is to be delivered of it.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Whether it was opened; otherwise nothing was written.</returns>
    ValueTask<bool> OpenAsync(Alert alert, IReadOnlyList<AlertNews> news, CancellationToken cancellationToken);

    /// <summary>Notes that causes are still there. Alerts that are resolved by now stay as they are.</summary>
    ValueTask NoteSeenAsync(IReadOnlyList<AlertSighting> seen, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Marks an open alert as seen by a person and notes who, in one transaction.</summary>
    /// <returns>The alert as it stands now, whatever it was before; null when there is none of that id.</returns>
    ValueTask<Alert?> AcknowledgeAsync(string alertId, AuditedAct act, CancellationToken cancellationToken);

    /// <summary>Resolves an alert that is open or acknowledged, in one transaction with its news; one that is resolved stays as it is.</summary>
    /// <param name="alertId">The alert.</param>
    /// <param name="at">When.</param>
    /// <param name="act">Who said so, which is noted; null when the cause went away by itself.</param>
    /// <param name="news">What is to be delivered of it.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The alert as it stands now; null when there is none of that id.</returns>
    ValueTask<Alert?> ResolveAsync(
        string alertId, DateTimeOffset at, AuditedAct? act, IReadOnlyList<AlertNews> news, CancellationToken cancellationToken);
}

/// <param name="AlertId">The alert.</param>
/// <param name="Message">What is to be said of it from now on.</param>
public sealed record AlertSighting(string AlertId, string Message);

/// <summary>One message for one receiver, ready to be sent.</summary>
/// <param name="WebhookId">Names the message for ever, so that a receiver can tell a repetition.</param>
/// <param name="Event"><c>alert.opened</c> or <c>alert.resolved</c>.</param>
/// <param name="Target">The receiver's name.</param>
/// <param name="Body">JSON; every attempt sends the same.</param>
public sealed record AlertNews(string WebhookId, string Event, string Target, string Body);
