using System.Numerics;
using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Domain.Tests.Quality;

/// <summary>The rules a second time, word for word as the contract has them, in numbers without bounds.</summary>
internal static class RuleOracle
{
    private static readonly BigInteger Cent = 100;

    public static BrokenRules FindBroken(Transaction transaction, DateTimeOffset now, DateTimeOffset? watermark)
    {
        var broken = BrokenRules.None;
        var sign = transaction.Type == TransactionType.Return ? -1 : 1;
        BigInteger total = transaction.TotalAmount.Units;
        var lines = transaction.Items.Aggregate(BigInteger.Zero, (sum, item) => sum + item.LineAmount.Units);
        var discounts = transaction.Items.Aggregate(BigInteger.Zero, (sum, item) => sum + (item.Discount?.Units ?? 0));

        if (sign * total < 0 || transaction.Items.Any(item => IsNegative(item, sign)))
            broken |= BrokenRules.NegativeAmount;
        if (new[] { lines, Less(lines, discounts) }.All(sum => BigInteger.Abs(total - sum) * 100 > BigInteger.Abs(total) && BigInteger.Abs(total - sum) > Cent))
            broken |= BrokenRules.LineSumMismatch;
        if (transaction.OccurredAt > now.AddHours(24))
            broken |= BrokenRules.FutureTimestamp;
        if (BigInteger.Abs(total) > 10_000 * Amount.UnitsPerWhole)
            broken |= BrokenRules.AmountLimit;
        if (transaction.Items.Any(IsWrongProduct))
            broken |= BrokenRules.LineMath;
        if (watermark is { } reached && transaction.OccurredAt < reached.AddMinutes(-30))
            broken |= BrokenRules.LateEvent;
        return broken;
    }

    private static bool IsNegative(LineItem item, int sign) => sign > 0
        ? item.LineAmount.Units < 0 || item.UnitPrice.Units < 0 || item.Quantity.Units <= 0
        : item.LineAmount.Units > 0 || item.Quantity.Units > 0;

    private static bool IsWrongProduct(LineItem item)
    {
        // In units of 10^-8, where the product of two amounts is whole.
        var amount = (BigInteger)item.LineAmount.Units * Amount.UnitsPerWhole;
        var product = (BigInteger)item.Quantity.Units * item.UnitPrice.Units;
        var discount = (BigInteger)(item.Discount?.Units ?? 0) * Amount.UnitsPerWhole;
        return new[] { product, Less(product, discount) }.All(
            expected => BigInteger.Abs(amount - expected) * 100 > BigInteger.Abs(amount) && BigInteger.Abs(amount - expected) > Cent * Amount.UnitsPerWhole);
    }

    private static BigInteger Less(BigInteger amount, BigInteger discount) => amount < 0 ? amount + BigInteger.Abs(discount) : amount - discount;
}
