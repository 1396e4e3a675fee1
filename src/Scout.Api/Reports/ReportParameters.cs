using System.Globalization;
using Scout.Contracts.Reports;
using Scout.Domain.Stores;

namespace Scout.Api.Reports;

/// <summary>Reads the questions about figures from the query, and names every fault.</summary>
internal static class ReportParameters
{
    /// <summary>How many rows a list of the first has unless asked otherwise. One of all there are (brands, categories, regions) has as many as it may.</summary>
    public const int FirstRows = 10;

    public const int RowsMax = 1000;
    private static readonly string[] InstantForms = ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    public static SeriesQuery ReadSeries(HttpContext context, Dictionary<string, string[]> errors) => new(
        ReadWord(context, "by", SeriesBy.Hour, errors, [SeriesBy.Hour, SeriesBy.Day]),
        ReadWord(context, "metric", SeriesMetric.Revenue, errors, [SeriesMetric.Revenue, SeriesMetric.Transactions, SeriesMetric.Items]),
        ReadEdge(context, "from", errors), ReadEdge(context, "to", errors));

    public static RankingQuery ReadRanking(HttpContext context, bool canCountTransactions, int rowsDefault, Dictionary<string, string[]> errors)
    {
        var by = ReadWord(
            context, "by", RankingBy.Revenue, errors,
            canCountTransactions ? [RankingBy.Revenue, RankingBy.Units, RankingBy.Transactions] : [RankingBy.Revenue, RankingBy.Units]);
        var rows = rowsDefault;
        if (context.Request.Query.TryGetValue("n", out var sent) && (!int.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out rows) || rows is < 1 or > RowsMax))
            errors.Add("n", [$"must be a whole number from 1 to {RowsMax}"]);
        var (from, to) = (ReadEdge(context, "from", errors), ReadEdge(context, "to", errors));
        if (!context.Request.Query.TryGetValue("window", out var named))
            return new RankingQuery(by, rows, from, to, null, default);
        if (!SummaryWindow.TryParse(named, out var window) || window.Kind == SummaryWindowKind.Hours24)
            errors.Add("window", ["must be today, 7d or a date such as 2025-01-24"]);
        else if (from is not null || to is not null)
            errors.Add("window", ["cannot stand beside from and to"]);
        return new RankingQuery(by, rows, null, null, window.Kind, window.Date);
    }

    /// <summary>Reads <c>format</c>: whether it is <c>csv</c> and not the other one, which is the default.</summary>
    public static bool ReadCsv(HttpContext context, string other, Dictionary<string, string[]> errors)
    {
        var format = context.Request.Query["format"].ToString();
        if (format != "csv" && format != other && format.Length > 0)
            errors.Add("format", [$"must be {other} or csv"]);
        return format == "csv";
    }

    /// <summary>Reads a date or an instant; null when it is absent.</summary>
    public static SpanEdge? ReadEdge(HttpContext context, string name, Dictionary<string, string[]> errors)
    {
        if (!context.Request.Query.TryGetValue(name, out var sent))
            return null;

        // A plus that nobody encoded arrives as a space.
        var text = sent.ToString().Replace(' ', '+');
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return new SpanEdge(date, null);
        var hasZone = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
        if (hasZone && DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return new SpanEdge(null, instant.ToUniversalTime());
        errors.Add(name, ["must be a date such as 2025-01-24 or an instant such as 2025-01-24T18:00:00Z"]);
        return null;
    }

    private static TWord ReadWord<TWord>(HttpContext context, string name, TWord otherwise, Dictionary<string, string[]> errors, TWord[] allowed)
        where TWord : struct, Enum
    {
        if (!context.Request.Query.TryGetValue(name, out var sent))
            return otherwise;
        foreach (var word in allowed)
        {
            if (Word(word) == sent.ToString())
                return word;
        }

        errors.Add(name, [$"must be {string.Join(" or ", allowed.Select(Word))}"]);
        return otherwise;
    }

    public static string Word<TWord>(TWord word)
        where TWord : struct, Enum => word.ToString().ToLowerInvariant();
}
