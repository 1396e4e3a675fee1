using System.Runtime.InteropServices;

namespace Scout.Storage.Gold;

/// <summary>Puts sums of gold and lines of its tail in order, for a store whose SQL does not rank.</summary>
public sealed class Ranking
{
    private readonly Dictionary<(string Key, string Currency), (long Lines, decimal Units, decimal Revenue, long Told, ProductWords Words)> _sums = [];

    public void Add(string key, string currency, long lines, decimal units, decimal revenue, long told, ProductWords words)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, (key, currency), out var known);
        sum = known
            ? (sum.Lines + lines, sum.Units + units, sum.Revenue + revenue, Math.Max(sum.Told, told), told > sum.Told ? words : sum.Words)
            : (lines, units, revenue, told, words);
    }

    public void Add(string key, string currency, in TailLine line) => Add(
        key, currency, line.Entry, line.Quantity, line.Amount, LineSums.ToldBy(line.Entry, line.EventId, line.LineNumber, line.Words.Name is not null), line.Words);

    /// <summary>The first of each currency. What is all taken back is not among them.</summary>
    public List<RankedFigures> Take(RankBy by, int rowsMax, bool withWords) =>
    [
        .. _sums.Where(one => one.Value.Lines != 0 || one.Value.Units != 0 || one.Value.Revenue != 0)
            .GroupBy(one => one.Key.Currency, StringComparer.Ordinal)
            .OrderBy(currency => currency.Key, StringComparer.Ordinal)
            .SelectMany(currency => currency
                .OrderByDescending(one => by == RankBy.Units ? one.Value.Units : one.Value.Revenue)
                .ThenBy(one => one.Key.Key, StringComparer.Ordinal)
                .Take(rowsMax)
                .Select(one => new RankedFigures(one.Key.Key, currency.Key, withWords ? one.Value.Words : null, one.Value.Lines, one.Value.Units, one.Value.Revenue))),
    ];
}
