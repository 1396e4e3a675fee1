using CsCheck;
using Scout.Linking.Reading;

namespace Scout.Linking.Tests.Reading;

public sealed class NameReaderTests
{
    [Theory]
    [InlineData("cola 350ml", "350ml")]
    [InlineData("cola 0.25l", "250ml")]
    [InlineData("cola 0,33L", "330ml")]
    [InlineData("cola 350 ML", "350ml")]
    [InlineData("water 1.5 L", "1500ml")]
    [InlineData("water 1,5l", "1500ml")]
    [InlineData("cola 12x33cl", "12ct 330ml")]
    [InlineData("cola 12 x 33 cl", "12ct 330ml")]
    [InlineData("crisps 85 g", "85g")]
    [InlineData("coffee 12 oz", "340g")]
    [InlineData("soap 12 fl. oz", "355ml")]
    [InlineData("caps 30pk", "30ct")]
    [InlineData("pack of 6 cakes", "6ct")]
    [InlineData("SET/10 candles", "10ct")]
    [InlineData("card 2 GB", "2050mb")]
    [InlineData("tv 42\"", "1070mm")]
    [InlineData("tv 42-inch", "1070mm")]
    [InlineData("tv 32 in. wide", "813mm")]
    [InlineData("milk 3.5%", "3.5%")]
    [InlineData("5 in 1 design", "")]
    [InlineData("dmc-fx07eb", "")]
    [InlineData("pbk-430w", "")]
    [InlineData("FVPX 7422L", "")]
    public void Read_OfQuantities_NormalisesThem(string name, string expected) => Assert.Equal(expected, string.Join(' ', Read(name).Quantities));

    [Theory]
    [InlineData("30x40cm frame", 400f)]
    [InlineData("30x40cm frame", 300f)]
    public void Read_OfASize_GivesBothSides(string name, float millimetres) =>
        Assert.Contains(new Quantity(Dimension.Length, millimetres), Read(name).Quantities);

    [Theory]
    [InlineData("Lumix DMC-FX07EB", "dmcfx07eb")]
    [InlineData("kx-tg6700b", "kxtg6700b")]
    [InlineData("010-00540-00", "0100054000")]
    [InlineData("10/100 switch", "")]
    [InlineData("belt-drive", "")]
    public void Read_OfModelNumbers_JoinsTheirParts(string name, string expected) =>
        Assert.Equal(expected, string.Join(' ', Read(name).Compounds.Select(compound => compound.Text)));

    [Theory]
    [InlineData("version 8.0", "8")]
    [InlineData("v8", "8")]
    [InlineData("part iii", "3")]
    [InlineData("office 2007", "2007")]
    [InlineData("two line", "2")]
    public void Read_OfVersions_GivesPlainNumbers(string name, string expected) =>
        Assert.Equal(expected, Assert.Single(Read(name).Tokens, token => token.Kind == TokenKind.Number).Text);

    [Theory]
    [InlineData("cs3")]
    [InlineData("psl350h")]
    [InlineData("19600061")]
    public void Read_OfLettersAndDigits_IsAModel(string name) => Assert.Equal(TokenKind.Model, Assert.Single(Read(name).Tokens).Kind);

    [Fact]
    public void Read_OfMarks_SkipsThem() => Assert.Equal("excel for windows", string.Join(' ', Read("Excel(r) for Windows(TM)").Tokens.Select(token => token.Text)));

    [Fact]
    public void Read_OfAnything_IsBoundedAndDoesNotThrow() => Gen.String[Gen.OneOf(Gen.Char, Gen.Char["0123456789xX.,-/\"' lmgk%"]), 0, 200].Sample(text =>
    {
        var reading = Read(text);
        return reading.Tokens.Count <= NameReader.TokensMax + 2 && reading.Compounds.All(compound => compound.First + compound.Count <= reading.Tokens.Count);
    });

    private static NameReading Read(string name)
    {
        var reading = new NameReading();
        NameReader.Read(name, optional: false, reading);
        return reading;
    }
}
