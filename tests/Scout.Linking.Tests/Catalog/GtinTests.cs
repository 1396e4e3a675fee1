using CsCheck;
using Scout.Linking.Catalog;

namespace Scout.Linking.Tests.Catalog;

public sealed class GtinTests
{
    [Theory]
    [InlineData("96385074", "00000096385074")]
    [InlineData("036000291452", "00036000291452")]
    [InlineData("5449000000996", "05449000000996")]
    [InlineData(" 10614141000415 ", "10614141000415")]
    public void TryParse_OfEachLength_GivesFourteenDigits(string text, string expected)
    {
        Assert.True(Gtin.TryParse(text, out var gtin));
        Assert.Equal(expected, gtin.ToString());
    }

    [Theory]
    [InlineData("5449000000997")]
    [InlineData("544900000099")]
    [InlineData("54490000009960")]
    [InlineData("0000000000000")]
    [InlineData("54490-0000996")]
    [InlineData("٥٤٤٩٠٠٠٠٠٠٩٩٦")]
    [InlineData("1234567")]
    [InlineData("")]
    public void TryParse_OfAnythingElse_Refuses(string text) => Assert.False(Gtin.TryParse(text, out _));

    [Fact]
    public void TryParse_WithOneDigitChanged_Refuses() => Gen.Select(Gen.Int[0, 12], Gen.Int[1, 9]).Sample((at, by) =>
    {
        var digits = "5449000000996".ToCharArray();
        digits[at] = (char)('0' + (digits[at] - '0' + by) % 10);
        return !Gtin.TryParse(digits, out _);
    });
}
