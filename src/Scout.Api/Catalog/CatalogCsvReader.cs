using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Scout.Api.Catalog;

/// <summary>Reads an upload of rows of commas (RFC 4180) whose first row names the columns.</summary>
internal static class CatalogCsvReader
{
    private const char AliasSeparator = '|';

    // Far above any real field; without it one stray quote would pull the rest of the file into one.
    private const int FieldCharactersMax = 64 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <returns>Null when there are more products than may be.</returns>
    public static CatalogUpload? Read(byte[] body, int productsMax)
    {
        var rows = new CatalogRows(productsMax);
        string? damage = null;
        var settings = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = ",",
            MaxFieldSize = FieldCharactersMax,
            DetectColumnCountChanges = false,

            // A quote within a field that does not begin with one stands for itself: people write 5" PLATE. Behind a quoted field nobody can tell what is meant.
            BadDataFound = found =>
            {
                if (found.Field.StartsWith('"'))
                    damage ??= $"Line {found.Context.Parser?.RawRow}: a quote is not closed, or text follows a quote that is.";
            },
        };
        try
        {
            using var text = new StreamReader(new MemoryStream(body, writable: false), StrictUtf8);
            using var csv = new CsvParser(text, settings);
            var upload = ReadRows(csv, rows, () => damage);
            return damage is null ? upload : new CatalogUpload([], rows.Faults, damage);
        }
        catch (DecoderFallbackException)
        {
            return new CatalogUpload([], rows.Faults, "The body is not valid UTF-8.");
        }
        catch (MaxFieldSizeException)
        {
            return new CatalogUpload([], rows.Faults, $"A field has more than {FieldCharactersMax} characters. Perhaps a quote is not closed.");
        }
    }

    private static CatalogUpload? ReadRows(CsvParser csv, CatalogRows rows, Func<string?> findDamage)
    {
        var columns = csv.Read() ? ReadHeader(csv.Record!, rows.Faults) : null;
        if (columns is null)
        {
            if (!rows.Faults.Any)
                rows.Faults.AddRoot("must begin with a row that names the columns");
            return new CatalogUpload([], rows.Faults);
        }

        while (csv.Read() && findDamage() is null)
        {
            if (rows.IsFull)
                return null;
            rows.Faults.Line = csv.RawRow - csv.RawRecord.AsSpan().TrimEnd("\r\n").Count('\n');
            var (draft, fields) = (rows.Begin(), csv.Record!);
            if (fields.Length == columns.Length)
                ReadRow(columns, fields, draft);
            else
                draft.RefuseRow($"has {fields.Length} fields, the header {columns.Length}");
            rows.Add(draft);
        }

        return rows.Finish();
    }

    private static string[]? ReadHeader(string[] names, CatalogFaults faults)
    {
        string[] columns = [.. names.Select(name => name.Trim())];
        foreach (var name in columns.Where(name => !ProductDraft.IsMember(name)))
            faults.AddRoot($"has a column '{(name.Length > 64 ? name[..64] : name)}', which no product has: the columns are {string.Join(", ", ProductDraft.Members)}");
        foreach (var twice in columns.CountBy(name => name).Where(counted => counted.Value > 1))
            faults.AddRoot($"has the column '{(twice.Key.Length > 64 ? twice.Key[..64] : twice.Key)}' {twice.Value} times");
        foreach (var missing in new[] { ProductDraft.ProductId, ProductDraft.ProductName }.Except(columns))
            faults.AddRoot($"has no column '{missing}'");
        return faults.Any ? null : columns;
    }

    private static void ReadRow(string[] columns, string[] fields, ProductDraft draft)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            var (column, field) = (columns[i], fields[i]);
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
