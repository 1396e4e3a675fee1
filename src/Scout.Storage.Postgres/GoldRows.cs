using Npgsql;
using Scout.Domain.Stores;
using Scout.Storage.Gold;
using Scout.Storage.Links;

namespace Scout.Storage.Postgres;

/// <summary>Reads what the statements of gold answer.</summary>
internal static class GoldRows
{
    public static SilverEntry ReadEntry(NpgsqlDataReader row) => new()
    {
        Store = row.GetString(0),
        OccurredAt = row.GetInstant(1),
        ReceivedAt = row.GetInstant(2),
        PromotedAt = row.GetInstant(3),
        Entry = row.GetInt16(4),
        Currency = row.FindText(5),
        IsReturn = row.GetBoolean(6),
        IsLate = row.GetBoolean(7),
        Items = row.GetInt32(8),
        Units = row.GetDecimal(9),
        Total = row.GetDecimal(10),
    };

    /// <param name="row">One of read_lines_after.sql.</param>
    /// <param name="unnamed">Takes the mention of a line that has none.</param>
    public static SilverLine ReadLine(NpgsqlDataReader row, LineMentions unnamed) => new()
    {
        Store = row.GetString(0),
        OccurredAt = row.GetInstant(1),
        PromotedAt = row.GetInstant(2),
        Entry = row.GetInt16(3),
        Currency = row.FindText(4),
        EventId = row.GetInt64(5),
        LineNumber = row.GetInt32(6),
        MentionId = row.IsDBNull(7) ? NameLine(row, unnamed) : row.GetInt64(7),
        IsNamed = row.GetBoolean(8),
        Category = row.FindText(9),
        Quantity = row.GetDecimal(10),
        Amount = row.GetDecimal(11),
    };

    private static long NameLine(NpgsqlDataReader row, LineMentions unnamed) => unnamed.Add(
        row.GetInt64(5), row.GetInt32(6), row.GetInt16(3), row.GetString(13), row.FindText(14), row.FindText(15), row.FindText(16), row.FindText(9),
        row.GetAmount(17), row.GetInstant(12));

    /// <summary>The cut in three columns; null when the first is.</summary>
    public static StoreCut? FindCut(NpgsqlDataReader row, int first) =>
        row.IsDBNull(first) ? null : new StoreCut(row.GetString(first), row.GetFieldValue<TimeOnly>(first + 1), row.GetString(first + 2));

    public static StoreFigures ReadFigures(NpgsqlDataReader row, int first) => new()
    {
        Transactions = row.GetInt64(first),
        Returns = row.GetInt64(first + 1),
        Items = row.GetInt64(first + 2),
        Units = StoreFigures.Normalise(row.GetDecimal(first + 3)),
        Revenue = StoreFigures.Normalise(row.GetDecimal(first + 4)),
        Late = row.GetInt64(first + 5),
    };

    public static OldLines ReadLines(NpgsqlDataReader row) => new(row.GetInt64(4), row.GetDecimal(5), row.GetDecimal(6), row.GetInt64(7));

    /// <summary>Hands every row of the present result to a reader, and moves to the next result.</summary>
    public static async Task EachAsync(this NpgsqlDataReader reader, Action<NpgsqlDataReader> read, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken))
            read(reader);
        _ = await reader.NextResultAsync(cancellationToken);
    }
}
