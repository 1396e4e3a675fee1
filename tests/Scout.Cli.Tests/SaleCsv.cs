using System.Text;

namespace Scout.Cli.Tests;

/// <summary>Builds small sale files for the shipped mapping.</summary>
internal static class SaleCsv
{
    public const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    public static string Line(
        string invoice, string quantity = "1", string price = "2.5", string time = "2010-12-01 08:26:00", string product = "P1", string country = "France", string description = "NAME", string customer = "") =>
        $"{invoice},{product},{description},{quantity},{time},{price},{customer},{country}\n";

    /// <summary>So many transactions of one line each.</summary>
    public static string Transactions(int count)
    {
        var text = new StringBuilder(Header);
        for (var number = 1; number <= count; number++)
            text.Append(Line($"{number:D5}", quantity: $"{number % 7 + 1}"));
        return text.ToString();
    }
}
