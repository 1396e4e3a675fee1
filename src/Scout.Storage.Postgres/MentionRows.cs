using Npgsql;
using NpgsqlTypes;
using Scout.Storage.Links;

namespace Scout.Storage.Postgres;

/// <summary>Writes mentions, within the transaction of the lines that they are of.</summary>
internal static class MentionRows
{
    /// <returns>How many were new.</returns>
    public static async Task<int> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, MentionCollector mentions, CancellationToken cancellationToken)
    {
        if (mentions.IsEmpty)
            return 0;
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Add(mentions.ToWrite()));
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public static NpgsqlBatchCommand Add(Mention[] mentions) => Rows.BatchCommand(
        PostgresStatements.AddMentions,
        Rows.Array(Array.ConvertAll(mentions, one => one.MentionId), NpgsqlDbType.Bigint),
        Rows.Array(Array.ConvertAll(mentions, one => one.ProductId), NpgsqlDbType.Text),
        Rows.Array(Array.ConvertAll(mentions, one => one.ProductName), NpgsqlDbType.Text),
        Rows.Array(Array.ConvertAll(mentions, one => one.Brand), NpgsqlDbType.Text),
        Rows.Array(Array.ConvertAll(mentions, one => one.Gtin), NpgsqlDbType.Text),
        Rows.Array(Array.ConvertAll(mentions, one => one.Category), NpgsqlDbType.Text),
        Rows.Array(Array.ConvertAll(mentions, one => one.Price?.ToDecimal()), NpgsqlDbType.Numeric),
        Rows.Array(Array.ConvertAll(mentions, one => one.FirstSeenAt.UtcDateTime), NpgsqlDbType.TimestampTz));

    /// <summary>Gives lines of an older version their mention.</summary>
    public static NpgsqlBatchCommand NameLines(List<LineMention> lines) => Rows.BatchCommand(
        PostgresStatements.NameLines,
        Rows.Array([.. lines.Select(line => line.EventId)], NpgsqlDbType.Bigint),
        Rows.Array([.. lines.Select(line => line.LineNumber)], NpgsqlDbType.Integer),
        Rows.Array([.. lines.Select(line => (short)line.Entry)], NpgsqlDbType.Smallint),
        Rows.Array([.. lines.Select(line => line.MentionId)], NpgsqlDbType.Bigint));
}
