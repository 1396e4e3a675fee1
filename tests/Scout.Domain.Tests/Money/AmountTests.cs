using System.Text;
using CsCheck;
using Scout.Domain.Money;

namespace Scout.Domain.Tests.Money;

public sealed class AmountTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "0.0001")]
    [InlineData(-1, "-0.0001")]
    [InlineData(10_000, "1")]
    [InlineData(2_455_000, "245.5")]
    [InlineData(-125_000, "-12.5")]
    [InlineData(1_010, "0.101")]
    [InlineData(Amount.UnitsMax, "999999999999.9999")]
    [InlineData(-Amount.UnitsMax, "-999999999999.9999")]
    public void Format_WhenGivenUnits_WritesShortestDecimal(long units, string expected) => Assert.Equal(expected, Format(new Amount(units)));

    [Fact]
    public void Format_WhenReadBack_IsTheSameAmount() =>
        Gen.Long[-Amount.UnitsMax, Amount.UnitsMax].Sample(units =>
            Amount.FromDecimal(decimal.Parse(Format(new Amount(units)), System.Globalization.CultureInfo.InvariantCulture)).Units == units);

    // 214,748.3648 is 2^31 units: from there on the conversion of a word to int overflows under checked arithmetic.
    [Fact]
    public void ToString_WhenFormatted_AgreesWithFormat() =>
        Gen.Long[-Amount.UnitsMax, Amount.UnitsMax].Sample(units => new Amount(units).ToString() == Format(new Amount(units)));

    [Fact]
    public void ToDecimal_WhenSumExceeds64Bits_StaysExact()
    {
        var units = (Int128)Amount.UnitsMax * 100_000;

        Assert.Equal(99_999_999_999_999_990m, Amount.ToDecimal(units));
        Assert.Equal(-99_999_999_999_999_990m, Amount.ToDecimal(-units));
    }

    [Theory]
    [InlineData("1.23456")]
    [InlineData("1000000000000")]
    [InlineData("-1000000000000")]
    public void FromDecimal_WhenOutOfBounds_Throws(string value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Amount.FromDecimal(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture)));

    private static string Format(Amount amount)
    {
        Span<byte> bytes = stackalloc byte[20];
        return Encoding.UTF8.GetString(bytes[..amount.Format(bytes)]);
    }
}
