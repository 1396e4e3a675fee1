using System.Text.Json;
using Scout.Domain.Money;

namespace Scout.Domain.Transactions;

/// <summary>A transaction's own values while they are gathered.</summary>
internal struct TransactionDraft
{
    public string? TransactionId;
    public string? StoreId;
    public TransactionType Type;
    public Instant OccurredAt;
    public Amount TotalAmount;
    public Amount? NetAmount;
    public string? Currency;
    public string? OriginalTransactionId;
    public string? CustomerId;
    public string? PaymentMethod;
    public string? DeviceId;
    public long? DeviceSeq;
}

/// <summary>Reads one transaction: first the shape of each member as it comes, then what is missing.</summary>
internal static class TransactionReader
{
    private const string ItemsCountFault = "must hold 1 to 1000 items";

    [Flags]
    private enum Member
    {
        Unknown = 0,
        TransactionId = 1 << 0,
        StoreId = 1 << 1,
        OccurredAt = 1 << 2,
        TotalAmount = 1 << 3,
        Items = 1 << 4,
        Type = 1 << 5,
        OriginalTransactionId = 1 << 6,
        NetAmount = 1 << 7,
        Currency = 1 << 8,
        CustomerId = 1 << 9,
        PaymentMethod = 1 << 10,
        DeviceId = 1 << 11,
        DeviceSeq = 1 << 12,
        Metadata = 1 << 13,
    }

    /// <summary>Reads the value that the reader stands on, to its end unless it is malformed.</summary>
    public static ParsedTransaction Read(ref FieldReader fields)
    {
        fields.Begin();
        var draft = default(TransactionDraft);
        var start = fields.Json.TokenStartIndex;
        if (fields.Expect(JsonTokenType.StartObject, FaultList.Root, FieldReader.ObjectFault))
            ReadMembers(ref fields, ref draft);
        if (fields.Malformed is { } malformed)
            return ParsedTransaction.FromMalformed(malformed);
        if (fields.Json.BytesConsumed - start > TransactionLimits.BodyBytesMax)
            fields.AddFault(FaultList.Root, $"must be at most {TransactionLimits.BodyBytesMax} bytes");
        return fields.HasFaults
            ? ParsedTransaction.FromErrors(fields.ToErrors(), draft.StoreId, draft.TransactionId)
            : ParsedTransaction.FromTransaction(Build(fields.Scratch, draft));
    }

    private static void ReadMembers(ref FieldReader fields, ref TransactionDraft draft)
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

        CanonicalValue.Sort(ref fields, 0);
        RequireMembers(ref fields, (Member)given);
    }

    private static void ReadMember(ref FieldReader fields, ref TransactionDraft draft, Member member)
    {
        switch (member)
        {
            case Member.TransactionId:
                draft.TransactionId = fields.ReadIdentifier("transaction_id", TransactionId.CharactersMax);
                break;
            case Member.StoreId:
                draft.StoreId = fields.ReadIdentifier("store_id", StoreId.CharactersMax);
                break;
            case Member.OccurredAt:
                draft.OccurredAt = fields.ReadInstant("ts");
                break;
            case Member.TotalAmount:
                draft.TotalAmount = fields.ReadAmount("total_amount");
                break;
            case Member.Items:
                ReadItems(ref fields);
                break;
            case Member.Type:
                draft.Type = ReadType(ref fields);
                break;
            case Member.OriginalTransactionId:
                draft.OriginalTransactionId = fields.ReadIdentifier("original_transaction_id", TransactionId.CharactersMax);
                break;
            case Member.NetAmount:
                draft.NetAmount = fields.ReadAmount("net_amount");
                break;
            case Member.Currency:
                draft.Currency = ReadCurrency(ref fields);
                break;
            case Member.CustomerId:
                draft.CustomerId = fields.ReadText("customer_id", TransactionLimits.TextCharactersMax);
                break;
            case Member.PaymentMethod:
                draft.PaymentMethod = fields.ReadText("payment_method", TransactionLimits.TextCharactersMax);
                break;
            case Member.DeviceId:
                draft.DeviceId = fields.ReadText("device_id", TransactionLimits.TextCharactersMax);
                break;
            case Member.DeviceSeq:
                draft.DeviceSeq = fields.ReadSequence("device_seq");
                break;
            case Member.Metadata:
                ReadMetadata(ref fields);
                break;
        }
    }

    private static void ReadItems(ref FieldReader fields)
    {
        if (!fields.Expect(JsonTokenType.StartArray, "items", "must be an array"))
            return;

        var lines = fields.Scratch.Lines;
        var count = 0;
        for (; fields.Json.Read() && fields.Json.TokenType != JsonTokenType.EndArray && fields.Malformed is null; count++)
        {
            if (count < TransactionLimits.ItemsMax)
                ReadItem(ref fields, lines, count);
            else
                fields.Discard("items");
            if (fields.Malformed is not null)
                return;
        }

        if (count is 0 or > TransactionLimits.ItemsMax)
            fields.AddFault("items", ItemsCountFault);
    }

    private static void ReadItem(ref FieldReader fields, List<LineItem> lines, int index)
    {
        fields.ItemIndex = index;
        if (LineItemReader.Read(ref fields) is { } line)
            lines.Add(line);
        fields.ItemIndex = -1;
    }

    private static TransactionType ReadType(ref FieldReader fields)
    {
        switch (fields.ReadText("type", TransactionLimits.TextCharactersMax))
        {
            case null or "sale":
                return TransactionType.Sale;
            case "return":
                return TransactionType.Return;
            default:
                fields.AddFault("type", "must be sale or return");
                return TransactionType.Sale;
        }
    }

    private static string? ReadCurrency(ref FieldReader fields)
    {
        var currency = fields.ReadText("currency", TransactionLimits.TextCharactersMax);
        if (currency is not null && !Money.Currency.IsCode(currency))
            fields.AddFault("currency", Money.Currency.Fault);
        return currency;
    }

    // Metadata is kept with the body as it came and read by nobody here; it only has to be sound and small.
    private static void ReadMetadata(ref FieldReader fields)
    {
        var isObject = fields.Json.TokenType == JsonTokenType.StartObject;
        var start = fields.Json.TokenStartIndex;
        fields.Discard("metadata");
        if (!isObject)
            fields.AddFault("metadata", FieldReader.ObjectFault);
        if (fields.Json.BytesConsumed - start > TransactionLimits.MetadataBytesMax)
            fields.AddFault("metadata", $"must be at most {TransactionLimits.MetadataBytesMax} bytes");
    }

    private static void RequireMembers(ref FieldReader fields, Member given)
    {
        fields.Require((given & Member.TransactionId) != 0, "transaction_id");
        fields.Require((given & Member.StoreId) != 0, "store_id");
        fields.Require((given & Member.OccurredAt) != 0, "ts");
        fields.Require((given & Member.TotalAmount) != 0, "total_amount");
        fields.Require((given & Member.Items) != 0, "items");
    }

    private static Transaction Build(ParserScratch scratch, in TransactionDraft draft) => new()
    {
        TransactionId = TransactionId.FromStored(draft.TransactionId!),
        StoreId = StoreId.FromStored(draft.StoreId!),
        Type = draft.Type,
        OccurredAt = draft.OccurredAt.ToOccurredAt(),
        TotalAmount = draft.TotalAmount,
        NetAmount = draft.NetAmount,
        Currency = draft.Currency,
        OriginalTransactionId = draft.OriginalTransactionId is { } original ? TransactionId.FromStored(original) : null,
        CustomerId = draft.CustomerId,
        PaymentMethod = draft.PaymentMethod,
        DeviceId = draft.DeviceId,
        DeviceSeq = draft.DeviceSeq,
        Items = scratch.Lines.ToArray(),
        ContentHash = CanonicalForm.Hash(scratch, draft),
    };

    private static Member Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 => name.SequenceEqual("ts"u8) ? Member.OccurredAt : Member.Unknown,
        4 => name.SequenceEqual("type"u8) ? Member.Type : Member.Unknown,
        5 => name.SequenceEqual("items"u8) ? Member.Items : Member.Unknown,
        8 => name.SequenceEqual("store_id"u8) ? Member.StoreId
            : name.SequenceEqual("currency"u8) ? Member.Currency
            : name.SequenceEqual("metadata"u8) ? Member.Metadata : Member.Unknown,
        9 => name.SequenceEqual("device_id"u8) ? Member.DeviceId : Member.Unknown,
        10 => name.SequenceEqual("net_amount"u8) ? Member.NetAmount
            : name.SequenceEqual("device_seq"u8) ? Member.DeviceSeq : Member.Unknown,
        11 => name.SequenceEqual("customer_id"u8) ? Member.CustomerId : Member.Unknown,
        12 => name.SequenceEqual("total_amount"u8) ? Member.TotalAmount : Member.Unknown,
        14 => name.SequenceEqual("transaction_id"u8) ? Member.TransactionId
            : name.SequenceEqual("payment_method"u8) ? Member.PaymentMethod : Member.Unknown,
        23 => name.SequenceEqual("original_transaction_id"u8) ? Member.OriginalTransactionId : Member.Unknown,
        _ => Member.Unknown,
    };
}
