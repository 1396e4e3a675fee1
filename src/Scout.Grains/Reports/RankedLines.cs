using Scout.Contracts.Reports;
using Scout.Storage.Gold;

namespace Scout.Grains.Reports;

/// <summary>Puts ranked rows under their currencies.</summary>
internal static class RankedLines
{
    /// <param name="rows">Greatest first within each currency.</param>
    /// <param name="mainCurrency">Comes first, also when it has no rows.</param>
    public static List<RankedLine> Of(IEnumerable<RankedFigures> rows, string mainCurrency) => Of(
        rows.Select(row => (row.Currency, new RankedRow
        {
            Key = row.Key,
            Name = row.Product?.Name,
            Brand = row.Product?.Brand,
            Category = row.Product?.Category,
            Lines = row.Lines,
            Units = row.Units,
            Revenue = row.Revenue,
        })),
        mainCurrency);

    public static List<RankedLine> Of(IEnumerable<(string Currency, RankedRow Row)> rows, string mainCurrency)
    {
        var lines = new SortedDictionary<string, List<RankedRow>>(StringComparer.Ordinal);
        foreach (var (currency, row) in rows)
        {
            if (!lines.TryGetValue(currency, out var line))
                lines[currency] = line = [];
            line.Add(row);
        }

        _ = lines.Remove(mainCurrency, out var main);
        return [new RankedLine(mainCurrency, main ?? []), .. lines.Select(line => new RankedLine(line.Key, line.Value))];
    }
}
