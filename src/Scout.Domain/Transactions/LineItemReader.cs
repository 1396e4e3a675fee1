using System.Text.Json;
using Scout.Domain.Money;

namespace Scout.Domain.Transactions;

/// <summary>Reads one line of a transaction and adds its canonical text to the items'.</summary>
internal static class LineItemReader
{
    [Flags]
    private enum Member
    {
        Unknown = 0,
        ProductId = 1 << 0,
        Quantity = 1 << 1,
        UnitPrice = 1 << 2,
        LineAmount = 1 << 3,
        ProductName = 1 << 4,
        Brand = 1 << 5,
        Category = 1 << 6,
        Gtin = 1 << 7,
        Discount = 1 << 8,
        Unit = 1 << 9,
    }

    /// <returns>Null when the transaction has faults already: it will not be built, but the rest of it is still checked.</returns>
    public static LineItem? Read(ref FieldReader fields)
    {
        if (fields.Json.TokenType != JsonTokenType.StartObject)
        {
            fields.AddItemFault(FieldReader.ObjectFault);
            ReadOther(ref fields);
            return null;
        }

        var mark = fields.Scratch.UnknownCount;
        var textMark = fields.Scratch.UnknownText.Length;
        var draft = default(Draft);
        ReadMembers(ref fields, ref draft, mark);
        var line = fields.HasFaults || fields.Malformed is not null ? null : Build(draft);
        if (line is not null)
            CanonicalForm.AppendItem(fields.Scratch, line, mark);
        fields.Scratch.TruncateUnknown(mark);
        fields.Scratch.UnknownText.Truncate(textMark);
        return line;
    }

    // An item that is no object has no member to name, so its own place is the path of all that is wrong within.
    private static void ReadOther(ref FieldReader fields)
    {
        var path = $"items[{fields.ItemIndex}]";
        fields.ItemIndex = -1;
        fields.Discard(path);
    }

    private static void ReadMembers(ref FieldReader fields, ref Draft draft, int mark)
    {
        var (named, given) = (0, 0);
        while (fields.Json.Read() && fields.Json.TokenType == JsonTokenType.PropertyName)
        {
            var name = fields.ReadName();
            var member = Find(name);
            if (member == Member.Unknown)
            {
                fields.ReadUnknown(name);
            }
            else if (fields.EnterValue((int)member, ref named, ref given))
            {
                ReadMember(ref fields, ref draft, member);
            }

            if (fields.Malformed is not null)
                return;
        }

        CanonicalValue.Sort(ref fields, mark);
        fields.Require((given & (int)Member.ProductId) != 0, "product_id");
        fields.Require((given & (int)Member.Quantity) != 0, "qty");
        fields.Require((given & (int)Member.UnitPrice) != 0, "unit_price");
        fields.Require((given & (int)Member.LineAmount) != 0, "line_amount");
    }

    private static void ReadMember(ref FieldReader fields, ref Draft draft, Member member)
    {
        switch (member)
        {
            case Member.ProductId:
                draft.ProductId = fields.ReadIdentifier("product_id", TransactionLimits.ProductIdCharactersMax);
                break;
            case Member.Quantity:
                draft.Quantity = fields.ReadAmount("qty");
                break;
            case Member.UnitPrice:
                draft.UnitPrice = fields.ReadAmount("unit_price");
                break;
            case Member.LineAmount:
                draft.LineAmount = fields.ReadAmount("line_amount");
                break;
            case Member.ProductName:
                draft.ProductName = fields.ReadText("product_name", TransactionLimits.ProductNameCharactersMax);
                break;
            case Member.Brand:
                draft.Brand = fields.ReadText("brand", TransactionLimits.TextCharactersMax);
                break;
            case Member.Category:
                draft.Category = fields.ReadText("category", TransactionLimits.TextCharactersMax);
                break;
            case Member.Gtin:
                draft.Gtin = fields.ReadText("gtin", TransactionLimits.TextCharactersMax);
                break;
            case Member.Discount:
                draft.Discount = fields.ReadAmount("discount");
                break;
            case Member.Unit:
                draft.Unit = fields.ReadText("unit", TransactionLimits.TextCharactersMax);
                break;
        }
    }

    private static LineItem Build(in Draft draft) => new()
    {
        ProductId = draft.ProductId!,
        ProductName = draft.ProductName,
        Brand = draft.Brand,
        Category = draft.Category,
        Gtin = draft.Gtin,
        Quantity = draft.Quantity,
        UnitPrice = draft.UnitPrice,
        LineAmount = draft.LineAmount,
        Discount = draft.Discount,
        Unit = draft.Unit,
    };

    private static Member Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 => name.SequenceEqual("qty"u8) ? Member.Quantity : Member.Unknown,
        4 => name.SequenceEqual("gtin"u8) ? Member.Gtin
            : name.SequenceEqual("unit"u8) ? Member.Unit : Member.Unknown,
        5 => name.SequenceEqual("brand"u8) ? Member.Brand : Member.Unknown,
        8 => name.SequenceEqual("category"u8) ? Member.Category
            : name.SequenceEqual("discount"u8) ? Member.Discount : Member.Unknown,
        10 => name.SequenceEqual("product_id"u8) ? Member.ProductId
            : name.SequenceEqual("unit_price"u8) ? Member.UnitPrice : Member.Unknown,
        11 => name.SequenceEqual("line_amount"u8) ? Member.LineAmount : Member.Unknown,
        12 => name.SequenceEqual("product_name"u8) ? Member.ProductName : Member.Unknown,
        _ => Member.Unknown,
    };

    private struct Draft
    {
        public string? ProductId;
        public string? ProductName;
        public string? Brand;
        public string? Category;
        public string? Gtin;
        public Amount Quantity;
        public Amount UnitPrice;
        public Amount LineAmount;
        public Amount? Discount;
        public string? Unit;
    }
}
