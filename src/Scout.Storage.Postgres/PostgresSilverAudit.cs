using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Checks;

namespace Scout.Storage.Postgres;

/// <summary>Looks at silver in PostgreSQL: the arithmetic is the server's, whose numbers are exact and wide enough.</summary>
internal sealed class PostgresSilverAudit(NpgsqlDataSource source) : ISilverAudit
{
    public async ValueTask<long> CountAsync(long countMax, CancellationToken cancellationToken) => Convert.ToInt64(
        await source.FindValueAsync(PostgresStatements.CountSilver, [Rows.Value(countMax, NpgsqlDbType.Bigint)], cancellationToken), CultureInfo.InvariantCulture);

    public async ValueTask<IReadOnlyList<AuditedEvent>> ReadChangedAsync(ChangedSlice slice, CancellationToken cancellationToken) => await source.ReadAsync(
        PostgresStatements.ReadChangedEvents,
        [
            Rows.Value(slice.After, NpgsqlDbType.Bigint), Rows.Value(slice.AfterEvent.Value, NpgsqlDbType.Bigint),
            Rows.Value(slice.UpTo, NpgsqlDbType.Bigint), Rows.Value(slice.EventsMax, NpgsqlDbType.Integer),
        ],
        static row => new AuditedEvent(new EventId(row.GetInt64(0)), row.GetInt64(1), row.GetInt32(2)),
        cancellationToken);

    public async ValueTask<IReadOnlyList<AuditedEvent>> ReadAllAsync(EventId after, int eventsMax, CancellationToken cancellationToken) => await source.ReadAsync(
        PostgresStatements.ReadAllEvents,
        [Rows.Value(after.Value, NpgsqlDbType.Bigint), Rows.Value(eventsMax, NpgsqlDbType.Integer)],
        static row => new AuditedEvent(new EventId(row.GetInt64(0)), 0, row.GetInt32(1)),
        cancellationToken);

    public async ValueTask<IReadOnlyList<CheckFailure>> CheckAsync(
        IReadOnlyList<EventId> events, CheckLimits limits, bool alsoReturnsOfThem, CancellationToken cancellationToken)
    {
        NpgsqlParameter Ids() => Rows.Array([.. events.Select(one => one.Value)], NpgsqlDbType.Bigint);
        var failures = new List<CheckFailure>();
        var amounts = await source.ReadAsync(
            PostgresStatements.CheckAmounts,
            [
                Ids(), Rows.Value(limits.TotalMax.ToDecimal(), NpgsqlDbType.Numeric), Rows.Value(limits.LineSum.Share.ToDecimal(), NpgsqlDbType.Numeric),
                Rows.Value(limits.LineSum.Amount.ToDecimal(), NpgsqlDbType.Numeric),
            ],
            ReadAmounts,
            cancellationToken);
        foreach (var row in amounts)
            failures.AddRange(row.ToFailures());
        failures.AddRange(await source.ReadAsync(PostgresStatements.CheckLines, [Ids()], ReadOrphans, cancellationToken));
        failures.AddRange(await source.ReadAsync(
            PostgresStatements.CheckOutcomes, [Ids()], static row => ReadFailure(row, SanityCheck.BronzeWithoutOutcome), cancellationToken));
        failures.AddRange(await source.ReadAsync(
            PostgresStatements.CheckReturns,
            [Ids(), Rows.Value(alsoReturnsOfThem, NpgsqlDbType.Boolean)],
            static row => ReadFailure(row, SanityCheck.ReturnsMatchOriginal) with { Note = row.GetString(3), Value = FindDecimal(row, 4), Limit = FindDecimal(row, 5) },
            cancellationToken));
        return AuditedRow.OncePerEvent(failures);
    }

    public async ValueTask<UnpromotableEvents> ReadUnpromotableAsync(int readMax, CancellationToken cancellationToken)
    {
        var rows = await source.ReadAsync(
            PostgresStatements.ReadUnpromotable,
            [Rows.Value(readMax, NpgsqlDbType.Integer)],
            static row => (Count: row.GetInt64(0), Oldest: row.IsDBNull(1) ? null : new CheckFailure(
                SanityCheck.UnpromotableEvents, new EventId(row.GetInt64(1)), row.FindText(2), row.FindText(3), Explained: false)),
            cancellationToken);
        return new UnpromotableEvents(rows[0].Count, [.. rows.Select(row => row.Oldest).OfType<CheckFailure>()]);
    }

    private static AuditedRow ReadAmounts(NpgsqlDataReader row) => new()
    {
        EventId = new EventId(row.GetInt64(0)),
        StoreId = row.GetString(1),
        TransactionId = row.GetString(2),
        BrokenRules = (BrokenRules)row.GetInt16(3),
        Total = ReadDecimal(row, 4),
        Lines = ReadDecimal(row, 5),
        WrongLine = FindDecimal(row, 6) ?? 0,
        TotalMax = ReadDecimal(row, 7),
        HasWrongLine = row.GetBoolean(8),
        HasWrongTotal = row.GetBoolean(9),
        IsOverTotalMax = row.GetBoolean(10),
        LinesDiffer = row.GetBoolean(11),
        HasNoBronze = row.GetBoolean(12),
    };

    private static CheckFailure ReadOrphans(NpgsqlDataReader row) => ReadFailure(row, SanityCheck.OrphanLineItems) with { Value = row.GetInt64(3) };

    private static CheckFailure ReadFailure(NpgsqlDataReader row, SanityCheck check) =>
        new(check, new EventId(row.GetInt64(0)), row.FindText(1), row.FindText(2), Explained: false);

    private static decimal ReadDecimal(NpgsqlDataReader row, int column) => Domain.Stores.StoreFigures.Normalise(row.GetDecimal(column));

    private static decimal? FindDecimal(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : ReadDecimal(row, column);
}
