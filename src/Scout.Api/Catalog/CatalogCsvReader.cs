using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace Scout.Api.Catalog;

/// <summary>Reads an upload of rows of commas (RFC 4180) whose first row names the columns.</summary>
internal static class CatalogCsvReader
{
    private const char AliasSeparator = '|';
    private const int NameCharactersShown = 64;

    // Far above any real row; without it one stray quote would pull the rest of the file into one.
    private const int RowBytesMax = 1024 * 1024;

    /// <returns>Null when there are more products than may be.</returns>
    public static CatalogUpload? Read(byte[] body, int productsMax)
    {
        var rows = new CatalogRows(productsMax);
        if (!Utf8.IsValid(body))
            return Malformed(rows, "The body is not valid UTF-8.");
        string? damage = null;
        var options = new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            MaxRecordSize = RowBytesMax,
            TrackLineNumbers = true,

            // A quote within a field that does not begin with one stands for itself: people write 5" PLATE. Otherwise nobody can tell where fields end.
            OnMalformedRecord = record =>
            {
                if (record.Reason is not (CsvMalformedReason.StrayQuote or CsvMalformedReason.FieldCountMismatch))
                    damage ??= $"In the row that begins on line {record.LineNumber} a quote is not closed, or text follows one that is.";
            },
        };
        try
        {
            using var csv = CsvReader.Create(body, options);
            var upload = ReadRows(csv, rows, () => damage is not null);
            return damage is null ? upload : Malformed(rows, damage);
        }
        catch (CsvFormatException exception)
        {
            return Malformed(rows, $"The row that begins on line {exception.LineNumber} has more than {RowBytesMax} bytes. Perhaps a quote is not closed.");
        }
    }

    private static CatalogUpload? ReadRows(CsvReader csv, CatalogRows rows, Func<bool> isDamaged)
    {
        var columns = csv.Read() ? ReadHeader(FieldsOf(csv), rows.Faults) : null;
        if (columns is null)
        {
            if (!rows.Faults.Any)
                rows.Faults.AddRoot("must begin with a row that names the columns");
            return new CatalogUpload([], rows.Faults);
        }

        while (csv.Read() && !isDamaged())
        {
            if (rows.IsFull)
                return null;
            rows.Faults.Line = csv.LineNumber;
            var draft = rows.Begin();
            if (csv.FieldCount == columns.Length)
                ReadRow(columns, csv, draft);
            else
                draft.RefuseRow($"has {csv.FieldCount} fields, the header {columns.Length}");
            rows.Add(draft);
        }

        return rows.Finish();
    }

    private static CatalogUpload Malformed(CatalogRows rows, string why) => new([], rows.Faults, why);

    private static string[] FieldsOf(CsvReader csv) => [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)];

    private static string[]? ReadHeader(string[] names, CatalogFaults faults)
    {
        string[] columns = [.. names.Select(name => name.Trim())];
        foreach (var name in columns.Where(name => !ProductDraft.IsMember(name)))
            faults.AddRoot($"has a column '{Shown(name)}', which no product has: the columns are {string.Join(", ", ProductDraft.Members)}");
        foreach (var twice in columns.CountBy(name => name).Where(counted => counted.Value > 1))
            faults.AddRoot($"has the column '{Shown(twice.Key)}' {twice.Value} times");
        foreach (var missing in new[] { ProductDraft.ProductId, ProductDraft.ProductName }.Except(columns))
            faults.AddRoot($"has no column '{missing}'");
        return faults.Any ? null : columns;
    }

    private static string Shown(string name) => name.Length > NameCharactersShown ? name[..NameCharactersShown] : name;

    private static void ReadRow(string[] columns, CsvReader csv, ProductDraft draft)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            var (column, field) = (columns[i], csv.GetString(i));
            if (field.Length == 0)
                continue;
            switch (column)
            {
                case ProductDraft.ListPrice:
                    draft.SetListPrice(Encoding.UTF8.GetBytes(field.Trim()));
                    break;
                case ProductDraft.Active:
                    ReadActive(field.Trim(), draft);
                    break;
                case ProductDraft.Aliases:
                    foreach (var (place, alias) in field.Split(AliasSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Index())
                        draft.AddAlias(place, alias);
                    break;
                default:
                    draft.SetText(column, field);
                    break;
            }
        }
    }

    private static void ReadActive(string field, ProductDraft draft)
    {
        // Spreadsheets write TRUE, databases t or 1.
        if (field.ToLowerInvariant() is "true" or "t" or "1" or "yes")
            draft.SetActive(true);
        else if (field.ToLowerInvariant() is "false" or "f" or "0" or "no")
            draft.SetActive(false);
        else
            draft.Refuse(ProductDraft.Active, "must be true or false");
    }
}
