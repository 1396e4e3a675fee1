using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Links;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Links;
using Scout.Storage.Quality;
using Scout.Storage.Transactions;

namespace Scout.Storage.Postgres;

/// <summary>Reads one transaction through all layers.</summary>
internal sealed class PostgresTransactionReader(NpgsqlDataSource source) : ITransactionReader
{
    private const int DeadLettersMax = 100;
    private const int HistoryMax = 400;

    public async ValueTask<TransactionRecord?> FindAsync(StoreId store, TransactionId transaction, CancellationToken cancellationToken)
    {
        NpgsqlParameter[] Identity() => [Rows.Text(store.Value), Rows.Text(transaction.Value)];
        NpgsqlParameter[] IdentityAnd(int limit) => [.. Identity(), Rows.Value(limit, NpgsqlDbType.Integer)];

        var found = await source.ReadAsync(
            PostgresStatements.FindTransaction, Identity(), static row => (Revision: ReadRevision(row), Quarantine: FindQuarantine(row)), cancellationToken);
        if (found.Count == 0)
            return null;

        var inSilver = found.LastOrDefault(row => row.Revision.PromotedAt is not null).Revision;
        var lines = inSilver is null
            ? []
            : await source.ReadAsync(
                PostgresStatements.ReadLineItems, [Rows.Value(inSilver.EventId.Value, NpgsqlDbType.Bigint)], static row => (Item: ReadItem(row), Link: FindLink(row)),
                cancellationToken);
        return new TransactionRecord
        {
            Revisions = [.. found.Select(row => row.Revision)],
            Items = [.. lines.Select(line => line.Item)],
            Links = [.. lines.Select(line => line.Link)],
            Quarantine = found[0].Quarantine,
            DeadLetters = await source.ReadAsync(PostgresStatements.ReadDeadLetters, IdentityAnd(DeadLettersMax), PostgresDeadLetters.Read, cancellationToken),
            History = await source.ReadAsync(PostgresStatements.ReadHistory, IdentityAnd(HistoryMax), ReadAudit, cancellationToken),
        };
    }

    private static TransactionRevision ReadRevision(NpgsqlDataReader row) => new()
    {
        Revision = row.GetInt16(0),
        EventId = new EventId(row.GetInt64(1)),
        ReceivedAt = row.GetInstant(2),
        SourceSystem = row.GetString(3),
        BrokenRules = (BrokenRules)row.GetInt16(4),
        Body = row.GetFieldValue<byte[]>(5),
        PromotedAt = row.FindInstant(6),
        ReversedAt = row.FindInstant(7),
    };

    private static QuarantineMark? FindQuarantine(NpgsqlDataReader row) => row.IsDBNull(8)
        ? null
        : new QuarantineMark(StoredWords.Parse<QuarantineState>(row.GetString(8)), row.GetString(9), row.FindInstant(10));

    private static LineItem ReadItem(NpgsqlDataReader row) => new()
    {
        ProductId = row.GetString(0),
        ProductName = row.FindText(1),
        Brand = row.FindText(2),
        Category = row.FindText(3),
        Gtin = row.FindText(4),
        Unit = row.FindText(5),
        Quantity = row.GetAmount(6),
        UnitPrice = row.GetAmount(7),
        LineAmount = row.GetAmount(8),
        Discount = row.FindAmount(9),
    };

    private static LineLink? FindLink(NpgsqlDataReader row) => row.IsDBNull(10)
        ? null
        : new LineLink(
            row.GetInt64(10), LinkWords.FindState(row.GetString(11)) ?? LinkState.Pending, row.FindText(12),
            row.FindText(13) is { } method ? LinkWords.FindMethod(method) : null, row.IsDBNull(14) ? null : row.GetDecimal(14));

    private static AuditEntry ReadAudit(NpgsqlDataReader row) =>
        new(new AuditedAct(row.GetInstant(0), row.GetString(1), row.FindText(2)), row.GetString(3), row.FindEventId(4));
}
