using System.Globalization;
using Scout.Cli.Mapping;
using Scout.Domain.Money;
using Scout.Domain.Transactions;

namespace Scout.Cli.Reading;

/// <summary>Reads the fields of a row as the mapping tells.</summary>
internal sealed class RowMapper(ImportMapping mapping, IReadOnlyDictionary<string, int> columns)
{
    // decimal keeps 28 digits and rounds what follows in silence; no amount of the wire is nearly this long.
    private const int NumberCharactersMax = 28;

    private readonly NumberFormatInfo _numbers = new() { NumberDecimalSeparator = mapping.Format.DecimalPoint.ToString() };

    /// <summary>Line amounts that needed more than four decimals and were rounded.</summary>
    public int RoundedLines { get; private set; }

    /// <summary>The transaction id of a row, also of a damaged one as far as it goes; null when there is none to read.</summary>
    public string? FindTransactionId(SaleRow row) =>
        FindText(mapping.Transaction.Id, row) is { } text && TransactionId.TryParse(text, out _) ? text : null;

    public string? FindStoreId(SaleRow row) =>
        FindText(mapping.Transaction.Store, row) is { } text && StoreId.TryParse(text, out _) ? text : null;

    /// <summary>What keeps a row from naming its transaction, for a row where either id was not found.</summary>
    public IEnumerable<RowFault> IdentityFaults(SaleRow row)
    {
        if (row.Fault is not null)
            return [new RowFault(row.LineNumber, null, row.Fault)];
        var faults = new List<RowFault>();
        if (PrintableText.FindIdentifierFault(FindText(mapping.Transaction.Id, row) ?? "", TransactionId.CharactersMax) is { } idFault)
            faults.Add(new RowFault(row.LineNumber, mapping.Transaction.Id.Column, idFault));
        if (PrintableText.FindIdentifierFault(FindText(mapping.Transaction.Store, row) ?? "", StoreId.CharactersMax) is { } storeFault)
            faults.Add(new RowFault(row.LineNumber, mapping.Transaction.Store.Column, storeFault));
        return faults;
    }

    /// <summary>Starts a transaction from its first row: everything but the lines is this row's.</summary>
    public TransactionDraft Begin(SaleRow row, string storeId, string transactionId)
    {
        var draft = new TransactionDraft(row.LineNumber, storeId, transactionId);
        var faults = new List<RowFault>();
        draft.OccurredAt = GetTime(row, faults);
        draft.IsReturn = mapping.Transaction.Return is { } rule && rule.Holds(Field(row, rule.Column));
        draft.Total = Signed(GetNumber(mapping.Transaction.Total, row, faults), draft.IsReturn);
        draft.Net = Signed(GetNumber(mapping.Transaction.Net, row, faults), draft.IsReturn);
        draft.Texts = [.. mapping.Transaction.Texts.Select(text => FindText(text.Source, row))];
        draft.AddFaults(faults);
        return draft;
    }

    /// <summary>Adds the row's line. A line past the limit is counted only: the transaction will be refused, not cut.</summary>
    public void AddLine(TransactionDraft draft, SaleRow row)
    {
        draft.LineCount++;
        if (draft.LineCount > TransactionLimits.ItemsMax)
            return;
        var faults = new List<RowFault>();
        var productId = FindText(mapping.Line.ProductId, row);
        if (productId is null)
            faults.Add(new RowFault(row.LineNumber, mapping.Line.ProductId.Column, "is empty"));
        var quantity = Signed(GetNumber(mapping.Line.Quantity, row, faults, required: true), draft.IsReturn);
        var unitPrice = GetNumber(mapping.Line.UnitPrice, row, faults, required: true);
        var lineAmount = mapping.Line.LineAmount is { } source
            ? Signed(GetNumber(source, row, faults, required: true), draft.IsReturn)
            : quantity is { } count && unitPrice is { } price ? Multiply(count, price, row, faults) : null;
        var discount = GetNumber(mapping.Line.Discount, row, faults);
        draft.AddFaults(faults);
        if (faults.Count == 0)
            draft.Lines.Add(new LineDraft(productId!, quantity!.Value, unitPrice!.Value, lineAmount!.Value, discount, [.. mapping.Line.Texts.Select(text => FindText(text.Source, row))]));
    }

    private Amount? Signed(Amount? amount, bool isReturn) => isReturn && mapping.Transaction.Return!.Negate ? -amount : amount;

    private DateTimeOffset GetTime(SaleRow row, List<RowFault> faults)
    {
        var source = mapping.Transaction.Time;
        var text = Field(row, source.Column);
        if (!TimeFormat.TryParse(text, source.Format, out var time))
            faults.Add(new RowFault(row.LineNumber, source.Column, $"must be a time written as {source.Format}, not '{Shown(text)}'"));
        else if (source.Zone is null && time.Kind != DateTimeKind.Utc)
            faults.Add(new RowFault(row.LineNumber, source.Column, $"must carry an offset, not '{Shown(text)}'"));
        else if (time.Year is < 1900 or > 9000)
            faults.Add(new RowFault(row.LineNumber, source.Column, $"is no year of a sale: '{Shown(text)}'"));
        else
            return source.Zone is { } zone ? LocalTime.ToInstant(time, zone) : new DateTimeOffset(time, TimeSpan.Zero);
        return default;
    }

    private Amount? GetNumber(NumberSource? source, SaleRow row, List<RowFault> faults, bool required = false)
    {
        if (source is null)
            return null;
        var text = Field(row, source.Column);
        if (text.Length == 0 && !required)
            return null;
        if (text.Length is 0 or > NumberCharactersMax || !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, _numbers, out var value))
        {
            faults.Add(new RowFault(row.LineNumber, source.Column, text.Length == 0 ? "must be a number, but is empty" : $"must be a number, not '{Shown(text)}'"));
            return null;
        }

        return ToAmount(value, source.Column, row, faults);
    }

    private Amount? Multiply(Amount quantity, Amount unitPrice, SaleRow row, List<RowFault> faults)
    {
        // Both factors are below 10^12 with four places, so the product has at most 24 digits before and 8 after the point; what
        // does not fit 28 digits is far outside the range of an amount.
        var exact = quantity.Exactly() * unitPrice.Exactly();
        var rounded = decimal.Round(exact, 4, MidpointRounding.AwayFromZero);
        if (rounded != exact)
            RoundedLines++;
        return ToAmount(rounded, null, row, faults);
    }

    private static Amount? ToAmount(decimal value, string? column, SaleRow row, List<RowFault> faults)
    {
        try
        {
            return Amount.FromDecimal(value);
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            faults.Add(new RowFault(row.LineNumber, column, $"must have at most 4 decimals and be below 10^12: {value.ToString(CultureInfo.InvariantCulture)}"));
            return null;
        }
    }

    private string? FindText(TextSource source, SaleRow row)
    {
        var text = source.Constant ?? Field(row, source.Column!);
        if (source.TrimDecimal && text.IndexOf('.', StringComparison.Ordinal) is > 0 and var point && text.AsSpan(point + 1).TrimEnd('0').IsEmpty && !text.AsSpan(0, point).ContainsAnyExceptInRange('0', '9'))
            text = text[..point];
        if (source.Spaces is { } spaces)
            text = string.Join(spaces, text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        text = source.Transform switch
        {
            TextTransform.Upper => text.ToUpperInvariant(),
            TextTransform.Lower => text.ToLowerInvariant(),
            _ => text,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    // A damaged row may be short.
    private string Field(SaleRow row, string column) => columns[column] is var index && index < row.Fields.Length ? row.Fields[index] : "";

    private static string Shown(string text) => text.Length <= 40 ? text : $"{text[..40]}...";
}
