using Scout.Domain.Links;
using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Links;
using Scout.Storage.Quality;
using Scout.Storage.Transactions;

namespace Scout.Storage.Sqlite;

/// <summary>Reads one transaction through all layers, on one snapshot.</summary>
internal sealed class SqliteTransactionReader(SqliteDatabase database) : ITransactionReader
{
    private const int DeadLettersMax = 100;
    private const int HistoryMax = 400;

    public ValueTask<TransactionRecord?> FindAsync(StoreId store, TransactionId transaction, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Find(session, store, transaction), cancellationToken);

    private static TransactionRecord? Find(SqliteSession session, StoreId store, TransactionId transaction)
    {
        var (revisions, quarantine) = ReadRevisions(session, store, transaction);
        if (revisions.Count == 0)
            return null;
        var (items, links) = revisions.FindLast(revision => revision.PromotedAt is not null) is { } inSilver ? ReadItems(session, inSilver.EventId) : ([], []);
        return new TransactionRecord
        {
            Revisions = revisions,
            Items = items,
            Links = links,
            Quarantine = quarantine,
            DeadLetters = ReadDeadLetters(session, store, transaction),
            History = ReadHistory(session, store, transaction),
        };
    }

    private static (List<TransactionRevision> Revisions, QuarantineMark? Quarantine) ReadRevisions(SqliteSession session, StoreId store, TransactionId transaction)
    {
        using var rows = session.Use(SqliteStatements.FindTransaction).Text(store.Value).Text(transaction.Value);
        var revisions = new List<TransactionRevision>();
        QuarantineMark? quarantine = null;
        while (rows.Step())
        {
            revisions.Add(ReadRevision(rows));
            if (!rows.IsNull(8))
                quarantine = new QuarantineMark(StoredWords.Parse<QuarantineState>(rows.GetText(8)), rows.GetText(9), rows.FindInstant(10));
        }

        return (revisions, quarantine);
    }

    private static TransactionRevision ReadRevision(SqliteStatement row) => new()
    {
        Revision = row.GetInt32(0),
        EventId = new EventId(row.GetInt64(1)),
        ReceivedAt = row.GetInstant(2),
        SourceSystem = row.GetText(3),
        BrokenRules = (BrokenRules)row.GetInt32(4),
        Body = row.GetBlob(5).ToArray(),
        PromotedAt = row.FindInstant(6),
        ReversedAt = row.FindInstant(7),
    };

    private static (List<LineItem> Items, List<LineLink?> Links) ReadItems(SqliteSession session, EventId eventId)
    {
        using var rows = session.Use(SqliteStatements.ReadLineItems).Int64(eventId.Value);
        var (items, links) = (new List<LineItem>(), new List<LineLink?>());
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
            links.Add(FindLink(rows));
        }

        return (items, links);
    }

    private static LineLink? FindLink(SqliteStatement row) => row.IsNull(10)
        ? null
        : new LineLink(
            row.GetInt64(10), LinkWords.FindState(row.GetText(11)) ?? LinkState.Pending, row.FindText(12),
            row.FindText(13) is { } method ? LinkWords.FindMethod(method) : null, row.IsNull(14) ? null : Amount.ToDecimal(row.GetInt64(14)));

    private static List<DeadLetter> ReadDeadLetters(SqliteSession session, StoreId store, TransactionId transaction)
    {
        using var rows = session.Use(SqliteStatements.ReadDeadLetters).Text(store.Value).Text(transaction.Value).Int64(DeadLettersMax);
        return SqliteDeadLetters.ReadAll(rows);
    }

    private static List<AuditEntry> ReadHistory(SqliteSession session, StoreId store, TransactionId transaction)
    {
        using var rows = session.Use(SqliteStatements.ReadHistory).Text(store.Value).Text(transaction.Value).Int64(HistoryMax);
        var history = new List<AuditEntry>();
        while (rows.Step())
            history.Add(new AuditEntry(new AuditedAct(rows.GetInstant(0), rows.GetText(1), rows.FindText(2)), rows.GetText(3), rows.FindEventId(4)));
        return history;
    }
}
