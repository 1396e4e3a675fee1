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
        try
        {
            var record = await FindBronzeAsync(store, transaction, cancellationToken);
            return record is null ? null : record with
            {
                Items = record.PromotedAt is null ? [] : await ReadItemsAsync(record.EventId, cancellationToken),
                DeadLetters = await ReadDeadLettersAsync(store, transaction, cancellationToken),
            };
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    private async Task<TransactionRecord?> FindBronzeAsync(StoreId store, TransactionId transaction, CancellationToken cancellationToken)
    {
        await using var command = source.Command(PostgresStatements.FindTransaction, Rows.Text(store.Value), Rows.Text(transaction.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return !await reader.ReadAsync(cancellationToken) ? null : new TransactionRecord
        {
            EventId = new EventId(reader.GetInt64(0)),
            ReceivedAt = reader.GetInstant(1),
            SourceSystem = reader.GetString(2),
            BrokenRules = (BrokenRules)reader.GetInt16(3),
            Body = reader.GetFieldValue<byte[]>(4),
            PromotedAt = reader.IsDBNull(5) ? null : reader.GetInstant(5),
        };
    }

    private async Task<IReadOnlyList<LineItem>> ReadItemsAsync(EventId eventId, CancellationToken cancellationToken)
    {
        await using var command = source.Command(PostgresStatements.ReadLineItems, Rows.Value(eventId.Value, NpgsqlDbType.Bigint));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var items = new List<LineItem>();
        while (await reader.ReadAsync(cancellationToken))
        {
            items.Add(new LineItem
            {
                ProductId = reader.GetString(0),
                ProductName = reader.FindText(1),
                Brand = reader.FindText(2),
                Category = reader.FindText(3),
                Gtin = reader.FindText(4),
                Unit = reader.FindText(5),
                Quantity = reader.GetAmount(6),
                UnitPrice = reader.GetAmount(7),
                LineAmount = reader.GetAmount(8),
                Discount = reader.FindAmount(9),
            });
        }

        return items;
    }

    private async Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(StoreId store, TransactionId transaction, CancellationToken cancellationToken)
    {
        await using var command = source.Command(
            PostgresStatements.ReadDeadLetters, Rows.Text(store.Value), Rows.Text(transaction.Value), Rows.Value(DeadLettersMax, NpgsqlDbType.Integer));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var letters = new List<DeadLetter>();
        while (await reader.ReadAsync(cancellationToken))
        {
            letters.Add(new DeadLetter(
                reader.GetInt64(0), Enum.Parse<DeadLetterKind>(reader.GetString(1), ignoreCase: true), reader.GetString(2),
                reader.GetInstant(3), reader.GetString(4), reader.GetFieldValue<byte[]>(5)));
        }

        return letters;
    }
}
