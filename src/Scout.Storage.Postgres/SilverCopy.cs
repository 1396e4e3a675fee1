using Npgsql;
using Scout.Storage.Links;
using Scout.Storage.Silver;

namespace Scout.Storage.Postgres;

/// <summary>Copies conformed events into silver, within the transaction that holds their shard.</summary>
internal static class SilverCopy
{
    private const int SliceBytes = 4 * 1024 * 1024;

    public static async Task WriteAsync(
        NpgsqlConnection connection, long position, DateTimeOffset promotedAt, IReadOnlyList<ConformedEvent> events, int start, int end,
        MentionCollector mentions, CancellationToken cancellationToken)
    {
        for (var next = start; next < end;)
        {
            // A slice is a statement: however large the promotion, each stays far inside the statement's time limit and the buffer's size.
            using var transactions = new CopyBuffer();
            using var lines = new CopyBuffer();
            for (; next < end && lines.Length < SliceBytes && transactions.Length < SliceBytes; next++)
                SilverRows.Write(events[next], position, promotedAt, mentions, transactions, lines);
            await CopyAsync(connection, PostgresStatements.CopyTransactions, transactions.Complete(), cancellationToken);
            await CopyAsync(connection, PostgresStatements.CopyLineItems, lines.Complete(), cancellationToken);
        }
    }

    private static async Task CopyAsync(NpgsqlConnection connection, string statement, ReadOnlyMemory<byte> rows, CancellationToken cancellationToken)
    {
        await using var stream = await connection.BeginRawBinaryCopyAsync(statement, cancellationToken);
        await stream.WriteAsync(rows, cancellationToken);
    }
}
