using Scout.Contracts.Checks;
using Scout.Domain.Quality;
using Scout.Storage.Checks;

namespace Scout.Grains.Checks;

/// <summary>Turns what is kept of a run into what is shown of it.</summary>
internal static class CheckReports
{
    /// <summary>Failures shown of each check.</summary>
    public const int SampleMax = 10;

    /// <returns>Null when there was no run yet.</returns>
    public static CheckReport? Of(CheckRun run)
    {
        if (run.RanAt is not { } ranAt)
            return null;
        var failures = run.Failures.ToLookup(failure => failure.Check);
        var results = run.Results.ToDictionary(result => result.Check);
        return new CheckReport(ranAt, run.IsFull, run.Events, run.FullRanAt, [.. CheckCatalog.All.Select(info => ToItem(info, results.GetValueOrDefault(info.Check), failures[info.Check]))]);
    }

    private static CheckReportItem ToItem(CheckInfo info, CheckResult? result, IEnumerable<CheckFailure> failures) => new(
        info.Name, result?.Failures ?? 0, result?.Dropped > 0, result?.Severity,
        [.. failures.OrderBy(failure => failure.Explained).ThenBy(failure => failure.EventId.Value).Take(SampleMax).Select(ToSample)]);

    private static FailureSample ToSample(CheckFailure failure) => new()
    {
        EventId = failure.EventId.Value,
        StoreId = failure.StoreId,
        TransactionId = failure.TransactionId,
        Explained = failure.Explained,
        Value = failure.Value,
        Limit = failure.Limit,
        Note = failure.Note,
    };
}
