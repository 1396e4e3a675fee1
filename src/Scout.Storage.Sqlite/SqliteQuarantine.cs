using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Quality;

namespace Scout.Storage.Sqlite;

/// <summary>Reads <c>quarantine</c>.</summary>
internal sealed class SqliteQuarantine(SqliteDatabase database) : IQuarantine
{
    public ValueTask<IReadOnlyList<QuarantinedEvent>> ReadPageAsync(QuarantineFilter filter, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<QuarantinedEvent>>(
            session =>
            {
                using var rows = session.Use(SqliteStatements.PageQuarantine)
                    .Text(filter.State is { } state ? StoredWords.Of(state) : null)
                    .Text(filter.Store?.Value)
                    .Int64((long)filter.Rule)
                    .Int64(filter.Before?.Value ?? long.MaxValue)
                    .Int64(filter.Limit);
                var page = new List<QuarantinedEvent>();
                while (rows.Step())
                    page.Add(Read(rows));
                return page;
            },
            cancellationToken);

    public ValueTask<QuarantinedEvent?> FindAsync(EventId eventId, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            using var rows = session.Use(SqliteStatements.FindQuarantined).Int64(eventId.Value);
            return rows.Step() ? Read(rows) : null;
        },
        cancellationToken);

    public ValueTask<long> CountOpenAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            using var rows = session.Use(SqliteStatements.CountQuarantined);
            return rows.Step() ? rows.GetInt64(0) : 0;
        },
        cancellationToken);

    private static QuarantinedEvent Read(SqliteStatement row) => new()
    {
        EventId = new EventId(row.GetInt64(0)),
        StoreId = StoreId.FromStored(row.GetText(1)),
        TransactionId = TransactionId.FromStored(row.GetText(2)),
        ReceivedAt = row.GetInstant(3),
        SourceSystem = row.GetText(4),
        BrokenRules = (BrokenRules)row.GetInt32(5),
        Findings = row.GetText(6),
        State = StoredWords.Parse<QuarantineState>(row.GetText(7)),
        ResolvedAt = row.FindInstant(8),
        ResolvedBy = row.FindText(9),
        Reason = row.FindText(10),
        Body = row.GetBlob(11).ToArray(),
    };
}
