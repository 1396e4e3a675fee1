using Scout.Contracts.Quality;
using Scout.Domain;
using Scout.Domain.Alerts;

namespace Scout.Contracts.Alerts;

/// <summary>Raises alerts, sees them resolved, and has their news delivered. Key 0.</summary>
[Alias("scout.IAlertGrain")]
public interface IAlertGrain : IGrainWithIntegerKey
{
    /// <summary>Registers the reminder that keeps the watch awake, and begins.</summary>
    [Alias("EnsureStarted")]
    Task EnsureStartedAsync();

    /// <summary>Does nothing but be called, which brings the watch back to life where its silo died.</summary>
    [Alias("Wake")]
    Task WakeAsync();

    /// <summary>Reads a page, newest first.</summary>
    /// <param name="state">Null means any.</param>
    /// <param name="before">Only ids below this one; null begins at the newest.</param>
    /// <param name="limit">At most this many.</param>
    /// <exception cref="StorageUnavailableException">Try again.</exception>
    [Alias("ReadPage")]
    ValueTask<List<AlertView>> ReadPageAsync(AlertState? state, string? before, int limit);

    /// <summary>Marks an open alert as seen; doing so twice changes nothing.</summary>
    /// <returns>The alert as it stands now, a resolved one unchanged; null when there is none of that id.</returns>
    /// <exception cref="StorageUnavailableException">Unknown whether it was marked. Safe to repeat.</exception>
    [Alias("Acknowledge")]
    ValueTask<AlertView?> AcknowledgeAsync(string alertId, OperatorAct act);

    /// <summary>Resolves an alert and silences its cause for a while; doing so twice changes nothing.</summary>
    /// <returns>The alert as it stands now; null when there is none of that id.</returns>
    /// <exception cref="StorageUnavailableException">Unknown whether it was resolved. Safe to repeat.</exception>
    [Alias("Resolve")]
    ValueTask<AlertView?> ResolveAsync(string alertId, OperatorAct act);
}
