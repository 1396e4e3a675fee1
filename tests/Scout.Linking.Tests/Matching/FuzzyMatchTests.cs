using Scout.Linking.Matching;

namespace Scout.Linking.Tests.Matching;

public sealed class FuzzyMatchTests
{
    [Theory]
    [InlineData("Sony Turntable - PSLX350H", "T350")]
    [InlineData("sony belt drive turntable ps lx350h", "T350")]
    [InlineData("Panasonic Cordless Telephone KXTG6700B", "PH1")]
    [InlineData("panasonic dmcfx07eb camera", "CAM")]
    [InlineData("Coca Cola orig. 0,35 l", "C350")]
    [InlineData("cocacola original 1500ml", "C1500")]
    [InlineData("coca cola original 12 x 330 ml", "C12")]
    [InlineData("yorkshre gold brekfast tea 80 bags", "TEA")]
    [InlineData("Fillippo Berio olive oil extra virgin 50cl", "OIL")]
    [InlineData("photoshopelements 8 adobe", "PS8")]
    public void Match_WithSpellingNoise_FindsTheProduct(string name, string expected)
    {
        var decision = Shop.Match(name);
        Assert.Equal((expected, LinkMethod.Fuzzy), (decision.ProductId, decision.Method));
        Assert.InRange(decision.Confidence, 0.6, 1);
    }

    [Fact]
    public void Match_WithItsBrandMisspeltInTheName_LosesLittle()
    {
        var right = Shop.Match("yorkshire breakfast tea 80 bags taylors", brand: "Taylors");
        var slip = Shop.Match("yorkshire breakfast tea 80 bags tayylors", brand: "Taylors");
        Assert.Equal("TEA", slip.ProductId);
        Assert.InRange(slip.Confidence, right.Confidence - 0.01, 1);
    }

    [Theory]
    [InlineData("Coca-Cola Original 2 L")]
    [InlineData("Coca-Cola Original 6x33cl")]
    [InlineData("Sony PS-LX450H Belt-Drive Turntable")]
    [InlineData("Panasonic KX-TG6701B 5.8 GHz Cordless Phone")]
    [InlineData("Adobe Photoshop Elements 9")]
    [InlineData("Retrospot Ceramic Mug Green")]
    [InlineData("Philips Belt-Drive Turntable")]
    public void Match_WithASiblingThatTheCatalogueHasNot_IsNotLinked(string name) => Assert.True(Shop.Match(name).Confidence < Shop.Matcher.Options.LinkedFrom);

    [Theory]
    [InlineData("check")]
    [InlineData("damaged")]
    [InlineData("?")]
    [InlineData("adjustment")]
    [InlineData("POSTAGE")]
    [InlineData("misc")]
    [InlineData("Discount")]
    [InlineData("carriage")]
    [InlineData("Manual")]
    [InlineData("")]
    [InlineData("12345678")]
    [InlineData("thrown away")]
    [InlineData("wrongly coded - 350 ml")]
    public void Match_WithJunk_IsNeverLinked(string name) => Assert.True(Shop.Match(name).Confidence < Shop.Matcher.Options.ReviewFrom);

    [Fact]
    public void Match_OfNearEqualSiblings_SharesTheConfidence()
    {
        var shared = Shop.Match("Retrospot Ceramic Mug");
        var alone = Shop.Match("Retrospot Ceramic Mug Rd");
        Assert.True(shared.Confidence < alone.Confidence);
        Assert.True(shared.Confidence < Shop.Matcher.Options.LinkedFrom);
    }

    [Fact]
    public void Match_WithOneInformativeWord_IsNotLinked() => Assert.True(Shop.Match("turntable").Confidence < Shop.Matcher.Options.LinkedFrom);

    [Fact]
    public void Match_WithThePriceOfOne_PrefersIt() =>
        Assert.True(Price(Shop.Match("Retrospot Mug Red", price: 4)) > Price(Shop.Match("Retrospot Mug Red", price: 40)));

    [Fact]
    public void Explain_OfAFuzzyDecision_AddsUp()
    {
        var explanation = Shop.Matcher.Explain(new(ProductName: "Sony Turntable - PSLX350H"));
        var best = explanation.Candidates[0];
        Assert.Equal(explanation.Decision.ProductId, best.ProductId);
        Assert.Equal(best.LogOdds, best.Evidence.Sum(evidence => evidence.Contribution), 3);
        Assert.Contains(best.Evidence, evidence => evidence is { Feature: "model_agrees", Value: > 0.9 });
        var sibling = Assert.Single(explanation.Candidates, candidate => candidate.ProductId == "T250");
        Assert.True(sibling.Vetoes.HasFlag(LinkVetoes.Model));
    }

    private static double Price(LinkDecision decision) => decision.Confidence;
}
