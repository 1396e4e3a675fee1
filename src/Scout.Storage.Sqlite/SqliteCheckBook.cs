using System.Globalization;
using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Checks;

namespace Scout.Storage.Sqlite;

/// <summary>The last run of the sanity checks in <c>quality_checks</c> and the tables beside it.</summary>
internal sealed class SqliteCheckBook(SqliteDatabase database) : ICheckBook
{
    public ValueTask<CheckRecord> ReadAsync(int failuresMax, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var record = ReadRun(session);
            return record with { Run = record.Run with { Results = ReadResults(session), Failures = ReadFailures(session, failuresMax) } };
        },
        cancellationToken);

    public ValueTask<DateTimeOffset?> FindLastRunAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            using var rows = session.Use(SqliteStatements.FindLastCheckRun);
            return rows.Step() ? FindInstant(rows, 0) : null;
        },
        cancellationToken);

    public ValueTask<bool> SaveAsync(CheckRun run, long expectedVersion, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            if (session.Use(SqliteStatements.SaveCheckRun).Int64(expectedVersion).Int64(Instant(run.RanAt)).Int64(run.IsFull ? 1 : 0).Int64(run.Events)
                .Int64(Instant(run.FullRanAt)).RunAndCount() == 0)
                return false;
            for (var shard = 0; shard < run.Positions.Length; shard++)
                session.Use(SqliteStatements.SaveCheckPosition).Int64(shard).Int64(run.Positions[shard]).Run();
            foreach (var result in run.Results)
            {
                session.Use(SqliteStatements.SaveCheckResult).Text(CheckCatalog.Of(result.Check).Name).Int64(result.Failures).Int64(result.Unexplained)
                    .Int64(result.Dropped).Text(CheckWords.Of(result.Severity)).Run();
            }

            session.Use(SqliteStatements.ForgetCheckFailures).Run();
            foreach (var failure in run.Failures)
            {
                session.Use(SqliteStatements.SaveCheckFailure).Text(CheckCatalog.Of(failure.Check).Name).Int64(failure.EventId.Value).Int64(failure.Explained ? 1 : 0)
                    .Text(failure.StoreId).Text(failure.TransactionId).Text(Format(failure.Value)).Text(Format(failure.Limit)).Text(failure.Note).Run();
            }

            return true;
        },
        cancellationToken);

    private static CheckRecord ReadRun(SqliteSession session)
    {
        var (version, positions) = (0L, new long[Sharding.ShardCount]);
        var run = new CheckRun { RanAt = null, IsFull = true, Events = 0, FullRanAt = null, Positions = positions, Results = [], Failures = [] };
        using var rows = session.Use(SqliteStatements.ReadCheckRun);
        while (rows.Step())
        {
            version = rows.GetInt64(0);
            run = run with { RanAt = FindInstant(rows, 1), IsFull = rows.GetInt64(2) == 1, Events = rows.GetInt64(3), FullRanAt = FindInstant(rows, 4) };
            positions[rows.GetInt32(5)] = rows.GetInt64(6);
        }

        return new CheckRecord(version, run);
    }

    private static List<CheckResult> ReadResults(SqliteSession session)
    {
        using var rows = session.Use(SqliteStatements.ReadCheckResults);
        var results = new List<CheckResult>();
        while (rows.Step())
        {
            if (CheckCatalog.Find(rows.GetText(0)) is { } info)
                results.Add(new CheckResult(info.Check, rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3)));
        }

        return results;
    }

    private static List<CheckFailure> ReadFailures(SqliteSession session, int failuresMax)
    {
        using var rows = session.Use(SqliteStatements.ReadCheckFailures).Int64(failuresMax);
        var failures = new List<CheckFailure>();
        while (rows.Step())
        {
            if (CheckCatalog.Find(rows.GetText(0)) is { } info)
            {
                failures.Add(new CheckFailure(
                    info.Check, new EventId(rows.GetInt64(1)), rows.FindText(2), rows.FindText(3), rows.GetInt64(4) == 1, Parse(rows.FindText(5)), Parse(rows.FindText(6)), rows.FindText(7)));
            }
        }

        return failures;
    }

    private static long? Instant(DateTimeOffset? value) => value is { } present ? UnixTime.ToMicroseconds(present) : null;

    private static DateTimeOffset? FindInstant(SqliteStatement row, int column) => row.IsNull(column) ? null : row.GetInstant(column);

    private static string? Format(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static decimal? Parse(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}
