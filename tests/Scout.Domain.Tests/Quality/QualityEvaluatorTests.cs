using System.Text.Json;
using CsCheck;
using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Tests.Transactions;
using Scout.Domain.Transactions;

namespace Scout.Domain.Tests.Quality;

/// <summary>Each rule below, at and above its limit. A limit is broken beyond it, never at it.</summary>
public sealed class QualityEvaluatorTests
{
    private static readonly DateTimeOffset Now = new(2025, 1, 24, 18, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(100, 2, 50, 100, BrokenRules.None)]
    [InlineData(0, 2, 0, 0, BrokenRules.None)]
    [InlineData(-0.01, 1, 0, 0, BrokenRules.NegativeAmount)]
    [InlineData(0, 0, 5, 0, BrokenRules.NegativeAmount)]
    [InlineData(0, -1, 0, 0, BrokenRules.NegativeAmount)]
    [InlineData(0, 1, -0.01, 0, BrokenRules.NegativeAmount)]
    [InlineData(0, 1, 0, -0.01, BrokenRules.NegativeAmount)]
    public void FindBroken_SaleOfSomeSign_TellsNegativeAmount(decimal total, decimal quantity, decimal price, decimal amount, BrokenRules expected) =>
        Assert.Equal(expected, Find(Sale(total, Line(quantity, price, amount))));

    [Theory]
    [InlineData(-100, -2, 50, -100, BrokenRules.None)]
    [InlineData(0, 0, 5, 0, BrokenRules.None)]
    [InlineData(0.01, -1, 0, 0, BrokenRules.NegativeAmount)]
    [InlineData(0, 1, 0, 0, BrokenRules.NegativeAmount)]
    [InlineData(0, -1, 0, 0.01, BrokenRules.NegativeAmount)]
    public void FindBroken_ReturnOfSomeSign_TellsNegativeAmount(decimal total, decimal quantity, decimal price, decimal amount, BrokenRules expected) =>
        Assert.Equal(expected, Find(Return(total, Line(quantity, price, amount))));

    [Theory]
    [InlineData(100, 99, 0, false)]
    [InlineData(100, 101, 0, false)]
    [InlineData(100, 98.9999, 0, true)]
    [InlineData(100, 101.0001, 0, true)]
    [InlineData(0.5, 0.51, 0, false)]
    [InlineData(0.5, 0.5101, 0, true)]
    [InlineData(0, 0.01, 0, false)]
    [InlineData(0, 0.0101, 0, true)]
    [InlineData(90, 100, 10, false)]
    [InlineData(90, 100, 9.1, false)]
    [InlineData(90, 100, 9.0999, true)]
    [InlineData(100, 100, 10, false)]
    [InlineData(245.5, 50, 0, true)]
    public void FindBroken_TotalBesideItsLines_TellsLineSumMismatch(decimal total, decimal lines, decimal discount, bool isBroken) =>
        Assert.Equal(isBroken, Find(Sale(total, Line(1, lines, lines, discount))).HasFlag(BrokenRules.LineSumMismatch));

    [Theory]
    [InlineData(-90, -100, 10, false)]
    [InlineData(-90, -100, -10, false)]
    [InlineData(-110, -100, -10, true)]
    [InlineData(-100, -99, 0, false)]
    [InlineData(-100, -98.9999, 0, true)]
    public void FindBroken_ReturnBesideItsLines_TellsLineSumMismatch(decimal total, decimal lines, decimal discount, bool isBroken) =>
        Assert.Equal(isBroken, Find(Return(total, Line(-1, -lines, lines, discount))).HasFlag(BrokenRules.LineSumMismatch));

    [Theory]
    [InlineData(24 * 3600 * 1_000_000L, false)]
    [InlineData(24 * 3600 * 1_000_000L + 1, true)]
    [InlineData(-1, false)]
    public void FindBroken_TimeAheadOfReceipt_TellsFutureTimestamp(long microseconds, bool isBroken) =>
        Assert.Equal(isBroken, Find(Sale(50, Line(1, 50, 50), Now.AddMicroseconds(microseconds))).HasFlag(BrokenRules.FutureTimestamp));

    [Theory]
    [InlineData(10_000, false)]
    [InlineData(10_000.0001, true)]
    public void FindBroken_TotalNearTheLimit_TellsAmountLimit(decimal total, bool isBroken)
    {
        Assert.Equal(isBroken, Find(Sale(total, Line(1, total, total))).HasFlag(BrokenRules.AmountLimit));
        Assert.Equal(isBroken, Find(Return(-total, Line(-1, total, -total))).HasFlag(BrokenRules.AmountLimit));
    }

    [Theory]
    [InlineData(2, 49.5, 100, 0, false)]
    [InlineData(2, 49.4999, 100, 0, true)]
    [InlineData(2, 50.5, 100, 0, false)]
    [InlineData(2, 50.5001, 100, 0, true)]
    [InlineData(3, 0.33, 1, 0, false)]
    [InlineData(3, 0.3299, 1, 0, true)]
    [InlineData(1, 0.51, 0.5, 0, false)]
    [InlineData(1, 0.5101, 0.5, 0, true)]
    [InlineData(2, 50, 90, 10, false)]
    [InlineData(2, 50, 90, 9.1, false)]
    [InlineData(2, 50, 90, 9.0999, true)]
    [InlineData(2, 50, 100, 10, false)]
    public void FindBroken_LineBesideItsPrice_TellsLineMath(decimal quantity, decimal price, decimal amount, decimal discount, bool isBroken) =>
        Assert.Equal(isBroken, Find(Sale(amount, Line(quantity, price, amount, discount))).HasFlag(BrokenRules.LineMath));

    [Theory]
    [InlineData(-30 * 60 * 1_000_000L, false)]
    [InlineData(-30 * 60 * 1_000_000L - 1, true)]
    [InlineData(0, false)]
    public void FindBroken_TimeBehindTheWatermark_TellsLateEvent(long microseconds, bool isBroken)
    {
        var watermark = Now.AddHours(-3);
        var broken = QualityEvaluator.FindBroken(Sale(50, Line(1, 50, 50), watermark.AddMicroseconds(microseconds)), QualityRules.Default, new RuleContext(Now, watermark));
        Assert.Equal(isBroken, broken.HasFlag(BrokenRules.LateEvent));
    }

    [Fact]
    public void FindBroken_FirstOfItsStore_IsNeverLate() =>
        Assert.Equal(BrokenRules.None, Find(Sale(50, Line(1, 50, 50), Now.AddYears(-10))));

    [Fact]
    public void FindBroken_LargestAmounts_DoesNotOverflow()
    {
        const decimal Largest = 999_999_999_999.9999m;
        var lines = Enumerable.Repeat(Line(Largest, Largest, Largest, Largest), TransactionLimits.ItemsMax).ToArray();
        var broken = Find(Sale(Largest, lines));
        Assert.True(broken.HasFlag(BrokenRules.LineMath));
        Assert.Equal(BrokenRules.None, broken & BrokenRules.NegativeAmount);
    }

    [Fact]
    public void FindBroken_RulesOfAnotherLimit_GoesByThem()
    {
        var rules = QualityRules.Default
            .With(new RuleOverride(null, BrokenRules.AmountLimit, Amount: Amount.FromDecimal(50)))
            .With(new RuleOverride(null, BrokenRules.LineSumMismatch, Share: Amount.FromDecimal(0.1m)));
        Assert.Equal(BrokenRules.None, QualityEvaluator.FindBroken(Sale(50, Line(1, 45, 45)), rules, new RuleContext(Now, null)));
        Assert.Equal(BrokenRules.AmountLimit, QualityEvaluator.FindBroken(Sale(50.01m, Line(1, 50, 50)), rules, new RuleContext(Now, null)));
    }

    [Fact]
    public void Of_RulesOfThreeActions_TakesTheStrongest()
    {
        var rules = QualityRules.Default.With(BrokenRules.AmountLimit, new RuleSetting(RuleAction.Reject, Amount: Amount.FromDecimal(10)));
        Assert.Equal(new Verdict(BrokenRules.None, BrokenRules.None, Disposition.Promote), Verdict.Of(BrokenRules.None, rules));
        Assert.Equal(new Verdict(BrokenRules.LineMath, BrokenRules.None, Disposition.Promote), Verdict.Of(BrokenRules.LineMath, rules));
        Assert.Equal(
            new Verdict(BrokenRules.LineMath | BrokenRules.NegativeAmount, BrokenRules.NegativeAmount, Disposition.Quarantine),
            Verdict.Of(BrokenRules.LineMath | BrokenRules.NegativeAmount, rules));
        Assert.Equal(
            new Verdict(BrokenRules.AmountLimit | BrokenRules.NegativeAmount, BrokenRules.AmountLimit, Disposition.Reject),
            Verdict.Of(BrokenRules.AmountLimit | BrokenRules.NegativeAmount, rules));
    }

    [Fact]
    public void Explain_EverythingBroken_NamesRulePathValueAndLimit()
    {
        var sale = Sale(20_000, [Line(1, 5, 5), Line(-2, 3, 7)], Now.AddDays(2));
        var context = new RuleContext(Now, Now.AddDays(3));
        var broken = QualityEvaluator.FindBroken(sale, QualityRules.Default, context);
        using var findings = JsonDocument.Parse(Findings.ToJson(Findings.Explain(sale, QualityRules.Default, context, broken)));
        Assert.Equal(
            [
                """negative_amount items[1].qty -2 0""",
                """line_sum_mismatch total_amount 20000 12""",
                """future_timestamp ts "2025-01-26T18:00:00Z" "2025-01-25T18:00:00Z" """.TrimEnd(),
                """amount_limit total_amount 20000 10000""",
                """line_math items[1].line_amount 7 -6""",
                """late_event ts "2025-01-26T18:00:00Z" "2025-01-27T17:30:00Z" """.TrimEnd(),
            ],
            findings.RootElement.EnumerateArray().Select(finding =>
                $"{finding.GetProperty("rule").GetString()} {finding.GetProperty("path").GetString()} {finding.GetProperty("value").GetRawText()} {finding.GetProperty("limit").GetRawText()}"));
    }

    [Fact]
    public void ToReason_Findings_HoldsNoValueThatWasSent()
    {
        var sale = Sale(77_777, Line(1, 5, 5));
        var reason = Findings.ToReason(Findings.Explain(sale, QualityRules.Default, new RuleContext(Now, null), BrokenRules.LineSumMismatch | BrokenRules.AmountLimit));
        Assert.Equal("breaks line_sum_mismatch at total_amount; amount_limit at total_amount", reason);
    }

    [Fact]
    public void Explain_AThousandWrongLines_NamesTheFirstFew()
    {
        var sale = Sale(0, [.. Enumerable.Repeat(Line(-1, 0, 0), 1000)]);
        Assert.Equal(5, Findings.Explain(sale, QualityRules.Default, new RuleContext(Now, null), BrokenRules.NegativeAmount).Count);
    }

    [Fact]
    public void FindBroken_AnyTransaction_EqualsTheWordsOfTheContract() => Contents.Transaction.Sample(content =>
    {
        var transaction = Sample.ParseValid(content.ToJsonString());
        foreach (var watermark in new DateTimeOffset?[] { null, transaction.OccurredAt.AddMinutes(31), transaction.OccurredAt.AddMinutes(29) })
            Assert.Equal(RuleOracle.FindBroken(transaction, Now, watermark), QualityEvaluator.FindBroken(transaction, QualityRules.Default, new RuleContext(Now, watermark)));
    });

    private static BrokenRules Find(Transaction transaction) => QualityEvaluator.FindBroken(transaction, QualityRules.Default, new RuleContext(Now, null));

    private static Transaction Sale(decimal total, params LineItem[] lines) => Sale(total, lines, Now);

    private static Transaction Sale(decimal total, LineItem line, DateTimeOffset occurredAt) => Sale(total, [line], occurredAt);

    private static Transaction Sale(decimal total, LineItem[] lines, DateTimeOffset occurredAt) => Make(TransactionType.Sale, total, lines, occurredAt);

    private static Transaction Return(decimal total, params LineItem[] lines) => Make(TransactionType.Return, total, lines, Now);

    private static Transaction Make(TransactionType type, decimal total, LineItem[] lines, DateTimeOffset occurredAt) => new()
    {
        TransactionId = TransactionId.Parse("TXN-1"),
        StoreId = StoreId.Parse("STORE-1"),
        Type = type,
        OccurredAt = occurredAt,
        TotalAmount = Amount.FromDecimal(total),
        Items = lines,
        ContentHash = default,
    };

    private static LineItem Line(decimal quantity, decimal price, decimal amount, decimal discount = 0) => new()
    {
        ProductId = "PROD-1",
        Quantity = Amount.FromDecimal(quantity),
        UnitPrice = Amount.FromDecimal(price),
        LineAmount = Amount.FromDecimal(amount),
        Discount = discount == 0 ? null : Amount.FromDecimal(discount),
    };
}
