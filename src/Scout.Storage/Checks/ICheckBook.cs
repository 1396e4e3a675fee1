using Scout.Domain.Quality;

namespace Scout.Storage.Checks;

/// <summary>Keeps what the last run of the sanity checks found, and how far it looked.</summary>
public interface ICheckBook
{
    /// <summary>Reads the last run with a few failures of each check.</summary>
    /// <param name="failuresMax">At most this many of each check, those that nothing explains first.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<CheckRecord> ReadAsync(int failuresMax, CancellationToken cancellationToken);

    /// <summary>When the last run began; null before the first.</summary>
    ValueTask<DateTimeOffset?> FindLastRunAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the last run by a new one, in one transaction.</summary>
    /// <param name="run">What was found.</param>
    /// <param name="expectedVersion">Of the record that the run began with.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>False when another run was saved since, and this one is worth nothing: nothing was written.</returns>
    ValueTask<bool> SaveAsync(CheckRun run, long expectedVersion, CancellationToken cancellationToken);
}

/// <summary>What is kept of the last run.</summary>
/// <param name="Version">Grows with every run that is saved; 0 before the first.</param>
/// <param name="Run">The last run; before the first its instant is null and its positions are where shards begin.</param>
public sealed record CheckRecord(long Version, CheckRun Run);

/// <summary>One run of all checks.</summary>
public sealed record CheckRun
{
    /// <summary>When it began: what was stored before that was looked at. Null before the first run.</summary>
    public required DateTimeOffset? RanAt { get; init; }

    /// <summary>Whether it looked at everything; otherwise at what changed since the run before, and what failed then.</summary>
    public required bool IsFull { get; init; }

    /// <summary>Events it looked at.</summary>
    public required long Events { get; init; }

    /// <summary>When a run last looked at everything; null when none did.</summary>
    public required DateTimeOffset? FullRanAt { get; init; }

    /// <summary>The position of each shard up to which everything was looked at.</summary>
    public required long[] Positions { get; init; }

    /// <summary>One for each check.</summary>
    public required IReadOnlyList<CheckResult> Results { get; init; }

    /// <summary>The failures that are kept by their events, so that the next run can look at them again.</summary>
    public required IReadOnlyList<CheckFailure> Failures { get; init; }
}

/// <param name="Check">The check.</param>
/// <param name="Failures">All that were found.</param>
/// <param name="Unexplained">Those of them that nothing explains.</param>
/// <param name="Dropped">Those of them that are not kept by their events, because too many are.</param>
public sealed record CheckResult(SanityCheck Check, long Failures, long Unexplained, long Dropped)
{
    /// <summary>Null when all is well.</summary>
    public Severity? Severity => CheckCatalog.Weigh(CheckCatalog.Of(Check), Failures, Unexplained);
}
