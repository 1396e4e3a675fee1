using System.Globalization;
using System.Numerics;
using System.Text;

namespace Scout.Cli.Tests;

/// <summary>
/// What a server must hold after "Online Retail" was imported, counted straight from the CSV. It shares no code with what it judges:
/// its own reading of CSV, and money as whole ten-thousandths in a <see cref="BigInteger"/>. Needs nothing but this file, so another
/// test project can link it.
/// </summary>
public sealed class OnlineRetailOracle
{
    private const int Scale = 4;

    private OnlineRetailOracle(IReadOnlyDictionary<string, OracleStore> stores) => Stores = stores;

    /// <summary>By store id: the country in capitals with hyphens for spaces.</summary>
    public IReadOnlyDictionary<string, OracleStore> Stores { get; }

    public int Transactions => Stores.Values.Sum(store => store.Transactions);

    public int Returns => Stores.Values.Sum(store => store.Returns);

    public int Lines => Stores.Values.Sum(store => store.Lines);

    public decimal Revenue => Stores.Values.Sum(store => store.Revenue);

    public int Suspects => Stores.Values.Sum(store => store.Suspects);

    public static OnlineRetailOracle Load(string path)
    {
        var records = ReadRecords(File.ReadAllText(path, Encoding.UTF8));
        var header = records[0];
        int invoiceAt = header.IndexOf("InvoiceNo"), quantityAt = header.IndexOf("Quantity"), priceAt = header.IndexOf("UnitPrice"), countryAt = header.IndexOf("Country");
        var invoices = new Dictionary<(string Store, string Invoice), Invoice>();
        foreach (var record in records.Skip(1))
        {
            var key = (record[countryAt].Trim().ToUpperInvariant().Replace(' ', '-'), record[invoiceAt].Trim());
            if (!invoices.TryGetValue(key, out var invoice))
                invoices.Add(key, invoice = new Invoice());
            invoice.Lines++;
            var quantity = Units(record[quantityAt]);
            invoice.HasQuantityOfZeroOrLess |= quantity <= 0;
            // Units of units: the product of two numbers of four places has eight.
            invoice.Total += quantity * Units(record[priceAt]);
        }

        return new OnlineRetailOracle(invoices.GroupBy(invoice => invoice.Key.Store).ToDictionary(store => store.Key, store => Add([.. store.Select(invoice => (invoice.Key.Invoice, invoice.Value))])));
    }

    private static OracleStore Add(List<(string Number, Invoice Invoice)> invoices)
    {
        var returns = invoices.Count(invoice => IsReturn(invoice.Number));
        var suspects = invoices.Where(invoice => !IsReturn(invoice.Number) && invoice.Invoice.HasQuantityOfZeroOrLess).ToList();
        return new OracleStore(
            invoices.Count,
            returns,
            invoices.Sum(invoice => invoice.Invoice.Lines),
            ToDecimal(invoices.Aggregate(BigInteger.Zero, (sum, invoice) => sum + invoice.Invoice.Total)),
            suspects.Count,
            suspects.Sum(invoice => invoice.Invoice.Lines),
            ToDecimal(suspects.Aggregate(BigInteger.Zero, (sum, invoice) => sum + invoice.Invoice.Total)));
    }

    private static bool IsReturn(string invoice) => invoice.StartsWith('C');

    private static BigInteger Units(string text)
    {
        var number = text.Trim();
        var negative = number.StartsWith('-');
        var parts = number.TrimStart('-').Split('.');
        var fraction = parts.Length > 1 ? parts[1].TrimEnd('0') : "";
        if (parts.Length > 2 || fraction.Length > Scale)
            throw new FormatException($"'{text}' is no number of at most {Scale} places");
        var units = BigInteger.Parse(parts[0] + fraction.PadRight(Scale, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
        return negative ? -units : units;
    }

    private static decimal ToDecimal(BigInteger unitsOfUnits) => (decimal)unitsOfUnits / 100_000_000m;

    // Splits at quotes: what stands at an odd place was inside a pair, and an empty even part between two of them was an escaped quote.
    private static List<List<string>> ReadRecords(string text)
    {
        var records = new List<List<string>>();
        var record = new List<string>();
        var field = new StringBuilder();
        var parts = text.TrimStart('\uFEFF').Replace("\r\n", "\n").Split('"');
        for (var place = 0; place < parts.Length; place++)
        {
            if (place % 2 == 1)
            {
                field.Append(parts[place]);
                continue;
            }

            if (parts[place].Length == 0 && place > 0 && place < parts.Length - 1)
                field.Append('"');
            foreach (var character in parts[place])
            {
                if (character is not (',' or '\n'))
                {
                    field.Append(character);
                    continue;
                }

                record.Add(field.ToString());
                field.Clear();
                if (character == ',')
                    continue;
                records.Add(record);
                record = [];
            }
        }

        if (record.Count > 0 || field.Length > 0)
            records.Add([.. record, field.ToString()]);
        return records;
    }

    private sealed class Invoice
    {
        public int Lines { get; set; }

        public BigInteger Total { get; set; }

        public bool HasQuantityOfZeroOrLess { get; set; }
    }
}

/// <summary>One store of the file.</summary>
/// <param name="Transactions">Invoices, returns and suspects among them.</param>
/// <param name="Returns">Invoices whose number starts with C.</param>
/// <param name="Lines">Lines of all of them.</param>
/// <param name="Revenue">Sum of quantity times price over all lines, exact.</param>
/// <param name="Suspects">Sales with a line whose quantity is 0 or less: the rule negative_amount sets them aside by default.</param>
/// <param name="SuspectLines">Lines of the suspects.</param>
/// <param name="SuspectRevenue">The part of the revenue that the suspects hold; a summary without quarantine shows the difference.</param>
public sealed record OracleStore(int Transactions, int Returns, int Lines, decimal Revenue, int Suspects, int SuspectLines, decimal SuspectRevenue);
