using System.Globalization;
using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Checks;

namespace Scout.Storage.Sqlite;

/// <summary>Looks at silver in SQLite: the database finds the rows, the sums are judged here in 128 bits.</summary>
internal sealed class SqliteSilverAudit(SqliteDatabase database) : ISilverAudit
{
    public ValueTask<long> CountAsync(long countMax, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            using var rows = session.Use(SqliteStatements.CountSilver).Int64(countMax);
            return rows.Step() ? rows.GetInt64(0) : 0;
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<AuditedEvent>> ReadChangedAsync(ChangedSlice slice, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<AuditedEvent>>(
            session =>
            {
                using var rows = session.Use(SqliteStatements.ReadChangedEvents)
                    .Int64(slice.After).Int64(slice.AfterEvent.Value).Int64(slice.UpTo).Int64(slice.EventsMax);
                var events = new List<AuditedEvent>();
                while (rows.Step())
                    events.Add(new AuditedEvent(new EventId(rows.GetInt64(0)), rows.GetInt64(1), rows.GetInt32(2)));
                return events;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<AuditedEvent>> ReadAllAsync(EventId after, int eventsMax, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<AuditedEvent>>(
            session =>
            {
                using var rows = session.Use(SqliteStatements.ReadAllEvents).Int64(after.Value).Int64(eventsMax);
                var events = new List<AuditedEvent>();
                while (rows.Step())
                    events.Add(new AuditedEvent(new EventId(rows.GetInt64(0)), 0, rows.GetInt32(1)));
                return events;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<CheckFailure>> CheckAsync(
        IReadOnlyList<EventId> events, CheckLimits limits, bool alsoReturnsOfThem, CancellationToken cancellationToken)
    {
        var ids = $"[{string.Join(',', events.Select(one => one.Value.ToString(CultureInfo.InvariantCulture)))}]";
        return database.ReadAsync(
            session =>
            {
                var failures = new List<CheckFailure>();
                CheckAmounts(session, ids, limits, failures);
                CheckLines(session, ids, failures);
                CheckOutcomes(session, ids, failures);
                CheckReturns(session, ids, alsoReturnsOfThem, failures);
                return AuditedRow.OncePerEvent(failures);
            },
            cancellationToken);
    }

    public ValueTask<UnpromotableEvents> ReadUnpromotableAsync(int readMax, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            using var rows = session.Use(SqliteStatements.ReadUnpromotable).Int64(readMax);
            var (count, oldest) = (0L, new List<CheckFailure>());
            while (rows.Step())
            {
                count = rows.GetInt64(0);
                if (!rows.IsNull(1))
                    oldest.Add(new CheckFailure(SanityCheck.UnpromotableEvents, new EventId(rows.GetInt64(1)), rows.FindText(2), rows.FindText(3), Explained: false));
            }

            return new UnpromotableEvents(count, oldest);
        },
        cancellationToken);

    private static void CheckAmounts(SqliteSession session, string ids, CheckLimits limits, List<CheckFailure> failures)
    {
        using var rows = session.Use(SqliteStatements.CheckAmounts).Text(ids);
        while (rows.Step())
            failures.AddRange(Judge(rows, limits).ToFailures());
    }

    private static AuditedRow Judge(SqliteStatement row, CheckLimits limits)
    {
        // A reversal is the same row negated, so everything is multiplied by its entry first.
        var entry = row.GetInt64(1);
        var sign = row.GetText(5) == "return" ? -1 : 1;
        var total = row.GetInt64(6) * entry;
        var lines = WideUnits.Join(row.GetInt64(7), row.GetInt64(8)) * entry;
        var discounts = WideUnits.Join(row.GetInt64(9), row.GetInt64(10)) * entry;
        var least = row.GetInt64(11);
        var counts = row.GetInt64(16) == 0;
        var totalMax = row.FindAmount(12) ?? limits.TotalMax;
        var tolerance = limits.LineSum with { Amount = row.FindAmount(13) ?? limits.LineSum.Amount, Share = row.FindAmount(14) ?? limits.LineSum.Share };
        return new AuditedRow
        {
            EventId = new EventId(row.GetInt64(0)),
            StoreId = row.GetText(2),
            TransactionId = row.GetText(3),
            BrokenRules = (BrokenRules)row.GetInt32(4),
            Total = Amount.ToDecimal(total),
            Lines = Amount.ToDecimal(lines),
            WrongLine = Amount.ToDecimal(least * sign),
            TotalMax = totalMax.ToDecimal(),
            HasWrongLine = counts && least < 0,
            HasWrongTotal = counts && total * sign < 0,
            IsOverTotalMax = counts && Math.Abs(total) > totalMax.Units,
            LinesDiffer = counts && new StoredSums(total, lines, discounts).Differ(tolerance),
            HasNoBronze = row.GetInt64(15) == 1,
        };
    }

    private static void CheckLines(SqliteSession session, string ids, List<CheckFailure> failures)
    {
        using var rows = session.Use(SqliteStatements.CheckLines).Text(ids);
        while (rows.Step())
            failures.Add(ReadFailure(rows, SanityCheck.OrphanLineItems) with { Value = rows.GetInt64(3) });
    }

    private static void CheckOutcomes(SqliteSession session, string ids, List<CheckFailure> failures)
    {
        using var rows = session.Use(SqliteStatements.CheckOutcomes).Text(ids);
        while (rows.Step())
            failures.Add(ReadFailure(rows, SanityCheck.BronzeWithoutOutcome));
    }

    private static void CheckReturns(SqliteSession session, string ids, bool alsoReturnsOfThem, List<CheckFailure> failures)
    {
        using var rows = session.Use(SqliteStatements.CheckReturns).Text(ids).Int64(alsoReturnsOfThem ? 1 : 0);
        while (rows.Step())
        {
            // Silver does not know the original: nothing can be said.
            if (rows.IsNull(3))
                continue;
            var original = WideUnits.Join(rows.GetInt64(5), rows.GetInt64(6));
            var returned = WideUnits.Join(rows.GetInt64(7), rows.GetInt64(8));
            var note = rows.GetInt64(3) == 0 ? "the original was voided"
                : rows.GetInt64(4) > 0 ? "the original is no sale"
                : Int128.Abs(returned) > Int128.Abs(original) ? "more came back than the original was" : null;
            if (note is not null)
                failures.Add(ReadFailure(rows, SanityCheck.ReturnsMatchOriginal) with { Note = note, Value = Amount.ToDecimal(returned), Limit = Amount.ToDecimal(original) });
        }
    }

    private static CheckFailure ReadFailure(SqliteStatement row, SanityCheck check) =>
        new(check, new EventId(row.GetInt64(0)), row.FindText(1), row.FindText(2), Explained: false);
}
