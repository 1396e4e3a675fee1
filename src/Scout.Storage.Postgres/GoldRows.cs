using Npgsql;
using Scout.Domain.Stores;
using Scout.Storage.Gold;

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

    public static SilverLine ReadLine(NpgsqlDataReader row) => new()
    {
        Store = row.GetString(0),
        OccurredAt = row.GetInstant(1),
        PromotedAt = row.GetInstant(2),
        Entry = row.GetInt16(3),
        Currency = row.FindText(4),
        EventId = row.GetInt64(5),
        LineNumber = row.GetInt32(6),
        ProductId = row.GetString(7),
        ProductName = row.FindText(8),
        Brand = row.FindText(9),
        Category = row.FindText(10),
        Quantity = row.GetDecimal(11),
        Amount = row.GetDecimal(12),
    };

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

    public static OldLines ReadLines(NpgsqlDataReader row, bool withWords) => new(
        row.GetInt64(3), row.GetDecimal(4), row.GetDecimal(5),
        withWords ? new ProductWords(row.FindText(6), row.FindText(7), row.FindText(8)) : LineSums.NoWords, withWords ? row.GetInt64(9) : LineSums.ToldNothing);

    /// <summary>Hands every row of the present result to a reader, and moves to the next result.</summary>
    public static async Task EachAsync(this NpgsqlDataReader reader, Action<NpgsqlDataReader> read, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken))
            read(reader);
        _ = await reader.NextResultAsync(cancellationToken);
    }
}
