using System.Text;
using Scout.Cli.Mapping;
using Scout.Cli.Reading;
using Scout.Domain.Transactions;
using static Scout.Cli.Tests.SaleCsv;

namespace Scout.Cli.Tests;

public sealed class TransactionGrouperTests : IDisposable
{
    private readonly ImportRun _run = new();

    [Fact]
    public void Group_OfOneInvoice_WritesExactlyThisBody()
    {
        var entry = Assert.Single(Group(Header + Line("536365", "6", "2.550", product: "85123A", country: "United Kingdom", description: "T-LIGHT £ ", customer: "17850.0")));

        Assert.Equal(
            """{"transaction_id":"536365","store_id":"UNITED-KINGDOM","ts":"2010-12-01T08:26:00Z","total_amount":15.3,"currency":"GBP","customer_id":"17850.0","items":[{"product_id":"85123A","product_name":"T-LIGHT £","qty":6,"unit_price":2.55,"line_amount":15.3}]}""",
            Text(entry));
    }

    [Fact]
    public void Group_WhenAskedTwice_GivesTheSameBytes()
    {
        var csv = File.ReadAllText(Fixture.RetailSmall);

        Assert.Equal(Group(csv).Select(Text), Group(csv).Select(Text));
    }

    [Fact]
    public void Group_WhenLinesStandApart_GathersThemUnderTheFirstLinesTime()
    {
        var entries = Group(Header + Line("1", time: "2010-12-01 16:57:00") + Line("2") + Line("1", time: "2010-12-01 16:58:00", product: "P2"));

        Assert.Equal(["1", "2"], entries.Select(entry => entry.TransactionId));
        Assert.Equal(2, entries[0].LineCount);
        Assert.Contains("\"ts\":\"2010-12-01T16:57:00Z\"", Text(entries[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Group_WhenTwoStoresUseOneNumber_KeepsTheirTransactionsApart() => Assert.Equal(
        [("FRANCE", "1"), ("EIRE", "1")],
        Group(Header + Line("1") + Line("1", country: "Eire")).Select(entry => (entry.StoreId!, entry.TransactionId!)));

    [Fact]
    public void Group_WhenContiguous_EndsATransactionWhereTheNextBegins() => Assert.Equal(
        [("1", 2), ("2", 1)],
        Group(Header + Line("1") + Line("1") + Line("2"), "grouping: anywhere", "grouping: contiguous").Select(entry => (entry.TransactionId!, entry.LineCount)));

    [Fact]
    public void Group_OfCancellation_IsAReturnThatKeepsItsNegativeAmounts()
    {
        var entry = Assert.Single(Group(Header + Line("C1", "-2", "2.55")));

        Assert.Equal((TransactionType.Return, -5.10m), (entry.Type, entry.Revenue));
        Assert.Contains("\"type\":\"return\"", Text(entry), StringComparison.Ordinal);
        Assert.Contains("\"total_amount\":-5.1,", Text(entry), StringComparison.Ordinal);
    }

    [Fact]
    public void Group_WhenTheFileWritesReturnsPositive_NegatesThem()
    {
        var entry = Assert.Single(Group(Header + Line("C1", "2", "2.55"), "  type:", "  type:\n    return_amounts: negate"));

        Assert.Contains("\"qty\":-2,\"unit_price\":2.55,\"line_amount\":-5.1", Text(entry), StringComparison.Ordinal);
        Assert.Equal(-5.10m, entry.Revenue);
    }

    [Theory]
    [InlineData("{ column: Country, equals: France }", true)]
    [InlineData("{ column: Country, equals: Franc }", false)]
    [InlineData("{ column: Quantity, negative: true }", true)]
    public void Group_ByAnotherReturnRule_AsksThatColumn(string rule, bool isReturn) => Assert.Equal(
        isReturn ? TransactionType.Return : TransactionType.Sale,
        Assert.Single(Group(Header + Line("1", "-2"), "{ column: InvoiceNo, starts_with: C }", rule)).Type);

    [Fact]
    public void Group_WhenDescriptionIsEmpty_LeavesTheNameOut() =>
        Assert.DoesNotContain("product_name", Text(Assert.Single(Group(Header + Line("1", description: " ")))), StringComparison.Ordinal);

    [Theory]
    [InlineData("17850.0", "17850")]
    [InlineData("17850.00", "17850")]
    [InlineData("17850.5", "17850.5")]
    [InlineData("C.0", "C.0")]
    [InlineData("17850", "17850")]
    public void Group_WithTrimDecimal_DropsOnlyZerosAfterAWholeNumber(string customer, string expected) => Assert.Contains(
        $"\"customer_id\":\"{expected}\"",
        Text(Assert.Single(Group(Header + Line("1", customer: customer), "customer: CustomerID", "customer: { column: CustomerID, trim_decimal: true }"))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("3", "0.3333", "0.9999")]
    [InlineData("0.5", "0.0001", "0.0001")]
    [InlineData("-0.5", "0.0001", "-0.0001")]
    [InlineData("0.3333", "0.3333", "0.1111")]
    [InlineData("999999999999", "1", "999999999999")]
    [InlineData("300000.0001", "-1", "-300000.0001")]
    public void Group_WhenAProductNeedsMoreThanFourDecimals_RoundsHalfAwayFromZero(string quantity, string price, string amount) =>
        Assert.Contains($"\"line_amount\":{amount}", Text(Assert.Single(Group(Header + Line("1", quantity, price)))), StringComparison.Ordinal);

    [Fact]
    public void Group_WhenFileHasLineAmountsAndTotals_TakesThemAsTheyAre()
    {
        var csv = "InvoiceNo;StockCode;Quantity;InvoiceDate;UnitPrice;Country;Sum;Total\n1;P;2;01/02/2025 10:00 +02:00;2,50;FR;4,99;4,98\n";
        var yaml = """
            format: { delimiter: ";", decimal_point: "," }
            transaction:
              id: InvoiceNo
              store: { column: Country, transform: lower }
              time: { column: InvoiceDate, format: "dd/MM/yyyy HH:mm zzz" }
              total_amount: Total
              payment_method: { value: card }
            line: { product_id: StockCode, qty: Quantity, unit_price: UnitPrice, line_amount: Sum }
            """;

        Assert.Equal(
            """{"transaction_id":"1","store_id":"fr","ts":"2025-02-01T08:00:00Z","total_amount":4.98,"payment_method":"card","items":[{"product_id":"P","qty":2,"unit_price":2.5,"line_amount":4.99}]}""",
            Text(Assert.Single(GroupBy(csv, yaml))));
    }

    [Fact]
    public void Group_WithoutHeader_TakesColumnsByNumber()
    {
        var yaml = """
            format: { delimiter: tab, header: false }
            transaction: { id: 1, store: 2, time: { column: 3, format: "yyyyMMdd", zone: UTC } }
            line: { product_id: 4, qty: 5, unit_price: 6 }
            """;

        Assert.Equal([("1", 2), ("2", 1)], GroupBy("1\tS\t20250102\tP\t1\t2\n1\tS\t20250102\tP\t1\t2\n2\tS\t20250102\tP\t1\t2\n", yaml).Select(entry => (entry.TransactionId!, entry.LineCount)));
    }

    [Theory]
    [InlineData("anywhere")]
    [InlineData("contiguous")]
    public void Group_WhenATransactionHasTooManyLines_RefusesItWhole(string grouping)
    {
        var csv = Header + string.Concat(Enumerable.Range(0, TransactionLimits.ItemsMax + 1).Select(_ => Line("1"))) + Line("2");

        var entries = Group(csv, "grouping: anywhere", $"grouping: {grouping}");

        Assert.Null(entries[0].Body);
        Assert.Equal("starts a transaction of 1001 lines; one takes at most 1000", Assert.Single(entries[0].Faults).Fault);
        Assert.NotNull(entries[1].Body);
    }

    [Fact]
    public void Group_WhenFieldsAreWrong_NamesEachByLineAndColumn()
    {
        var entry = Assert.Single(Group(Header + Line("1", "two", "1.23456") + Line("1", "", product: "") + Line("1")));

        Assert.Null(entry.Body);
        Assert.Equal(
            [
                "line 2, Quantity must be a number, not 'two'",
                "line 2, UnitPrice must have at most 4 decimals and be below 10^12: 1.23456",
                "line 3, StockCode is empty",
                "line 3, Quantity must be a number, but is empty",
            ],
            entry.Faults.Select(fault => $"{fault.Place} {fault.Fault}"));
    }

    [Theory]
    [InlineData("01/12/2010 08:26")]
    [InlineData("2010-02-30 08:26:00")]
    [InlineData("0001-01-01 00:00:00")]
    [InlineData("")]
    public void Group_WhenTheTimeIsWrong_RefusesTheTransaction(string time) =>
        Assert.Equal("InvoiceDate", Assert.Single(Assert.Single(Group(Header + Line("1", time: time))).Faults).Column);

    [Theory]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData("NaN")]
    [InlineData("0x10")]
    [InlineData("1000000000000")]
    [InlineData("99999999999999999999999999999999")]
    public void Group_WhenANumberIsNone_RefusesTheTransaction(string number) =>
        Assert.NotEmpty(Assert.Single(Group(Header + Line("1", quantity: $"\"{number}\""))).Faults);

    [Theory]
    [InlineData("anywhere")]
    [InlineData("contiguous")]
    public void Group_WhenARowHasAFieldTooMany_RefusesItsTransactionAndSparesOthers(string grouping)
    {
        var damaged = Line("1", description: "RED, GREEN");
        var csv = Header + Line("0") + damaged + Line("1") + Line("2") + damaged.Replace("1,", "3,", StringComparison.Ordinal);

        var entries = Group(csv, "grouping: anywhere", $"grouping: {grouping}");

        Assert.Equal(["0", "1", "2", "3"], entries.Select(entry => entry.TransactionId));
        Assert.Equal([true, false, true, false], entries.Select(entry => entry.Body is not null));
        Assert.Equal("line 3 has 9 fields instead of 8", entries[1].Faults.Select(fault => $"{fault.Place} {fault.Fault}").Single());
    }

    [Theory]
    [InlineData("anywhere")]
    [InlineData("contiguous")]
    public void Group_WhenARowNamesNoTransaction_AnswersItOnItsOwn(string grouping)
    {
        var entries = Group(Header + Line("1") + Line("") + Line("2", country: new string('x', 65)), "grouping: anywhere", $"grouping: {grouping}");

        Assert.Equal([2, 3, 4], entries.Select(entry => entry.LineNumber).Order());
        var faults = entries.SelectMany(entry => entry.Faults).Select(fault => $"{fault.Place} {fault.Fault}").Order();
        Assert.Equal(["line 3, InvoiceNo must be 1 to 128 printable characters", "line 4, Country must be 1 to 64 printable characters"], faults);
    }

    [Fact]
    public void Group_WhenBytesAreNoText_SaysSo()
    {
        var path = Path.Combine(_run.Folder, "latin.csv");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(Header + Line("1", description: "£5 GIFT")));

        Assert.Equal("holds bytes that are no text in the encoding of the mapping", Assert.Single(Assert.Single(GroupFile(path, MappingReader.Load(Fixture.RetailMapping))).Faults).Fault);
        var latin = Parse(File.ReadAllText(Fixture.RetailMapping).Replace("encoding: utf-8", "encoding: iso-8859-1"));
        Assert.Contains("£5 GIFT", Text(Assert.Single(GroupFile(path, latin))), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhenColumnsAreMissing_NamesAllAtOnce()
    {
        var path = _run.Write("sales.csv", "InvoiceNo,Description,Quantity,InvoiceDate,Price,CustomerID,Country,Country\n");

        var faults = Assert.Throws<MappingException>(() => SaleFile.Open(path, MappingReader.Load(Fixture.RetailMapping))).Faults;

        Assert.Equal(3, faults.Count);
        Assert.StartsWith("has no column 'StockCode', which line.product_id asks for; it has InvoiceNo, Description", faults[0], StringComparison.Ordinal);
        Assert.StartsWith("has no column 'UnitPrice', which line.unit_price asks for", faults[1], StringComparison.Ordinal);
        Assert.StartsWith("has more than one column 'Country'", faults[2], StringComparison.Ordinal);
    }

    public void Dispose() => _run.Dispose();

    /// <summary>By the shipped mapping, with one part of it put otherwise.</summary>
    private List<ImportEntry> Group(string csv, string part = "", string otherwise = "")
    {
        var yaml = File.ReadAllText(Fixture.RetailMapping);
        return GroupBy(csv, part.Length == 0 ? yaml : yaml.Replace(part, otherwise));
    }

    private List<ImportEntry> GroupBy(string csv, string yaml) => GroupFile(_run.Write("sales.csv", csv), Parse(yaml));

    private static List<ImportEntry> GroupFile(string path, ImportMapping mapping)
    {
        using var file = SaleFile.Open(path, mapping);
        return [.. new TransactionGrouper(mapping, new RowMapper(mapping, file.Columns)).Group(file.Read())];
    }

    private static ImportMapping Parse(string yaml) => MappingReader.Parse(Encoding.UTF8.GetBytes(yaml), "mapping.yaml");

    private static string Text(ImportEntry entry) => Encoding.UTF8.GetString(entry.Body ?? throw new InvalidOperationException(string.Join("; ", entry.Faults)));
}
