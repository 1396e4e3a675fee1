using Scout.Domain.Money;

namespace Scout.Domain.Quality;

/// <summary>The rule of totals and lines, asked of what is stored: sums of a row of silver and of its lines, in units.</summary>
/// <remarks>For a store whose own arithmetic is too narrow: a thousand line amounts do not fit 64 bits.</remarks>
public readonly record struct StoredSums(Int128 Total, Int128 Lines, Int128 Discounts)
{
    /// <summary>Whether the total is beyond the tolerance both from the lines and from the lines less the discounts, as <see cref="QualityEvaluator"/> has it.</summary>
    public bool Differ(in RuleSetting tolerance)
    {
        var reduced = Lines < 0 ? Lines + Int128.Abs(Discounts) : Lines - Discounts;
        var gap = Int128.Min(Int128.Abs(Total - Lines), Int128.Abs(Total - reduced));
        return gap > tolerance.Amount.Units && gap * Amount.UnitsPerWhole > Int128.Abs(Total) * tolerance.Share.Units;
    }
}
