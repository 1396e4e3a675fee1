using Scout.Linking.Catalog;
using Scout.Linking.Matching;

namespace Scout.Linking.Tests.Catalog;

public sealed class CatalogIndexTests
{
    [Fact]
    public void Build_OfACatalogue_CountsActiveProductsAndKeepsTheVersion()
    {
        Assert.Equal(Shop.Products.Count(product => product.Active), Shop.Matcher.Index.Count);
        Assert.Equal(7, Shop.Matcher.Index.Version);
    }

    [Fact]
    public void Build_WithAnIdTwice_TakesTheLater()
    {
        var matcher = Shop.MatcherOf([new("A", "Red Kettle"), new("A", "Blue Toaster")]);
        Assert.Equal(1, matcher.Index.Count);
        Assert.Null(matcher.Match(new(ProductName: "red kettle")).ProductId);
        Assert.Equal("A", matcher.Match(new(ProductName: "blue toaster")).ProductId);
    }

    [Fact]
    public void Build_WithASharedGtinOrSku_LinksNobodyByIt()
    {
        var matcher = Shop.MatcherOf([new("A", "Red Kettle", Sku: "K1", Gtin: "5449000000996"), new("B", "Blue Toaster", Sku: "K1", Gtin: "5449000000996")]);
        Assert.Null(matcher.Match(new(ProductId: "K1", Gtin: "5449000000996")).ProductId);
    }

    [Fact]
    public void Build_WithASkuThatIsAnotherProductsId_MeansTheId()
    {
        var matcher = Shop.MatcherOf([new("A", "Red Kettle", Sku: "B"), new("B", "Blue Toaster")]);
        Assert.Equal("B", matcher.Match(new(ProductId: "B")).ProductId);
    }

    [Fact]
    public void Build_WhenCancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(() => CatalogIndex.Build(Shop.Products, [], cancellationToken: new(canceled: true)));

    [Fact]
    public void Match_WithTinyBounds_StillAnswersByTheRarestWord()
    {
        var options = new LinkingOptions { PostingsMax = 4, CandidatesMax = 2, SpellingsMax = 1, TrigramsMax = 50, LookalikesMax = 1 };
        var matcher = new Matcher(Shop.Matcher.Index, options);
        Assert.Equal("T350", matcher.Match(new(ProductName: "Sony Turntable PSLX350H")).ProductId);
        Assert.True(matcher.Explain(new(ProductName: "thing1 sort1 10 g")).Candidates.Count <= 2);
    }
}
