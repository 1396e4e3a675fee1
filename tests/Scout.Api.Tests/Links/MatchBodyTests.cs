using System.Text;
using Scout.Api.Http;
using Scout.Api.Links;

namespace Scout.Api.Tests.Links;

public sealed class MatchBodyTests
{
    [Fact]
    public void Read_OfALineOfATransaction_TakesWhatTellsOfTheProduct()
    {
        var (asked, _, errors) = Read("""{"mentions":[{"product_id":"P","product_name":"N","brand":"B","gtin":"1","price":2.5,"qty":3,"category":"C"},{},{"brand":null}]}""");

        Assert.Empty(errors);
        Assert.Equal(3, asked!.Mentions!.Count);
        Assert.Equal(("P", "N", "B", "1", 25_000L), (asked.Mentions[0].ProductId, asked.Mentions[0].ProductName, asked.Mentions[0].Brand, asked.Mentions[0].Gtin, asked.Mentions[0].PriceUnits));
    }

    [Theory]
    [InlineData("""{"mentions":[]}""", "mentions")]
    [InlineData("""{"mentions":{}}""", "mentions")]
    [InlineData("""{"mention":1}""", "mention")]
    [InlineData("""{"mentions":[1,{"product_id":1,"product_name":"a\u0000","price":"2","gtin":[]}]}""", "mentions[0],mentions[1].gtin,mentions[1].price,mentions[1].product_id,mentions[1].product_name")]
    [InlineData("""{"mentions":[{"price":1.00001}]}""", "mentions[0].price")]
    public void Read_WithFaults_NamesEach(string body, string paths) => Assert.Equal(paths, string.Join(',', Read(body).Errors.Keys.Order(StringComparer.Ordinal)));

    [Fact]
    public void Read_OfManyFaults_NamesABoundedNumber()
    {
        var body = $$"""{"mentions":[{{string.Join(',', Enumerable.Repeat("1", 1000))}}]}""";

        Assert.Equal(101, Read(body).Errors.Count);
    }

    [Fact]
    public void Read_OfMoreThanMayBe_IsRefused() =>
        Assert.Equal(["mentions"], Read($$"""{"mentions":[{{string.Join(',', Enumerable.Repeat("{}", 1001))}}]}""").Errors.Keys);

    private static (MatchBody? Value, string? Malformed, Dictionary<string, string[]> Errors) Read(string body) =>
        ObjectReader.Read(Encoding.UTF8.GetBytes(body), new MatchBody(), MatchBody.Apply);
}
