using CsCheck;
using Scout.Linking.Matching;
using Scout.Linking.Mentions;

namespace Scout.Linking.Tests.Matching;

public sealed class HostileNamesTests
{
    [Theory]
    [InlineData("😀🎉🥤")]
    [InlineData("שוקולד חלב עלית 100 גרם")]
    [InlineData("حليب طازج ١ لتر")]
    [InlineData("\ud800\udfff")]
    [InlineData("--------//////")]
    [InlineData("1x2x3x4x5x")]
    public void Match_OfOddText_AnswersNothing(string name) => Assert.Null(Shop.Match(name).ProductId);

    [Fact]
    public void Match_OfTenThousandCharacters_LooksAtTheBeginning()
    {
        var name = "Sony Turntable PSLX350H ";
        Assert.Equal("T350", Shop.Match(name).ProductId);
        Assert.Null(Record.Exception(() => Shop.Match(string.Concat(Enumerable.Repeat(name, 1000))[..10_000])));
        Assert.Null(Record.Exception(() => Shop.Match(new string('x', 10_000), brand: new string('-', 10_000), id: new string('0', 10_000))));
    }

    [Fact]
    public void Match_OfAnything_IsAProbabilityAndTheSameAgain() => Gen.Select(Gen.String[Gen.Char, 0, 80], Gen.String[Gen.Char["abc 019.-x\"'%lmg"], 0, 80]).Sample((any, lifelike) =>
    {
        var decision = Shop.Match(lifelike + " " + any, brand: any);
        return decision.Confidence is >= 0 and <= 1 && decision == Shop.Match(lifelike + " " + any, brand: any)
            && (decision.ProductId is null) == (decision.Method == LinkMethod.None);
    });

    [Fact]
    public void Match_OfOneMentionKey_HasOneAnswer()
    {
        string[] spellings = ["Sony turntable PS-LX350H", "SONY  Turntable PS-LX350H", "Sony turntable PS-LX350H™"];
        Assert.Single(spellings.Select(name => MentionKey.Of(null, name, null)).Distinct());
        Assert.Single(spellings.Select(name => Shop.Match(name)).Distinct());
    }

    [Fact]
    public void Match_FromManyThreads_AnswersAsFromOne()
    {
        var mentions = Shop.Products.SelectMany(product => new[] { product.ProductName + " x", product.ProductName[1..] }).Select(name => new Mention(ProductName: name)).ToArray();
        var alone = mentions.Select(Shop.Matcher.Match).ToArray();
        var fresh = new Matcher(Shop.Matcher.Index);
        Parallel.For(0, mentions.Length * 4, i => Assert.Equal(alone[i % mentions.Length], fresh.Match(mentions[i % mentions.Length])));
    }

    [Fact]
    public void Match_OnAnEmptyCatalogue_AnswersNothing() =>
        Assert.Equal(new(null, LinkMethod.None, 0), Shop.MatcherOf().Match(new(ProductName: "Sony turntable")));
}
