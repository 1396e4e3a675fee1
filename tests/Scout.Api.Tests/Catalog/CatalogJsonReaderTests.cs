using System.Text;
using Scout.Api.Catalog;

namespace Scout.Api.Tests.Catalog;

public sealed class CatalogJsonReaderTests
{
    private const int ProductsMax = 4;

    [Fact]
    public void Read_OfAWholeProduct_KeepsEachMember()
    {
        var upload = Read("""
            [{"product_id":"CC-350","sku":"10001","gtin":"5449000000996","product_name":"Coca-Cola 350 ml","brand":"Coca-Cola","category":"Drinks","pack_size":"350ml",
              "list_price":25.5,"active":false,"aliases":["Coke can","COKE  CAN!","coke 350"]}]
            """);

        Assert.Empty(upload.Faults.ToErrors());
        var product = Assert.Single(upload.Products);
        Assert.Equal(
            ("CC-350", "10001", "05449000000996", "Coca-Cola 350 ml", "Coca-Cola", "Drinks", "350ml", 255_000L, false),
            (product.ProductId, product.Sku, product.Gtin, product.ProductName, product.Brand, product.Category, product.PackSize, product.ListPriceUnits, product.Active));
        Assert.Equal(["Coke can", "coke 350"], product.Aliases!);
    }

    [Theory]
    [InlineData("""[{"product_id":"A","product_name":"Name"}]""")]
    [InlineData("""[{"product_id":"A","product_name":"Name","sku":null,"gtin":null,"brand":null,"category":null,"pack_size":null,"list_price":null,"active":null,"aliases":null}]""")]
    [InlineData("""[{"product_id":"A","product_name":"Name","sku":"","gtin":"","brand":"","category":"","pack_size":"","aliases":[]}]""")]
    public void Read_OfAProductWithNothingElse_IsActiveAndEmpty(string body)
    {
        var product = Assert.Single(Read(body).Products);

        Assert.True(product.Active);
        Assert.True(product is { Sku: null, Gtin: null, Brand: null, Category: null, PackSize: null, ListPriceUnits: null, Aliases: null });
    }

    [Fact]
    public void Read_OfWhatAListAnswers_TakesItBack() => Assert.Single(
        Read("""[{"product_id":"A","product_name":"Name","version":7,"updated_at":"2025-01-24T18:30:00Z"}]""").Products);

    [Fact]
    public void Read_WithFaultsInManyRows_NamesEachByItsPlace()
    {
        var upload = Read("""
            [{"product_id":"A","product_name":"Name","gtin":"5449000000997","list_price":-1,"active":"true","aliases":"x","activ":true},
             17,
             {"product_name":"a\u0007b","sku":5,"list_price":1.00001,"aliases":["ok",3,"?"]},
             {"product_id":"A","product_name":" ","brand":"\ud800"}]
            """);

        Assert.Equal(
            [
                "[0].activ", "[0].active", "[0].aliases", "[0].gtin", "[0].list_price", "[1]", "[2].aliases[1]", "[2].aliases[2]", "[2].list_price", "[2].product_id",
                "[2].product_name", "[2].sku", "[3].brand", "[3].product_id", "[3].product_name",
            ],
            upload.Faults.ToErrors().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["stands twice: first in [0]"], upload.Faults.ToErrors()["[3].product_id"]);
        Assert.Equal(["is required"], upload.Faults.ToErrors()["[2].product_id"]);
    }

    [Fact]
    public void Read_WithOneNameOfTwoProducts_NamesTheSecond()
    {
        var faults = Read("""[{"product_id":"A","product_name":"N","aliases":["Coke can"]},{"product_id":"B","product_name":"N","aliases":["x","COKE CAN"]}]""").Faults.ToErrors();

        Assert.Equal("[1].aliases[1]", Assert.Single(faults).Key);
    }

    [Fact]
    public void Read_WithMoreFaultsThanAreNamed_TellsHowManyMore()
    {
        var body = $"[{string.Join(',', Enumerable.Repeat("{}", 75))}]";

        var faults = CatalogJsonReader.Read(Encoding.UTF8.GetBytes(body), 100)!.Faults.ToErrors();

        Assert.Equal(101, faults.Count);
        Assert.Equal(["has 50 more faults than the 100 named here"], faults["$"]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"a\"")]
    public void Read_OfWhatHoldsNoProducts_IsInvalid(string body) => Assert.Equal("$", Assert.Single(Read(body).Faults.ToErrors()).Key);

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("[{}] []")]
    [InlineData("[{\"a\":1,}]")]
    [InlineData("[{}/*a*/]")]
    [InlineData("""[{"product_id":"A","product_\u0069d":"B"}]""")]
    [InlineData("""[{"\ud800":"A"}]""")]
    public void Read_OfWhatIsNoJson_IsMalformed(string body) => Assert.NotNull(Read(body).Malformed);

    [Fact]
    public void Read_OfBrokenUtf8_IsMalformed() => Assert.NotNull(CatalogJsonReader.Read((byte[])[.. "[{\"product_id\":\""u8, 0xff, .. "\"}]"u8], ProductsMax)!.Malformed);

    [Fact]
    public void Read_OfMoreThanMayBe_IsRefusedWhole()
    {
        Assert.NotNull(CatalogJsonReader.Read(Rows(ProductsMax), ProductsMax));
        Assert.Null(CatalogJsonReader.Read(Rows(ProductsMax + 1), ProductsMax));
    }

    [Fact]
    public void Read_OfTextsAtTheirLimits_CountsCharactersAndNotBytes()
    {
        var name = string.Concat(Enumerable.Repeat("😀", 10_000));

        Assert.Empty(Read($$"""[{"product_id":"{{new string('é', 256)}}","product_name":"{{name}}"}]""").Faults.ToErrors());
        Assert.Equal(
            ["[0].product_id", "[0].product_name"],
            Read($$"""[{"product_id":"{{new string('é', 257)}}","product_name":"{{name}}x"}]""").Faults.ToErrors().Keys.Order(StringComparer.Ordinal));
    }

    private static byte[] Rows(int count) =>
        Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, count).Select(row => $$"""{"product_id":"{{row}}","product_name":"Name"}"""))}]");

    private static CatalogUpload Read(string body) => CatalogJsonReader.Read(Encoding.UTF8.GetBytes(body), ProductsMax)!;
}
