using System.Globalization;

namespace Scout.Cli.Mapping;

/// <summary>One place of a mapping that names a column of the file.</summary>
internal sealed record ColumnUse(string Path, string Column)
{
    public static IEnumerable<ColumnUse> All(TransactionMapping transaction, LineMapping line)
    {
        (string Path, string? Column)[] uses =
        [
            ("transaction.id", transaction.Id.Column),
            ("transaction.store", transaction.Store.Column),
            ("transaction.time", transaction.Time.Column),
            ("transaction.type.return_when", transaction.Return?.Column),
            ("transaction.total_amount", transaction.Total?.Column),
            ("transaction.net_amount", transaction.Net?.Column),
            .. transaction.Texts.Select(text => ($"transaction.{(text.Member == "customer_id" ? "customer" : text.Member)}", text.Source.Column)),
            ("line.product_id", line.ProductId.Column),
            ("line.qty", line.Quantity.Column),
            ("line.unit_price", line.UnitPrice.Column),
            ("line.line_amount", line.LineAmount?.Column),
            ("line.discount", line.Discount?.Column),
            .. line.Texts.Select(text => ($"line.{text.Member}", text.Source.Column)),
        ];
        return uses.Where(use => use.Column is not null).Select(use => new ColumnUse(use.Path, use.Column!));
    }

    public static bool IsNumber(string column) => int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
}
