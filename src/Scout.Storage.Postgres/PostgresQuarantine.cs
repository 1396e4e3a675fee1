using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Quality;

namespace Scout.Storage.Postgres;

/// <summary>Reads <c>scout.quarantine</c>.</summary>
internal sealed class PostgresQuarantine(NpgsqlDataSource source) : IQuarantine
{
    public async ValueTask<IReadOnlyList<QuarantinedEvent>> ReadPageAsync(QuarantineFilter filter, CancellationToken cancellationToken) => await source.ReadAsync(
        PostgresStatements.PageQuarantine,
        [
            Rows.Text(filter.State is { } state ? StoredWords.Of(state) : null),
            Rows.Text(filter.Store?.Value),
            Rows.Value((short)filter.Rule, NpgsqlDbType.Smallint),
            Rows.BigInt(filter.Before?.Value ?? long.MaxValue),
            Rows.Value(filter.Limit, NpgsqlDbType.Integer),
        ],
        Read,
        cancellationToken);

    public async ValueTask<QuarantinedEvent?> FindAsync(EventId eventId, CancellationToken cancellationToken)
    {
        var found = await source.ReadAsync(PostgresStatements.FindQuarantined, [Rows.BigInt(eventId.Value)], Read, cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<long> CountOpenAsync(CancellationToken cancellationToken) =>
        (long)(await source.FindValueAsync(PostgresStatements.CountQuarantined, [], cancellationToken))!;

    private static QuarantinedEvent Read(NpgsqlDataReader row) => new()
    {
        EventId = new EventId(row.GetInt64(0)),
        StoreId = StoreId.FromStored(row.GetString(1)),
        TransactionId = TransactionId.FromStored(row.GetString(2)),
        ReceivedAt = row.GetInstant(3),
        SourceSystem = row.GetString(4),
        BrokenRules = (BrokenRules)row.GetInt16(5),
        Findings = row.GetString(6),
        State = StoredWords.Parse<QuarantineState>(row.GetString(7)),
        ResolvedAt = row.FindInstant(8),
        ResolvedBy = row.FindText(9),
        Reason = row.FindText(10),
        Body = row.GetFieldValue<byte[]>(11),
    };
}
