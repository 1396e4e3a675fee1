using System.Text.Json;

namespace Scout.Domain.Transactions;

/// <summary>Turns values whose meaning is not ours (unknown members, metadata) into canonical text, checking them on the way.</summary>
/// <remarks>
/// Text goes to <see cref="ParserScratch.UnknownText"/>. A value with faults is written too, control characters and all, because
/// duplicate names must still be found; such a document never gets as far as a hash.
/// </remarks>
internal static class CanonicalValue
{
    /// <summary>Appends the value that the reader stands on and leaves the reader at its end.</summary>
    /// <returns>The faults of every text within. Check <see cref="FieldReader.Malformed"/>: when set, reading stopped somewhere inside.</returns>
    public static TextFaults Append(ref FieldReader fields)
    {
        var output = fields.Scratch.UnknownText;
        switch (fields.Json.TokenType)
        {
            case JsonTokenType.StartObject:
                return AppendObject(ref fields);
            case JsonTokenType.StartArray:
                return AppendArray(ref fields);
            case JsonTokenType.String:
                return AppendText(ref fields);
            case JsonTokenType.Number:
                new NumberReader(fields.Json.ValueSpan).AppendCanonical(output);
                return TextFaults.None;
            default:
                // true, false and null have one spelling.
                output.Append(fields.Json.ValueSpan);
                return TextFaults.None;
        }
    }

    /// <summary>Appends a member as <c>"name":value</c>, from its name (already unescaped) on, and remembers it as unknown.</summary>
    /// <param name="fields">On the name.</param>
    /// <param name="name">May live in the scratch text: it is copied before anything else is read.</param>
    public static TextFaults AppendMember(ref FieldReader fields, ReadOnlySpan<byte> name)
    {
        var output = fields.Scratch.UnknownText;
        var position = fields.Json.TokenStartIndex;
        var start = output.Length;
        var faults = JsonText.HasControl(name) ? TextFaults.Control : TextFaults.None;
        output.AppendQuoted(name);
        var nameLength = output.Length - start - 2;
        output.Append((byte)':');
        fields.Json.Read();
        faults |= Append(ref fields);
        fields.Scratch.AddUnknown(new UnknownMember(start, nameLength, output.Length - start, position));
        return faults;
    }

    /// <summary>Puts the unknown members since a mark in the order of their names. Two of one name make the document malformed.</summary>
    public static void Sort(ref FieldReader fields, int mark)
    {
        var members = fields.Scratch.UnknownSince(mark);
        if (members.Length < 2)
            return;
        members.Sort(new NameComparer(fields.Scratch));
        for (var i = 1; i < members.Length; i++)
        {
            if (fields.Scratch.NameOf(members[i - 1]).SequenceEqual(fields.Scratch.NameOf(members[i])))
                fields.AddDuplicate(Math.Max(members[i - 1].Position, members[i].Position));
        }
    }

    /// <summary>Orders two names, in canonical spelling, by the UTF-8 bytes of what they spell.</summary>
    public static int CompareNames(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
            return left.Length - right.Length;

        // Where the names part, a backslash stands for the character behind it, unless it is itself such a character.
        var escaped = (common - 1 - left[..common].LastIndexOfAnyExcept((byte)'\\')) % 2 == 1;
        return Spelled(left, common, escaped) - Spelled(right, common, escaped);
    }

    private static byte Spelled(ReadOnlySpan<byte> name, int index, bool escaped) =>
        !escaped && name[index] == '\\' ? name[index + 1] : name[index];

    private static TextFaults AppendObject(ref FieldReader fields)
    {
        if (!fields.EnterContainer())
            return TextFaults.None;

        var scratch = fields.Scratch;
        var mark = scratch.UnknownCount;
        var faults = TextFaults.None;
        scratch.UnknownText.Append((byte)'{');
        var start = scratch.UnknownText.Length;
        while (fields.Json.Read() && fields.Json.TokenType == JsonTokenType.PropertyName)
        {
            if (scratch.UnknownCount > mark)
                scratch.UnknownText.Append((byte)',');
            var name = fields.ReadName();
            if (fields.Malformed is null)
                faults |= AppendMember(ref fields, name);
            if (fields.Malformed is not null)
                return faults;
        }

        Sort(ref fields, mark);
        Arrange(scratch, mark, start);
        scratch.TruncateUnknown(mark);
        scratch.UnknownText.Append((byte)'}');
        return faults;
    }

    // The members stand in the order they came in; each byte moves at most once for each level it is nested in.
    private static void Arrange(ParserScratch scratch, int mark, int start)
    {
        var members = scratch.UnknownSince(mark);
        var ordered = true;
        for (var i = 1; ordered && i < members.Length; i++)
            ordered = members[i - 1].Start < members[i].Start;
        if (ordered)
            return;

        var space = scratch.Output;
        space.Truncate(0);
        foreach (ref readonly var member in members)
        {
            if (space.Length > 0)
                space.Append((byte)',');
            space.Append(scratch.TextOf(member));
        }

        scratch.UnknownText.Truncate(start);
        scratch.UnknownText.Append(space.Written);
    }

    private static TextFaults AppendArray(ref FieldReader fields)
    {
        if (!fields.EnterContainer())
            return TextFaults.None;

        var output = fields.Scratch.UnknownText;
        var faults = TextFaults.None;
        output.Append((byte)'[');
        for (var first = true; fields.Json.Read() && fields.Json.TokenType != JsonTokenType.EndArray; first = false)
        {
            if (!first)
                output.Append((byte)',');
            faults |= Append(ref fields);
            if (fields.Malformed is not null)
                return faults;
        }

        output.Append((byte)']');
        return faults;
    }

    private static TextFaults AppendText(ref FieldReader fields)
    {
        var text = fields.Json.ValueSpan;
        if (fields.Json.ValueIsEscaped)
        {
            if (!JsonText.TryUnescape(text, fields.Scratch.Text))
                return TextFaults.Surrogate;
            text = fields.Scratch.Text.Written;
        }

        fields.Scratch.UnknownText.AppendQuoted(text);
        return JsonText.HasControl(text) ? TextFaults.Control : TextFaults.None;
    }

    private readonly struct NameComparer(ParserScratch scratch) : IComparer<UnknownMember>
    {
        public int Compare(UnknownMember x, UnknownMember y) => CompareNames(scratch.NameOf(x), scratch.NameOf(y));
    }
}
