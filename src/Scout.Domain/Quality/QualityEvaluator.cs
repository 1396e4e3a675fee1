using Scout.Domain.Money;
using Scout.Domain.Transactions;

namespace Scout.Domain.Quality;

/// <summary>What the rules know of a transaction besides itself.</summary>
/// <param name="ReceivedAt">Now, as the server sees it.</param>
/// <param name="Watermark">The greatest event time the store had reached; null before its first transaction.</param>
public readonly record struct RuleContext(DateTimeOffset ReceivedAt, DateTimeOffset? Watermark);

/// <summary>Judges one parsed transaction. Pure, and without an allocation: it runs for every transaction there is.</summary>
/// <remarks>
/// All arithmetic is exact, in units of <see cref="Amount"/>. A thousand lines of 10^16 units, and a product of two amounts, exceed 64
/// bits, so sums and products are 128 bits wide. A limit is broken beyond it, never at it.
/// </remarks>
public static class QualityEvaluator
{
    /// <returns>Every rule that is broken, whatever its action.</returns>
    public static BrokenRules FindBroken(Transaction transaction, QualityRules rules, in RuleContext context)
    {
        var broken = BrokenRules.None;
        var isReturn = transaction.Type == TransactionType.Return;
        var lineMath = rules[BrokenRules.LineMath];
        var items = transaction.Items;
        Int128 lines = 0;
        Int128 discounts = 0;
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            lines += item.LineAmount.Units;
            discounts += item.Discount?.Units ?? 0;
            if (FindWrongSign(item, isReturn) is not null)
                broken |= BrokenRules.NegativeAmount;
            if (LineMathGap(item) is var gap && IsBeyond(gap, item.LineAmount, lineMath, Amount.UnitsPerWhole))
                broken |= BrokenRules.LineMath;
        }

        if (HasWrongSign(transaction.TotalAmount, isReturn))
            broken |= BrokenRules.NegativeAmount;
        if (IsBeyond(SumGap(transaction, lines, discounts), transaction.TotalAmount, rules[BrokenRules.LineSumMismatch], 1))
            broken |= BrokenRules.LineSumMismatch;
        if (transaction.OccurredAt - context.ReceivedAt > rules[BrokenRules.FutureTimestamp].Span)
            broken |= BrokenRules.FutureTimestamp;
        if (Math.Abs(transaction.TotalAmount.Units) > rules[BrokenRules.AmountLimit].Amount.Units)
            broken |= BrokenRules.AmountLimit;
        if (context.Watermark is { } watermark && watermark - transaction.OccurredAt > rules[BrokenRules.LateEvent].Span)
            broken |= BrokenRules.LateEvent;
        return broken;
    }

    /// <summary>The member of a line whose sign is not that of its transaction; null when all are well.</summary>
    internal static string? FindWrongSign(LineItem item, bool isReturn)
    {
        if (isReturn)
            return item.Quantity.Units > 0 ? "qty" : item.LineAmount.Units > 0 ? "line_amount" : null;
        if (item.Quantity.Units <= 0)
            return "qty";
        return item.UnitPrice.Units < 0 ? "unit_price" : item.LineAmount.Units < 0 ? "line_amount" : null;
    }

    internal static bool HasWrongSign(Amount total, bool isReturn) => isReturn ? total.Units > 0 : total.Units < 0;

    /// <summary>How far the total is from the lines, or from the lines less the discounts, whichever is nearer. In units.</summary>
    internal static Int128 SumGap(Transaction transaction, Int128 lines, Int128 discounts)
    {
        var total = transaction.TotalAmount.Units;
        return Int128.Min(Int128.Abs(total - lines), Int128.Abs(total - Reduce(lines, discounts)));
    }

    /// <summary>How far a line amount is from quantity times price, or from that less the discount, whichever is nearer. In units of 10^-8.</summary>
    internal static Int128 LineMathGap(LineItem item)
    {
        var amount = (Int128)item.LineAmount.Units * Amount.UnitsPerWhole;
        var product = (Int128)item.Quantity.Units * item.UnitPrice.Units;
        var gap = Int128.Abs(amount - product);
        return item.Discount is { } discount
            ? Int128.Min(gap, Int128.Abs(amount - Reduce(product, (Int128)discount.Units * Amount.UnitsPerWhole)))
            : gap;
    }

    /// <summary>Whether a gap is beyond both the share of an amount and the absolute amount that a rule tolerates.</summary>
    /// <param name="gap">In units, times <paramref name="scale"/>.</param>
    /// <param name="whole">What the share is of.</param>
    /// <param name="tolerance">The rule's limits.</param>
    /// <param name="scale">How much finer the gap is than units.</param>
    internal static bool IsBeyond(Int128 gap, Amount whole, in RuleSetting tolerance, long scale) =>
        gap > (Int128)tolerance.Amount.Units * scale
        && gap * Amount.UnitsPerWhole > (Int128)Math.Abs(whole.Units) * tolerance.Share.Units * scale;

    // A discount makes what is paid smaller: of a return, whose amounts are negative, it is added. Devices send it there with either sign.
    private static Int128 Reduce(Int128 amount, Int128 discount) => amount < 0 ? amount + Int128.Abs(discount) : amount - discount;
}
