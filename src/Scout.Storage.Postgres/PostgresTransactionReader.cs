using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Transactions;

namespace Scout.Storage.Postgres;

/// <summary>Reads one transaction through all layers.</summary>
internal sealed class PostgresTransactionReader(NpgsqlDataSource source) : ITransactionReader
{
    private const int DeadLettersMax = 100;

    public async ValueTask<TransactionRecord?> FindAsync(StoreId store, TransactionId transaction, CancellationToken cancellationToken)
    {
        NpgsqlParameter[] Identity() => [Rows.Text(store.Value), Rows.Text(transaction.Value)];
        var found = await source.ReadAsync(PostgresStatements.FindTransaction, Identity(), ReadRecord, cancellationToken);
        if (found is not [var record])
            return null;
        return record with
        {
            Items = record.PromotedAt is null
                ? []
                : await source.ReadAsync(PostgresStatements.ReadLineItems, [Rows.Value(record.EventId.Value, NpgsqlDbType.Bigint)], ReadItem, cancellationToken),
            DeadLetters = await source.ReadAsync(
                PostgresStatements.ReadDeadLetters, [.. Identity(), Rows.Value(DeadLettersMax, NpgsqlDbType.Integer)], ReadDeadLetter, cancellationToken),
        };
    }

    private static TransactionRecord ReadRecord(NpgsqlDataReader row) => new()
    {
        EventId = new EventId(row.GetInt64(0)),
        ReceivedAt = row.GetInstant(1),
        SourceSystem = row.GetString(2),
        BrokenRules = (BrokenRules)row.GetInt16(3),
        Body = row.GetFieldValue<byte[]>(4),
        PromotedAt = row.IsDBNull(5) ? null : row.GetInstant(5),
    };

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

    private static DeadLetter ReadDeadLetter(NpgsqlDataReader row) => new(
        row.GetInt64(0), Enum.Parse<DeadLetterKind>(row.GetString(1), ignoreCase: true), row.GetString(2), row.GetInstant(3), row.GetString(4), row.GetFieldValue<byte[]>(5));
}
