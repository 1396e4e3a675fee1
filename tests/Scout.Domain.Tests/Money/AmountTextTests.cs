using System.Text;
using Scout.Domain.Money;

namespace Scout.Domain.Tests.Money;

public sealed class AmountTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("25.5", 255_000)]
    [InlineData("-1e2", -1_000_000)]
    [InlineData("1.0000000000000000000000000000000", 10_000)]
    public void Read_OfANumber_IsExact(string text, long units)
    {
        Assert.Null(AmountText.Read(Encoding.UTF8.GetBytes(text), out var amount));
        Assert.Equal(units, amount.Units);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("1,5")]
    [InlineData("01")]
    [InlineData("1 2")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    [InlineData("NaN")]
    [InlineData("1.00001")]
    [InlineData("1.00000000000000000000000000000000001")]
    [InlineData("1000000000000")]
    public void Read_OfAnythingElse_TellsTheFault(string text) => Assert.NotNull(AmountText.Read(Encoding.UTF8.GetBytes(text), out _));
}
