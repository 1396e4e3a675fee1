using System.Text;
using CsCheck;
using Scout.Api.Catalog;
using Scout.Api.Reports;
using Scout.Contracts.Catalog;

namespace Scout.Api.Tests.Catalog;

public sealed class CatalogCsvReaderTests
{
    private const int ProductsMax = 4;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Read_OfColumnsInAnyOrder_KeepsEachField(string lineEnd)
    {
        var upload = Read(string.Join(
            lineEnd, "\uFEFFproduct_name, active ,aliases,product_id,list_price,gtin", "\"Lucky Me \"\"Pancit\"\", 60 g\",FALSE,canton | lucky canton||,LM-1,9.75,5449000000996", "",
            "5\" PLATE,,,P-5,,"));

        Assert.Empty(upload.Faults.ToErrors());
        Assert.Equal(2, upload.Products.Count);
        Assert.Equal(
            ("LM-1", "Lucky Me \"Pancit\", 60 g", false, 97_500L, "05449000000996"),
            (upload.Products[0].ProductId, upload.Products[0].ProductName, upload.Products[0].Active, upload.Products[0].ListPriceUnits, upload.Products[0].Gtin));
        Assert.Equal(["canton", "lucky canton"], upload.Products[0].Aliases!);
        Assert.Equal(("5\" PLATE", true, null), (upload.Products[1].ProductName, upload.Products[1].Active, upload.Products[1].ListPriceUnits));
    }

    [Fact]
    public void Read_WithFaultsInManyRows_NamesPlaceAndLine()
    {
        var faults = Read("product_id,product_name,active,list_price\nA,\"one\ntwo\",maybe,1\nB,x\n,y,,+1\nA,\u0007,,.5").Faults.ToErrors();

        Assert.Equal(
            ["[0].active", "[0].product_name", "[1]", "[2].list_price", "[2].product_id", "[3].list_price", "[3].product_id", "[3].product_name"],
            faults.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["must be true or false (line 2)"], faults["[0].active"]);
        Assert.Equal(["has 2 fields, the header 4 (line 4)"], faults["[1]"]);
        Assert.Equal(["stands twice: first in [0] (line 6)"], faults["[3].product_id"]);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("product_id,product_name\n", 1)]
    [InlineData("product_id,name,product_id\nA,B,C", 3)]
    [InlineData("A,Name", 4)]
    public void Read_WithoutAHeaderOrRows_TellsWhatIsMissing(string body, int faults)
    {
        var (place, told) = Assert.Single(Read(body).Faults.ToErrors());

        Assert.Equal("$", place);
        Assert.Equal(faults, told.Length);
    }

    [Theory]
    [InlineData("product_id,product_name\nA,\"not closed\nB,Name\n")]
    [InlineData("product_id,product_name\nA,\"closed\" early\nB,Name\n")]
    public void Read_OfQuotesThatMakeNoSense_IsMalformed(string body) => Assert.Contains("line 2", Read(body).Malformed, StringComparison.Ordinal);

    [Fact]
    public void Read_OfBrokenUtf8_IsMalformed() => Assert.NotNull(CatalogCsvReader.Read([.. "product_id,product_name\nA,"u8, 0xff], ProductsMax)!.Malformed);

    [Fact]
    public void Read_OfMoreThanMayBe_IsRefusedWhole() => Assert.Null(CatalogCsvReader.Read("product_id,product_name\n1,a\n2,a\n3,a\n4,a\n5,a"u8.ToArray(), ProductsMax));

    [Fact]
    public void Read_OfARowWithoutEnd_StopsBeforeItFillsTheMemory()
    {
        var body = Encoding.UTF8.GetBytes($"product_id,product_name\nA,\"{new string('x', 3_000_000)}\n");

        Assert.NotNull(CatalogCsvReader.Read(body, ProductsMax)!.Malformed);
    }

    [Fact]
    public void Read_OfWhatAListWrites_IsTheSameProduct() =>
        Gen.Select(Text, Text, Gen.Bool, Gen.Long[0, 9_999_999_999_999_999].Nullable(), Text.List[0, 3]).Sample((id, name, active, price, aliases) =>
        {
            var product = new CatalogProductInput { ProductId = id, ProductName = name, Active = active, ListPriceUnits = price, Aliases = aliases };
            var csv = new CsvText(ProductCsv.Columns, isVerbatim: true);
            ProductCsv.Add(csv, new CatalogProductView(product, 1, DateTimeOffset.UnixEpoch));

            var read = Assert.Single(Read(csv.ToString()).Products);

            Assert.Equal((id, name, active, price), (read.ProductId, read.ProductName, read.Active, read.ListPriceUnits));
        });

    /// <summary>Texts that are hard on rows of commas, with a letter in them.</summary>
    private static Gen<string> Text => Gen.Char["\",'|=+-@;a é"].Array[0, 8].Select(characters => $"{new string(characters)}x");

    private static CatalogUpload Read(string body) => CatalogCsvReader.Read(Encoding.UTF8.GetBytes(body), ProductsMax)!;
}
