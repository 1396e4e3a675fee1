using System.Globalization;
using CsCheck;
using Scout.Domain.Stores;

namespace Scout.Domain.Tests.Stores;

public sealed class StoreFiguresTests
{
    private static readonly Gen<StoreFigures> Some = Gen.Select(
        Gen.Long[0, 1_000_000], Gen.Long[0, 1_000_000], Gen.Long[0, 1_000_000], Gen.Long[-1_000_000_000, 1_000_000_000], Gen.Long[-1_000_000_000, 1_000_000_000],
        Gen.Long[0, 1_000_000],
        (transactions, returns, items, units, revenue, late) => new StoreFigures
        {
            Transactions = transactions,
            Returns = returns,
            Items = items,
            Units = units / 10_000m,
            Revenue = revenue / 10_000m,
            Late = late,
        });

    [Fact]
    public void Add_TwoSets_AddsEveryMember()
    {
        var left = new StoreFigures { Transactions = 1, Returns = 2, Items = 3, Units = 4.5m, Revenue = 5.25m, Late = 6 };
        var right = new StoreFigures { Transactions = 10, Returns = 20, Items = 30, Units = -40.5m, Revenue = -50.25m, Late = 60 };

        Assert.Equal(new StoreFigures { Transactions = 11, Returns = 22, Items = 33, Units = -36m, Revenue = -45m, Late = 66 }, left + right);
    }

    [Fact]
    public void Add_AnySets_IsIndifferentToOrderAndGrouping() => Gen.Select(Some, Some, Some).Sample(
        (a, b, c) => a + b == b + a && a + b + c == a + (b + c) && a + new StoreFigures() == a);

    [Theory]
    [InlineData(0, "0", "0")]
    [InlineData(0, "12.5", "0")]
    [InlineData(1, "245.5", "245.5")]
    [InlineData(3, "10", "3.3333")]
    [InlineData(3, "20", "6.6667")]
    [InlineData(8, "0.0004", "0.0001")]
    [InlineData(8, "-0.0004", "-0.0001")]
    [InlineData(8, "0.0003", "0")]
    [InlineData(2, "-5", "-2.5")]
    [InlineData(4, "100", "25")]
    public void AverageBasket_SumAndCount_RoundsHalfAwayFromZeroAtFourPlaces(long transactions, string revenue, string expected)
    {
        var figures = new StoreFigures { Transactions = transactions, Revenue = decimal.Parse(revenue, CultureInfo.InvariantCulture) };
        Assert.Equal(expected, figures.AverageBasket.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("245.5000", "245.5")]
    [InlineData("100.0000", "100")]
    [InlineData("0.0000", "0")]
    [InlineData("-0.10", "-0.1")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("0.0001", "0.0001")]
    public void Normalise_TrailingZeros_AreGone(string value, string expected) => Assert.Equal(
        expected, StoreFigures.Normalise(decimal.Parse(value, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Normalise_AnyDecimal_IsTheSameValueWithoutTrailingZeros() => Gen.Select(Gen.Long, Gen.Int[0, 10]).Sample((units, scale) =>
    {
        var value = new decimal(unchecked((int)units), unchecked((int)(units >> 32)), 0, units % 2 == 0, (byte)scale);
        var text = StoreFigures.Normalise(value).ToString(CultureInfo.InvariantCulture);
        return StoreFigures.Normalise(value) == value && !(text.Contains('.', StringComparison.Ordinal) && text.EndsWith('0'));
    });
}
