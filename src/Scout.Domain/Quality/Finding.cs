using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Scout.Domain.Money;
using Scout.Domain.Transactions;

namespace Scout.Domain.Quality;

/// <summary>One place where a transaction breaks a rule.</summary>
/// <param name="Rule">The rule's bit.</param>
/// <param name="Path">The member at fault, for example <c>items[0].qty</c>.</param>
/// <param name="Value">What it is, as a JSON value.</param>
/// <param name="Limit">What it may be at most or at least, as a JSON value.</param>
public sealed record Finding(BrokenRules Rule, string Path, string Value, string Limit);

/// <summary>Explains a verdict: the rule, the value and the limit. Only for transactions that are held, so it may allocate.</summary>
public static class Findings
{
    /// <summary>Findings told of one rule; a receipt of a thousand wrong lines is explained by its first.</summary>
    private const int OfOneRuleMax = 5;

    /// <returns>What breaks each of the rules asked about, in the order of the rules.</returns>
    public static IReadOnlyList<Finding> Explain(Transaction transaction, QualityRules rules, in RuleContext context, BrokenRules asked)
    {
        var findings = new List<Finding>();
        if ((asked & BrokenRules.NegativeAmount) != 0)
            findings.AddRange(ExplainSigns(transaction).Take(OfOneRuleMax));
        if ((asked & BrokenRules.LineSumMismatch) != 0)
            findings.Add(new Finding(BrokenRules.LineSumMismatch, "total_amount", Number(transaction.TotalAmount), SumOfLines(transaction)));
        if ((asked & BrokenRules.FutureTimestamp) != 0)
            findings.Add(new Finding(BrokenRules.FutureTimestamp, "ts", Instant(transaction.OccurredAt), Instant(context.ReceivedAt + rules[BrokenRules.FutureTimestamp].Span)));
        if ((asked & BrokenRules.AmountLimit) != 0)
            findings.Add(new Finding(BrokenRules.AmountLimit, "total_amount", Number(transaction.TotalAmount), Number(rules[BrokenRules.AmountLimit].Amount)));
        if ((asked & BrokenRules.LineMath) != 0)
            findings.AddRange(ExplainLineMath(transaction, rules).Take(OfOneRuleMax));
        if ((asked & BrokenRules.LateEvent) != 0 && context.Watermark is { } watermark)
            findings.Add(new Finding(BrokenRules.LateEvent, "ts", Instant(transaction.OccurredAt), Instant(watermark - rules[BrokenRules.LateEvent].Span)));
        return findings;
    }

    /// <summary>The findings as a JSON array, as they are stored and shown: <c>[{"rule","path","value","limit"}]</c>.</summary>
    public static string ToJson(IReadOnlyList<Finding> findings)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var finding in findings)
            {
                writer.WriteStartObject();
                writer.WriteString("rule", RuleCatalog.All[RuleCatalog.IndexOf(finding.Rule)].Name);
                writer.WriteString("path", finding.Path);
                writer.WritePropertyName("value");
                writer.WriteRawValue(finding.Value);
                writer.WritePropertyName("limit");
                writer.WriteRawValue(finding.Limit);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The findings in one line of text that holds no value that was sent.</summary>
    public static string ToReason(IReadOnlyList<Finding> findings) =>
        "breaks " + string.Join("; ", findings.Select(finding => $"{RuleCatalog.All[RuleCatalog.IndexOf(finding.Rule)].Name} at {finding.Path}"));

    private static IEnumerable<Finding> ExplainSigns(Transaction transaction)
    {
        var isReturn = transaction.Type == TransactionType.Return;
        if (QualityEvaluator.HasWrongSign(transaction.TotalAmount, isReturn))
            yield return new Finding(BrokenRules.NegativeAmount, "total_amount", Number(transaction.TotalAmount), "0");
        foreach (var (index, item) in transaction.Items.Index())
        {
            if (QualityEvaluator.FindWrongSign(item, isReturn) is { } member)
                yield return new Finding(BrokenRules.NegativeAmount, string.Create(CultureInfo.InvariantCulture, $"items[{index}].{member}"), Number(ValueOf(item, member)), "0");
        }
    }

    private static IEnumerable<Finding> ExplainLineMath(Transaction transaction, QualityRules rules)
    {
        foreach (var (index, item) in transaction.Items.Index())
        {
            if (!QualityEvaluator.IsBeyond(QualityEvaluator.LineMathGap(item), item.LineAmount, rules[BrokenRules.LineMath], Amount.UnitsPerWhole))
                continue;

            // The product of two amounts has up to eight places and 32 digits, more than a decimal holds when both are at their largest.
            var product = (Int128)item.Quantity.Units * item.UnitPrice.Units / Amount.UnitsPerWhole;
            yield return new Finding(
                BrokenRules.LineMath, string.Create(CultureInfo.InvariantCulture, $"items[{index}].line_amount"), Number(item.LineAmount), Number(product));
        }
    }

    private static Amount ValueOf(LineItem item, string member) => member switch
    {
        "qty" => item.Quantity,
        "unit_price" => item.UnitPrice,
        _ => item.LineAmount,
    };

    private static string SumOfLines(Transaction transaction)
    {
        Int128 lines = 0;
        foreach (var item in transaction.Items)
            lines += item.LineAmount.Units;
        return Number(lines);
    }

    private static string Number(Amount amount) => amount.ToString();

    private static string Number(Int128 units) => Amount.ToDecimal(units).ToString(CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset instant) => $"\"{instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture)}\"";
}
