using Scout.Domain.Transactions;

namespace Scout.Storage.Quality;

/// <summary>Who does something, when, and why: stored with the deed, in its database transaction.</summary>
/// <param name="At">When; kept in UTC and cut to the microsecond, so that what is answered at once equals what is read back.</param>
/// <param name="By">Who, as they named themselves; <c>unknown</c> when they did not.</param>
/// <param name="Reason">Why; null when they did not say.</param>
public sealed record AuditedAct(DateTimeOffset At, string By, string? Reason)
{
    public DateTimeOffset At { get; init; } = new(At.UtcTicks - At.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}

/// <summary>One line of <c>audit_log</c>.</summary>
/// <param name="Act">Who, when, why.</param>
/// <param name="Action">A word of a closed set: release, discard, replay, void, correct, dead_letter_replay, dead_letter_discard, rules_change, catalog_change, link_accept, link_reject, alert_acknowledge, alert_resolve.</param>
/// <param name="EventId">The event that it was done to, or that it made; null when it concerns none.</param>
public sealed record AuditEntry(AuditedAct Act, string Action, EventId? EventId);
