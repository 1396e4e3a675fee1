using System.Text;
using Scout.Cli.Mapping;

namespace Scout.Cli.Tests;

public sealed class MappingReaderTests
{
    private const string Small = """
        transaction:
          id: Receipt
          store: Shop
          time: { column: At, format: "yyyy-MM-dd HH:mm", zone: Europe/London }
        line: { product_id: Sku, qty: Count, unit_price: Price }
        """;

    [Fact]
    public void Load_OfShippedMapping_ReadsAllOfIt()
    {
        var mapping = MappingReader.Load(Fixture.RetailMapping);

        Assert.Equal(LineGrouping.Anywhere, mapping.Grouping);
        Assert.Equal(new TextSource("Country", null, TextTransform.Upper, "-", false), mapping.Transaction.Store);
        Assert.Equal(new ReturnRule("InvoiceNo", ReturnTest.StartsWith, "C", false), mapping.Transaction.Return);
        Assert.Equal(["currency", "customer_id"], mapping.Transaction.Texts.Select(text => text.Member));
        Assert.Equal(new StoreSettings("Europe/London", "GBP"), mapping.Stores);
        Assert.Null(mapping.Line.LineAmount);
    }

    [Fact]
    public void Parse_OfSmallestMapping_TakesDefaults()
    {
        var mapping = Parse(Small);

        Assert.Equal((',', true, true, '.'), (mapping.Format.Delimiter, mapping.Format.HasHeader, mapping.Format.Trim, mapping.Format.DecimalPoint));
        Assert.Equal(LineGrouping.Anywhere, mapping.Grouping);
        Assert.Null(mapping.Stores);
        Assert.Empty(mapping.Transaction.Texts);
    }

    [Fact]
    public void Parse_WhenKeysAreUnknown_NamesEachWithItsLine()
    {
        var faults = Faults("""
            formats: { delimiter: ";" }
            transaction:
              id: Receipt
              store: { column: Shop, tranform: upper }
              time: { column: At, format: "yyyy-MM-dd", zone: Europe/London }
            line: { product_id: Sku, qty: Count, unit_price: Price, colour: Colour }
            """);

        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, fault => fault.StartsWith("line 1: unknown key formats; known here: format, grouping", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("line 4: unknown key transaction.store.tranform", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("line 6: unknown key line.colour", StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_WhenPartsAreMissing_NamesAllAtOnce()
    {
        var faults = Faults("transaction: { time: { column: At } }\nline: { qty: Count }");

        Assert.Equal(
            [
                "transaction.id is missing",
                "transaction.store is missing",
                "transaction.time.format is missing",
                "line.product_id is missing",
                "line.unit_price is missing",
            ],
            faults);
    }

    [Theory]
    [InlineData("Europe/London", "Europe/Londres", "'Europe/Londres' is not a time zone known here")]
    [InlineData(", zone: Europe/London", "", "transaction.time.zone is missing")]
    [InlineData("yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm zzz", "does not go with a format that reads an offset")]
    [InlineData("yyyy-MM-dd HH:mm", "HH:mm", "must hold year, month and day")]
    [InlineData("yyyy-MM-dd HH:mm", "yyyy-MM-dd hh:mm", "loses the half of the day")]
    [InlineData("yyyy-MM-dd HH:mm", "yyyy-mm-dd HH:mm", "must hold year, month and day")]
    [InlineData("store: Shop", "store: { column: Shop, value: X }", "needs either column or value")]
    [InlineData("store: Shop", "store: { column: Shop, transform: title }", "must be one of none, upper, lower, not 'title'")]
    [InlineData("store: Shop", "store: [ Shop ]", "transaction.store must be a single value or a section")]
    [InlineData("store: Shop", "store: Shop\n  currency: pounds", "{ column: pounds }")]
    [InlineData("store: Shop", "store: Shop\n  type: { return_when: { column: K, starts_with: C, equals: R } }", "exactly one of starts_with, equals and negative")]
    [InlineData("store: Shop", "store: Shop\n  store: Shop", "is not YAML that can be read")]
    [InlineData("transaction:", "grouping: some\ntransaction:", "grouping must be one of anywhere, contiguous, not 'some'")]
    [InlineData("transaction:", "format: { delimiter: '||' }\ntransaction:", "format.delimiter must be one character")]
    [InlineData("transaction:", "format: { encoding: klingon }\ntransaction:", "'klingon' is not known")]
    [InlineData("transaction:", "format: { header: maybe }\ntransaction:", "format.header must be true or false, not 'maybe'")]
    [InlineData("transaction:", "format: { header: false }\ntransaction:", "transaction.id names column 'Receipt', but a file without header")]
    [InlineData("transaction:", "stores: { currency: EURO }\ntransaction:", "stores.currency must be a currency code")]
    public void Parse_WhenAPartIsWrong_SaysWhat(string good, string bad, string fault) =>
        Assert.Contains(Faults(Small.Replace(good, bad)), found => found.Contains(fault, StringComparison.Ordinal));

    private static ImportMapping Parse(string yaml) => MappingReader.Parse(Encoding.UTF8.GetBytes(yaml), "mapping.yaml");

    private static IReadOnlyList<string> Faults(string yaml) => Assert.Throws<MappingException>(() => Parse(yaml)).Faults;
}
