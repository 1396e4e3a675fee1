using System.Globalization;
using System.Numerics;
using CsCheck;
using Scout.Domain.Money;

namespace Scout.Domain.Tests.Transactions;

public sealed class NumberTests
{
    private const string Decimals = "total_amount: must have at most 4 decimals";
    private const string Range = "total_amount: must be below 10^12 in absolute value";

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("-0.000e-7", 0)]
    [InlineData("0e999", 0)]
    [InlineData("0e-99999999999999999999999999", 0)]
    [InlineData("1.5", 15_000)]
    [InlineData("1.50000", 15_000)]
    [InlineData("1e2", 1_000_000)]
    [InlineData("1E+02", 1_000_000)]
    [InlineData("15e-1", 15_000)]
    [InlineData("-245.50", -2_455_000)]
    [InlineData("0.0001", 1)]
    [InlineData("1.0001", 10_001)]
    [InlineData("100.5", 1_005_000)]
    [InlineData("999999999999.9999", Amount.UnitsMax)]
    [InlineData("-9999999999999999e-4", -Amount.UnitsMax)]
    [InlineData("0.000000000000000000000000000000000000001e39", 10_000)]
    [InlineData("1000000000000000000000000000000000000000e-39", 10_000)]
    public void Parse_WhenNumberIsAnAmount_ReadsItExactly(string number, long units) =>
        Assert.Equal(units, Sample.ParseValid(Sample.With("total_amount", number)).TotalAmount.Units);

    [Theory]
    [InlineData("1.23456", Decimals)]
    [InlineData("0.00001", Decimals)]
    [InlineData("1e-400", Decimals)]
    [InlineData("-1e-99999999999999999999999999", Decimals)]
    [InlineData("1e400", Range)]
    [InlineData("1e99999999999999999999999999", Range)]
    [InlineData("1000000000000", Range)]
    [InlineData("-1e12", Range)]
    [InlineData("1000000000000.00001", Range)]
    [InlineData("\"1.5\"", "total_amount: must be a number")]
    [InlineData("true", "total_amount: must be a number")]
    [InlineData("[1]", "total_amount: must be a number")]
    [InlineData("{\"a\":1}", "total_amount: must be a number")]
    public void Parse_WhenNumberIsNoAmount_NamesTheFault(string number, string expected) =>
        Assert.Equal([expected], Sample.ParseErrors(Sample.With("total_amount", number)));

    [Theory]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData("1e")]
    [InlineData("0x1")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void Parse_WhenNumberIsNotJson_IsMalformed(string number) => Sample.ParseMalformed(Sample.With("total_amount", number));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("5.0", 5)]
    [InlineData("12e3", 12_000)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9223372036854775.8070e3", 9_223_372_036_854_775_807)]
    public void Parse_WhenDeviceSeqIsWhole_ReadsIt(string number, long expected) =>
        Assert.Equal(expected, Sample.ParseValid(Sample.With("device_seq", number)).DeviceSeq);

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("9223372036854775808")]
    [InlineData("9999999999999999999")]
    [InlineData("1e19")]
    [InlineData("1e400")]
    [InlineData("1e-400")]
    [InlineData("\"1\"")]
    public void Parse_WhenDeviceSeqIsNotWhole_NamesTheFault(string number) =>
        Assert.Equal(["device_seq: must be an integer from 0 to 9223372036854775807"], Sample.ParseErrors(Sample.With("device_seq", number)));

    [Fact]
    public void Parse_WhenNumberHasAMillionDigits_ReadsItInOneGo() =>
        Assert.Equal(10_000, Sample.ParseValid(Sample.With("total_amount", "0." + new string('0', 99_999) + "1e100000")).TotalAmount.Units);

    [Fact]
    public void Parse_WhenNumberIsADecimal_AgreesWithDecimal() =>
        Gen.Select(Gen.Long, Gen.Int[0, 12]).Sample((digits, scale) =>
        {
            var value = (decimal)digits / (decimal)BigInteger.Pow(10, scale);
            var fits = decimal.Abs(value) < 1_000_000_000_000m && decimal.Round(value, 4) == value;

            var parsed = Sample.Parse(Sample.With("total_amount", value.ToString(CultureInfo.InvariantCulture)));

            return fits ? parsed.Transaction?.TotalAmount == Amount.FromDecimal(value) : parsed.Errors is not null;
        });

    [Fact]
    public void Parse_WhenNumberIsSpelledAnyhow_AgreesWithWholeNumberArithmetic() =>
        Gen.Select(Gen.OneOf(Gen.Long[-2_000_000, 2_000_000], Gen.Long), Gen.Int[0, 25], Gen.Int[-30, 30]).Sample((digits, decimals, exponent) =>
        {
            // The value is digits x 10^(exponent - decimals); 60 places make it whole.
            var scaled = new BigInteger(digits) * BigInteger.Pow(10, exponent - decimals + 60);
            var (units, rest) = (BigInteger.DivRem(scaled, BigInteger.Pow(10, 56), out var remainder), remainder);
            var fits = rest.IsZero && BigInteger.Abs(units) <= Amount.UnitsMax;

            var parsed = Sample.Parse(Sample.With("total_amount", Spell(digits, decimals) + "e" + exponent.ToString(CultureInfo.InvariantCulture)));

            return fits ? parsed.Transaction?.TotalAmount.Units == (long)units : parsed.Errors is not null;
        });

    private static string Spell(long digits, int decimals)
    {
        var text = BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return (digits < 0 ? "-" : "") + text[..^decimals] + (decimals > 0 ? "." + text[^decimals..] : "");
    }
}
