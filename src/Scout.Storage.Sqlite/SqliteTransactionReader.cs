using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Transactions;

namespace Scout.Storage.Sqlite;

/// <summary>Reads one transaction through all layers, on one snapshot.</summary>
internal sealed class SqliteTransactionReader(SqliteDatabase database) : ITransactionReader
{
    private const int DeadLettersMax = 100;

    public ValueTask<TransactionRecord?> FindAsync(StoreId store, TransactionId transaction, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Find(session, store, transaction), cancellationToken);

    private static TransactionRecord? Find(SqliteSession session, StoreId store, TransactionId transaction)
    {
        var record = FindBronze(session, store, transaction);
        return record is null ? null : record with
        {
            Items = record.PromotedAt is null ? [] : ReadItems(session, record.EventId),
            DeadLetters = ReadDeadLetters(session, store, transaction),
        };
    }

    private static TransactionRecord? FindBronze(SqliteSession session, StoreId store, TransactionId transaction)
    {
        using var rows = session.Use(SqliteStatements.FindTransaction).Text(store.Value).Text(transaction.Value);
        return !rows.Step() ? null : new TransactionRecord
        {
            EventId = new EventId(rows.GetInt64(0)),
            ReceivedAt = rows.GetInstant(1),
            SourceSystem = rows.GetText(2),
            BrokenRules = (BrokenRules)rows.GetInt32(3),
            Body = rows.GetBlob(4).ToArray(),
            PromotedAt = rows.IsNull(5) ? null : rows.GetInstant(5),
        };
    }

    private static List<LineItem> ReadItems(SqliteSession session, EventId eventId)
    {
        using var rows = session.Use(SqliteStatements.ReadLineItems).Int64(eventId.Value);
        var items = new List<LineItem>();
        while (rows.Step())
        {
            items.Add(new LineItem
            {
                ProductId = rows.GetText(0),
                ProductName = rows.FindText(1),
                Brand = rows.FindText(2),
                Category = rows.FindText(3),
                Gtin = rows.FindText(4),
                Unit = rows.FindText(5),
                Quantity = rows.GetAmount(6),
                UnitPrice = rows.GetAmount(7),
                LineAmount = rows.GetAmount(8),
                Discount = rows.FindAmount(9),
            });
        }

        return items;
    }

    private static List<DeadLetter> ReadDeadLetters(SqliteSession session, StoreId store, TransactionId transaction)
    {
        using var rows = session.Use(SqliteStatements.ReadDeadLetters).Text(store.Value).Text(transaction.Value).Int64(DeadLettersMax);
        var letters = new List<DeadLetter>();
        while (rows.Step())
        {
            letters.Add(new DeadLetter(
                rows.GetInt64(0), Enum.Parse<DeadLetterKind>(rows.GetText(1), ignoreCase: true), rows.GetText(2),
                rows.GetInstant(3), rows.GetText(4), rows.GetBlob(5).ToArray()));
        }

        return letters;
    }
}
