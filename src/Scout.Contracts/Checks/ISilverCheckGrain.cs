using Orleans.Concurrency;
using Scout.Domain;
using Scout.Domain.Quality;

namespace Scout.Contracts.Checks;

/// <summary>Runs the sanity checks of silver: by its reminder, and when asked. Key 0.</summary>
[Alias("scout.ISilverCheckGrain")]
public interface ISilverCheckGrain : IGrainWithIntegerKey
{
    /// <summary>Registers the reminder that drives the runs, and makes up for one that was missed.</summary>
    [Alias("EnsureStarted")]
    Task EnsureStartedAsync();

    /// <summary>
    /// Runs the checks, or waits for a run that was asked for before, for a few seconds at most. Whoever asks while a run is under way
    /// shares the next one, so that the answer is never older than the question.
    /// </summary>
    /// <param name="full">Look at everything, not only at what changed.</param>
    /// <param name="ticket">Of the reply before, to go on waiting; 0 begins.</param>
    /// <exception cref="StorageUnavailableException">The run failed, and nothing of it is kept. Try again.</exception>
    [Alias("Run")]
    ValueTask<CheckReply> RunAsync(bool full, long ticket);

    /// <returns>What the last run found; null before the first.</returns>
    /// <exception cref="StorageUnavailableException">Try again.</exception>
    [Alias("FindLast"), ReadOnly]
    ValueTask<CheckReport?> FindLastAsync();
}

/// <param name="Ticket">Of the run that was asked for.</param>
/// <param name="Report">What it found; null while it is still to end.</param>
/// <param name="Running">The run under way; null when none is.</param>
[GenerateSerializer, Immutable, Alias("scout.CheckReply")]
public sealed record CheckReply([property: Id(0)] long Ticket, [property: Id(1)] CheckReport? Report, [property: Id(2)] CheckProgress? Running);

/// <param name="StartedAt">When it began.</param>
/// <param name="IsFull">Whether it looks at everything.</param>
/// <param name="Events">Events it has looked at so far.</param>
[GenerateSerializer, Immutable, Alias("scout.CheckProgress")]
public sealed record CheckProgress([property: Id(0)] DateTimeOffset StartedAt, [property: Id(1)] bool IsFull, [property: Id(2)] long Events);

/// <summary>What a run of the checks found.</summary>
/// <param name="RanAt">When it began.</param>
/// <param name="IsFull">Whether it looked at everything.</param>
/// <param name="Events">Events it looked at.</param>
/// <param name="FullRanAt">When a run last looked at everything; null when none did.</param>
/// <param name="Items">One for each check.</param>
[GenerateSerializer, Immutable, Alias("scout.CheckReport")]
public sealed record CheckReport(
    [property: Id(0)] DateTimeOffset RanAt, [property: Id(1)] bool IsFull, [property: Id(2)] long Events, [property: Id(3)] DateTimeOffset? FullRanAt,
    [property: Id(4)] List<CheckReportItem> Items);

/// <param name="Check">Its name.</param>
/// <param name="Failures">How many events fail it.</param>
/// <param name="AtLeast">Whether there were too many to keep, so that the number may be behind.</param>
/// <param name="Severity">Null when all is well.</param>
/// <param name="Sample">Some of the failures, those that nothing explains first.</param>
[GenerateSerializer, Immutable, Alias("scout.CheckReportItem")]
public sealed record CheckReportItem(
    [property: Id(0)] string Check, [property: Id(1)] long Failures, [property: Id(2)] bool AtLeast, [property: Id(3)] Severity? Severity,
    [property: Id(4)] List<FailureSample> Sample);

/// <summary>An event that fails a check; what is not known of it is null.</summary>
[GenerateSerializer, Immutable, Alias("scout.FailureSample")]
public sealed record FailureSample
{
    [Id(0)]
    public required long EventId { get; init; }

    [Id(1)]
    public string? StoreId { get; init; }

    [Id(2)]
    public string? TransactionId { get; init; }

    /// <summary>Whether its row says that the matching rule was broken.</summary>
    [Id(3)]
    public required bool Explained { get; init; }

    [Id(4)]
    public decimal? Value { get; init; }

    [Id(5)]
    public decimal? Limit { get; init; }

    [Id(6)]
    public string? Note { get; init; }
}
