using Scout.Domain.Stores;

namespace Scout.Grains.Chain;

/// <summary>Figures by currency, so that nobody can add two.</summary>
internal sealed class CurrencySums
{
    private readonly SortedDictionary<string, StoreFigures> _sums = new(StringComparer.Ordinal);

    public StoreFigures this[string currency] => _sums.GetValueOrDefault(currency);

    public void Add(string currency, StoreFigures figures) => _sums[currency] = _sums.GetValueOrDefault(currency) + figures;

    /// <summary>The main currency, then those that have a figure.</summary>
    public IEnumerable<string> Currencies(string mainCurrency) =>
        _sums.Where(sum => sum.Key != mainCurrency && sum.Value != default).Select(sum => sum.Key).Prepend(mainCurrency);
}
