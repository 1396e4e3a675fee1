using System.Text;
using System.Text.Json;
using Scout.Domain.Money;

namespace Scout.Domain.Transactions;

/// <summary>Reads the typed values of one document from left to right and gathers what is wrong with them.</summary>
/// <remarks>
/// A fault of content is noted and reading goes on, so that all of them are named at once. A fault of form (a duplicate member, too
/// deep a nesting) makes the transaction <see cref="Malformed"/> and reading stops, since its content is no longer one thing. A fault of
/// grammar is the exception of <see cref="Utf8JsonReader"/>, caught by <see cref="TransactionParser"/> alone.
/// </remarks>
internal ref struct FieldReader(ReadOnlySpan<byte> utf8Document, ParserScratch scratch)
{
    public const string ObjectFault = "must be an object";
    private const string TextFault = "must be a string";
    private const string RequiredFault = "is required";
    private const string ControlFault = "must not hold control characters";
    private const string UnicodeFault = "must be valid Unicode text";

    private const int NameCharactersShown = 64;

    // Nesting is judged by EnterContainer, for each transaction on its own: one that is too deep must not cost the batch around it.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    private FaultList? _faults;
    private int _depthBase;

    /// <summary>On the token to read next, when a member is being read: its value.</summary>
    public Utf8JsonReader Json = new(utf8Document, Options);

    /// <summary>The line that is being read, or -1 at the top level: the place that paths begin with.</summary>
    public int ItemIndex = -1;

    public readonly ParserScratch Scratch => scratch;

    /// <summary>Why this transaction is not one well-formed document, or null so far.</summary>
    public string? Malformed { get; private set; }

    public readonly bool HasFaults => _faults is not null;

    /// <summary>Starts a transaction at the current token and forgets the one before.</summary>
    public void Begin()
    {
        scratch.Clear();
        _faults = null;
        _depthBase = Json.CurrentDepth;
        ItemIndex = -1;
        Malformed = null;
    }

    public readonly IReadOnlyDictionary<string, string[]> ToErrors() => _faults!.ToErrors();

    /// <summary>Notes a fault of a member of the object being read.</summary>
    public void AddFault(string member, string message)
    {
        _faults ??= new FaultList();
        if (!_faults.IsFull)
            _faults.Add(ItemIndex < 0 ? member : $"items[{ItemIndex}].{member}", message);
    }

    /// <summary>Notes a fault of the line being read as a whole.</summary>
    public void AddItemFault(string message) => (_faults ??= new FaultList()).Add($"items[{ItemIndex}]", message);

    public void Require(bool given, string member)
    {
        if (!given)
            AddFault(member, RequiredFault);
    }

    public void AddDuplicate(long position) => AddMalformed("duplicate member", position);

    /// <summary>Steps onto the value of a known member whose name was just read. A name may stand once; null is as if it were absent.</summary>
    /// <param name="member">The member's bit among those of its object.</param>
    /// <param name="named">The bits of the names that stood so far.</param>
    /// <param name="given">The bits of those with a value.</param>
    /// <returns>Whether there is a value to read.</returns>
    public bool EnterValue(int member, ref int named, ref int given)
    {
        if ((named & member) != 0)
        {
            AddDuplicate(Json.TokenStartIndex);
            return false;
        }

        named |= member;
        Json.Read();
        if (Json.TokenType == JsonTokenType.Null)
            return false;
        given |= member;
        return true;
    }

    /// <summary>Notes too deep a nesting at the start of an array or object.</summary>
    /// <returns>Whether it may be read.</returns>
    public bool EnterContainer()
    {
        if (Json.CurrentDepth - _depthBase < TransactionLimits.DepthMax)
            return true;
        AddMalformed($"nested more than {TransactionLimits.DepthMax} levels deep", Json.TokenStartIndex);
        return false;
    }

    /// <summary>The unescaped name of the member that the reader stands on. Valid until the next text is read.</summary>
    /// <returns>Nothing, and the document is malformed, when the name is no Unicode text.</returns>
    public ReadOnlySpan<byte> ReadName()
    {
        if (!Json.ValueIsEscaped)
            return Json.ValueSpan;
        if (JsonText.TryUnescape(Json.ValueSpan, scratch.Text))
            return scratch.Text.Written;
        AddMalformed("member name that is not valid Unicode", Json.TokenStartIndex);
        return default;
    }

    /// <summary>Reads a text of bounded length; empty is fine.</summary>
    /// <returns>Null when it is at fault, which is noted.</returns>
    public string? ReadText(string member, int charactersMax)
    {
        if (!Expect(JsonTokenType.String, member, TextFault))
            return null;
        var raw = Json.ValueSpan;
        if (!Json.ValueIsEscaped && raw.Length <= charactersMax && JsonText.IsPlainAscii(raw))
            return Encoding.UTF8.GetString(raw);
        return ReadUnusualText(member, charactersMax);
    }

    /// <summary>Reads an identifier: 1 to <paramref name="charactersMax"/> printable characters.</summary>
    /// <returns>Null when it is at fault, which is noted.</returns>
    public string? ReadIdentifier(string member, int charactersMax)
    {
        if (ReadText(member, charactersMax) is not { } text)
            return null;
        if (PrintableText.FindIdentifierFault(text, charactersMax) is not { } fault)
            return text;
        AddFault(member, fault);
        return null;
    }

    public Amount ReadAmount(string member)
    {
        if (!Expect(JsonTokenType.Number, member, NumberReader.TypeFault))
            return Amount.Zero;
        if (new NumberReader(Json.ValueSpan).ReadAmount(out var amount) is { } fault)
            AddFault(member, fault);
        return amount;
    }

    public long ReadSequence(string member)
    {
        if (!Expect(JsonTokenType.Number, member, NumberReader.SequenceFault))
            return 0;
        if (new NumberReader(Json.ValueSpan).ReadSequence(out var sequence) is { } fault)
            AddFault(member, fault);
        return sequence;
    }

    public Instant ReadInstant(string member)
    {
        if (!Expect(JsonTokenType.String, member, InstantReader.FormFault))
            return default;
        var text = Json.ValueSpan;
        if (Json.ValueIsEscaped)
            text = JsonText.TryUnescape(text, scratch.Text) ? scratch.Text.Written : default;
        if (InstantReader.Read(text, out var instant) is { } fault)
            AddFault(member, fault);
        return instant;
    }

    /// <summary>Reads a member that we do not know, from its name on, and keeps its canonical text for the hash.</summary>
    public void ReadUnknown(ReadOnlySpan<byte> name)
    {
        if (Malformed is not null)
            return;
        var faults = CanonicalValue.AppendMember(ref this, name);
        if (faults != TextFaults.None && _faults is not { IsFull: true })
            AddTextFaults(ShowName(scratch.NameOf(scratch.UnknownSince(0)[^1])), faults);
    }

    /// <summary>Reads past a value that has no meaning to us, checked as thoroughly as any other.</summary>
    public void Discard(string member)
    {
        var mark = scratch.UnknownText.Length;
        AddTextFaults(member, CanonicalValue.Append(ref this));
        scratch.UnknownText.Truncate(mark);
    }

    /// <summary>Holds a member to its type; a value of another type is noted and read past.</summary>
    public bool Expect(JsonTokenType type, string member, string fault)
    {
        if (Json.TokenType == type)
            return true;
        AddFault(member, fault);
        Discard(member);
        return false;
    }

    private void AddTextFaults(string member, TextFaults faults)
    {
        if (faults.HasFlag(TextFaults.Control))
            AddFault(member, ControlFault);
        if (faults.HasFlag(TextFaults.Surrogate))
            AddFault(member, UnicodeFault);
    }

    private void AddMalformed(string what, long position) => Malformed ??= $"{what} at byte {position}";

    private string? ReadUnusualText(string member, int charactersMax)
    {
        var text = Json.ValueSpan;
        if (Json.ValueIsEscaped)
        {
            if (!JsonText.TryUnescape(text, scratch.Text))
            {
                AddFault(member, UnicodeFault);
                return null;
            }

            text = scratch.Text.Written;
        }

        var control = JsonText.HasControl(text);
        var tooLong = text.Length > charactersMax && JsonText.CountCharacters(text) > charactersMax;
        if (control)
            AddFault(member, ControlFault);
        if (tooLong)
            AddFault(member, $"must be at most {charactersMax} characters");
        return control || tooLong ? null : Encoding.UTF8.GetString(text);
    }

    private static string ShowName(ReadOnlySpan<byte> name)
    {
        var shown = new StringBuilder();
        for (var left = NameCharactersShown; left > 0 && !name.IsEmpty; left--)
        {
            _ = Rune.DecodeFromUtf8(name, out var rune, out var length);
            shown.Append(Rune.IsControl(rune) ? Rune.ReplacementChar : rune);
            name = name[length..];
        }

        return shown.ToString();
    }
}
