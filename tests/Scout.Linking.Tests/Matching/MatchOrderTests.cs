using Scout.Linking.Matching;

namespace Scout.Linking.Tests.Matching;

/// <summary>The ways to a product, in their order, and who is left out.</summary>
public sealed class MatchOrderTests
{
    [Theory]
    [InlineData("P350", "C350")]
    [InlineData(" p350 ", "P350")]
    [InlineData("cc-1500", "C350")]
    public void Match_WithAKnownIdOrSku_TakesItBeforeAllElse(string id, string alsoNamed)
    {
        var decision = Shop.Match(Shop.Products.Single(product => product.ProductId == alsoNamed).ProductName, id, gtin: "5449000000996");
        Assert.Equal((id.Trim().ToUpperInvariant().Replace("CC-1500", "C1500", StringComparison.Ordinal), LinkMethod.ExactId), (decision.ProductId, decision.Method));
    }

    [Theory]
    [InlineData("85123A", "85123A")]
    [InlineData("85123a", "85123a")]
    [InlineData("85123B", "85123b")]
    public void Match_WithIdsThatDifferInCase_TellsThemApart(string id, string expected)
    {
        var matcher = Shop.MatcherOf([.. Shop.Products, new("85123A", "Hanging Heart Holder"), new("85123a", "Holder of Hearts Hanging"), new("85123b", "Lantern")]);
        Assert.Equal((expected, LinkMethod.ExactId), (matcher.Match(new(ProductId: id)).ProductId, matcher.Match(new(ProductId: id)).Method));
    }

    [Fact]
    public void Match_WithAGtin_TakesItBeforeTheName() =>
        Assert.Equal(new("C350", LinkMethod.Gtin, 0.99), Shop.Match("Pepsi Max 350 ml", gtin: "5449000000996"));

    [Fact]
    public void Match_WithAGtinAsId_FindsIt() => Assert.Equal(LinkMethod.Gtin, Shop.Match(id: "05449000000996").Method);

    [Fact]
    public void Match_WithAGtinOfWrongCheckDigit_IgnoresIt() => Assert.Equal("P350", Shop.Match("Pepsi Max 350 ml", gtin: "5449000000997").ProductId);

    [Fact]
    public void Match_WithAnAlias_TakesIt() => Assert.Equal(new("C350", LinkMethod.Alias, 0.99), Shop.Match("COKE  small-can"));

    [Fact]
    public void Match_WithTheNormalisedName_TakesIt()
    {
        var decision = Shop.Match("yorkshire GOLD breakfast-tea, 80 bags");
        Assert.Equal(("TEA", LinkMethod.ExactName), (decision.ProductId, decision.Method));
        Assert.True(decision.Confidence >= 0.9);
    }

    [Fact]
    public void Match_WithTheNameOfAnotherBrand_DoesNotTakeItByName() => Assert.NotEqual(LinkMethod.ExactName, Shop.Match("Postage", brand: "Sony").Method);

    [Fact]
    public void Match_WithANameThatTwoHave_WeighsThem()
    {
        var matcher = Shop.MatcherOf([.. Shop.Products, new("D1", "Oak Picture Frame", Brand: "Habitat"), new("D2", "Oak Picture Frame", Brand: "Umbra")]);
        var decision = matcher.Match(new(ProductName: "oak picture frame", Brand: "Umbra"));
        Assert.Equal(("D2", LinkMethod.Fuzzy), (decision.ProductId, decision.Method));
    }

    [Theory]
    [InlineData("Walkman Cassette Player WM-EX194", null, null)]
    [InlineData(null, "OLD", null)]
    [InlineData(null, "WM194", null)]
    [InlineData(null, null, "4006381333931")]
    [InlineData("old tape player", null, null)]
    public void Match_WithAnInactiveProduct_NeverAnswersIt(string? name, string? id, string? gtin) => Assert.NotEqual("OLD", Shop.Match(name, id, gtin: gtin).ProductId);

    [Fact]
    public void Match_WithARefusedPair_NeverAnswersIt() => Assert.NotEqual("T250", Shop.Match("Sony Turntable").ProductId);

    [Fact]
    public void Match_WithNothingNear_AnswersNone()
    {
        var decision = Shop.Match("Dyson cyclone vacuum cleaner V11");
        Assert.Null(decision.ProductId);
        Assert.Equal(LinkMethod.None, decision.Method);
    }
}
