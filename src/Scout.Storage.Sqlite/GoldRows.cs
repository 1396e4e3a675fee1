using System.Globalization;
using Scout.Domain.Money;
using Scout.Domain.Stores;
using Scout.Storage.Gold;
using Scout.Storage.Links;

namespace Scout.Storage.Sqlite;

/// <summary>Gold's values as the tables keep them: days as text, sums in two parts.</summary>
internal static class GoldRows
{
    private const string DayFormat = "yyyy-MM-dd";

    public static SqliteStatement Day(this SqliteStatement statement, DateOnly day) => statement.Text(day.ToString(DayFormat, CultureInfo.InvariantCulture));

    public static DateOnly GetDay(this SqliteStatement row, int column) => DateOnly.ParseExact(row.GetText(column), DayFormat, CultureInfo.InvariantCulture);

    public static SqliteStatement Time(this SqliteStatement statement, TimeOnly time) => statement.Int64(time.Ticks / TimeSpan.TicksPerMicrosecond);

    public static TimeOnly GetTime(this SqliteStatement row, int column) => new(row.GetInt64(column) * TimeSpan.TicksPerMicrosecond);

    /// <summary>A sum in its two columns.</summary>
    public static SqliteStatement Sum(this SqliteStatement statement, decimal sum)
    {
        var (high, low) = WideUnits.Split((Int128)(sum * Amount.UnitsPerWhole));
        return statement.Int64(high).Int64(low);
    }

    public static decimal GetSum(this SqliteStatement row, int column) => Amount.ToDecimal(WideUnits.Join(row.GetInt64(column), row.GetInt64(column + 1)));

    public static SqliteStatement Instant(this SqliteStatement statement, DateTimeOffset? instant) =>
        instant is { } present ? statement.Instant(present) : statement.Null();

    /// <summary>Figures in eight columns.</summary>
    public static StoreFigures GetFigures(this SqliteStatement row, int first) => new()
    {
        Transactions = row.GetInt64(first),
        Returns = row.GetInt64(first + 1),
        Items = row.GetInt64(first + 2),
        Units = row.GetSum(first + 3),
        Revenue = row.GetSum(first + 5),
        Late = row.GetInt64(first + 7),
    };

    /// <summary>A cut in three columns; null when the first is.</summary>
    public static StoreCut? FindCut(this SqliteStatement row, int first) =>
        row.IsNull(first) ? null : new StoreCut(row.GetText(first), row.GetTime(first + 1), row.GetText(first + 2));

    public static SilverEntry ReadEntry(SqliteStatement row) => new()
    {
        Store = row.GetText(0),
        OccurredAt = row.GetInstant(1),
        ReceivedAt = row.GetInstant(2),
        PromotedAt = row.GetInstant(3),
        Entry = row.GetInt32(4),
        Currency = row.FindText(5),
        IsReturn = row.GetInt32(6) != 0,
        IsLate = row.GetInt32(7) != 0,
        Items = row.GetInt64(8),
        Units = row.GetSum(9),
        Total = row.GetAmount(11).ToDecimal(),
    };

    /// <param name="row">One of read_lines_after.sql.</param>
    /// <param name="unnamed">Takes the mention of a line that has none.</param>
    public static SilverLine ReadLine(SqliteStatement row, LineMentions unnamed) => new()
    {
        Store = row.GetText(0),
        OccurredAt = row.GetInstant(1),
        PromotedAt = row.GetInstant(2),
        Entry = row.GetInt32(3),
        Currency = row.FindText(4),
        EventId = row.GetInt64(5),
        LineNumber = row.GetInt32(6),
        MentionId = row.IsNull(7) ? NameLine(row, unnamed) : row.GetInt64(7),
        IsNamed = row.GetInt32(8) != 0,
        Category = row.FindText(9),
        Quantity = row.GetAmount(10).ToDecimal(),
        Amount = row.GetAmount(11).ToDecimal(),
    };

    /// <summary>One of read_chain_tail_lines.sql or read_store_tail_lines.sql.</summary>
    public static TailLine ReadTailLine(SqliteStatement row) => new()
    {
        Store = row.GetText(0),
        OccurredAt = row.GetInstant(1),
        Entry = row.GetInt32(2),
        Currency = row.FindText(3),
        EventId = row.GetInt64(4),
        LineNumber = row.GetInt32(5),
        ProductId = row.GetText(6),
        Words = new ProductWords(row.FindText(7), row.FindText(8), row.FindText(9)),
        Quantity = row.GetAmount(10).ToDecimal(),
        Amount = row.GetAmount(11).ToDecimal(),
    };

    private static long NameLine(SqliteStatement row, LineMentions unnamed) => unnamed.Add(
        row.GetInt64(5), row.GetInt32(6), row.GetInt32(3), row.GetText(13), row.FindText(14), row.FindText(15), row.FindText(16), row.FindText(9),
        row.GetAmount(17), row.GetInstant(12));

    /// <summary>Hands every row to a reader and ends this use of the statement.</summary>
    public static void Each(this SqliteStatement rows, Action<SqliteStatement> read)
    {
        using (rows)
        {
            while (rows.Step())
                read(rows);
        }
    }
}
