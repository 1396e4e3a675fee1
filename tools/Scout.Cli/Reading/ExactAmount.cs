using Scout.Domain.Money;

namespace Scout.Cli.Reading;

/// <summary>Amounts as decimals, over their whole range.</summary>
internal static class ExactAmount
{
    /// <summary>The same value. Exact, because an amount has at most 16 digits and a decimal keeps 28.</summary>
    public static decimal Exactly(this Amount amount) => (decimal)amount.Units / Amount.UnitsPerWhole;
}
