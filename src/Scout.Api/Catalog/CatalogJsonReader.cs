using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Scout.Api.Catalog;

/// <summary>Reads an upload that is a JSON array of products.</summary>
/// <remarks>One product at a time is held as a document: a whole upload in that form would take several times its own size.</remarks>
internal static class CatalogJsonReader
{
    private const string TextFault = "must be a string";
    private const int NameCharactersShown = 64;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <returns>Null when there are more products than may be.</returns>
    public static CatalogUpload? Read(ReadOnlyMemory<byte> body, int productsMax)
    {
        var rows = new CatalogRows(productsMax);
        try
        {
            // The reader looks into texts only when they are asked for.
            return Utf8.IsValid(body.Span) ? ReadArray(body, rows) : Malformed(rows, "The body is not valid UTF-8.");
        }
        catch (JsonException exception)
        {
            return Malformed(rows, $"Not JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
        }
    }

    private static CatalogUpload? ReadArray(ReadOnlyMemory<byte> body, CatalogRows rows)
    {
        var json = new Utf8JsonReader(body.Span);
        _ = json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            ReadEnd(ref json);
            rows.Faults.AddRoot("must be an array of products");
            return new CatalogUpload([], rows.Faults);
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (rows.IsFull)
                return null;
            var (start, draft) = ((int)json.TokenStartIndex, rows.Begin());
            json.Skip();
            if (!TryReadProduct(body[start..(int)json.BytesConsumed], draft))
                return Malformed(rows, $"In [{draft.Row}] a member stands twice, or a name is no Unicode text.");
            rows.Add(draft);
        }

        ReadEnd(ref json);
        return rows.Finish();
    }

    // What stands behind the document is an exception, unless it is white space.
    private static void ReadEnd(ref Utf8JsonReader json)
    {
        while (json.Read())
        {
        }
    }

    private static CatalogUpload Malformed(CatalogRows rows, string why) => new([], rows.Faults, why);

    private static bool TryReadProduct(ReadOnlyMemory<byte> text, ProductDraft draft)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                draft.RefuseRow("must be an object");
                return true;
            }

            foreach (var member in document.RootElement.EnumerateObject())
            {
                // None is none, in whichever way it is said.
                if (member.Value.ValueKind != JsonValueKind.Null || !ProductDraft.IsMember(member.Name))
                    ReadMember(member.Name, member.Value, draft);
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The grammar was right, so it is a name that stands twice, or half a surrogate pair in one.
            return false;
        }
    }

    private static void ReadMember(string name, JsonElement value, ProductDraft draft)
    {
        switch (name)
        {
            case ProductDraft.ListPrice when value.ValueKind == JsonValueKind.Number:
                draft.SetListPrice(JsonMarshal.GetRawUtf8Value(value));
                break;
            case ProductDraft.ListPrice:
                draft.Refuse(name, "must be a number");
                break;
            case ProductDraft.Active when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                draft.SetActive(value.GetBoolean());
                break;
            case ProductDraft.Active:
                draft.Refuse(name, "must be true or false");
                break;
            case ProductDraft.Aliases when value.ValueKind == JsonValueKind.Array:
                foreach (var (place, alias) in value.EnumerateArray().Index())
                {
                    if (ReadText(alias, $"{name}[{place}]", draft) is { } text)
                        draft.AddAlias(place, text);
                }

                break;
            case ProductDraft.Aliases:
                draft.Refuse(name, "must be an array of strings");
                break;

            // What a list of products answers may be sent back.
            case "version" or "updated_at":
                break;
            default:
                if (!ProductDraft.IsMember(name))
                    draft.Refuse(name.Length > NameCharactersShown ? name[..NameCharactersShown] : name, "is not a member of a product");
                else if (ReadText(value, name, draft) is { } text)
                    draft.SetText(name, text);
                break;
        }
    }

    private static string? ReadText(JsonElement value, string path, ProductDraft draft)
    {
        try
        {
            if (value.ValueKind == JsonValueKind.String)
                return value.GetString();
            draft.Refuse(path, TextFault);
        }
        catch (InvalidOperationException)
        {
            draft.Refuse(path, "must be valid Unicode text");
        }

        return null;
    }
}
