using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scout.Domain.Tests.Transactions;

/// <summary>Writes the same content in ever other ways: order of members, white space, escapes, numbers, zone of the instant.</summary>
internal sealed class Speller(int seed)
{
    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    public string Spell(JsonObject transaction)
    {
        _text.Clear();
        Space();
        WriteObject(transaction, isTransaction: true);
        Space();
        return _text.ToString();
    }

    private void Write(JsonNode? node)
    {
        switch (node)
        {
            case null:
                _text.Append("null");
                break;
            case JsonObject members:
                WriteObject(members, isTransaction: false);
                break;
            case JsonArray values:
                WriteArray(values);
                break;
            case var _ when node.GetValueKind() == JsonValueKind.String:
                WriteText(node.GetValue<string>());
                break;
            case var _ when node.GetValueKind() == JsonValueKind.Number:
                WriteNumber(node.ToJsonString());
                break;
            default:
                _text.Append(node.ToJsonString());
                break;
        }
    }

    private void WriteObject(JsonObject members, bool isTransaction)
    {
        var shuffled = members.ToArray();
        _random.Shuffle(shuffled);
        _text.Append('{');
        foreach (var (index, (name, value)) in shuffled.Index())
        {
            Separate(index);
            WriteText(name);
            Space();
            _text.Append(':');
            Space();
            if (isTransaction && name == "ts")
                WriteText(Rezone(value!.GetValue<string>()));
            else
                Write(value);
        }

        Space();
        _text.Append('}');
    }

    private void WriteArray(JsonArray values)
    {
        _text.Append('[');
        foreach (var (index, value) in values.Index())
        {
            Separate(index);
            Write(value);
        }

        Space();
        _text.Append(']');
    }

    private void WriteText(string text)
    {
        var escapeAll = _random.Next(4) == 0;
        _text.Append('"');
        foreach (var unit in text)
        {
            // A surrogate half cannot stand plainly beside an escaped one.
            if (escapeAll || (!char.IsSurrogate(unit) && _random.Next(8) == 0))
                _text.Append("\\u").Append(((int)unit).ToString(_random.Next(2) == 0 ? "x4" : "X4", CultureInfo.InvariantCulture));
            else if (unit is '"' or '\\' || (unit == '/' && _random.Next(2) == 0))
                _text.Append('\\').Append(unit);
            else
                _text.Append(unit);
        }

        _text.Append('"');
    }

    private void WriteNumber(string number)
    {
        var (digits, exponent) = CanonicalOracle.Read(number);
        if (digits.IsZero)
            exponent = _random.Next(-9, 9);
        var zeros = _random.Next(4);
        digits *= BigInteger.Pow(10, zeros);
        exponent -= zeros;

        var sign = digits < 0 || (digits.IsZero && _random.Next(2) == 0) ? "-" : "";
        var text = BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture);
        var decimals = exponent < 0 && exponent > -12 && _random.Next(3) > 0 ? (int)-exponent : _random.Next(6);
        exponent += decimals;
        text = text.PadLeft(decimals + 1, '0');
        _text.Append(sign).Append(text[..^decimals]);
        if (decimals > 0)
            _text.Append('.').Append(text[^decimals..]);
        if (!exponent.IsZero || _random.Next(4) == 0)
            WriteExponent(exponent);
    }

    private void WriteExponent(BigInteger exponent)
    {
        _text.Append(_random.Next(2) == 0 ? 'e' : 'E');
        if (exponent < 0)
            _text.Append('-');
        else if (_random.Next(2) == 0)
            _text.Append('+');
        _text.Append('0', _random.Next(3)).Append(BigInteger.Abs(exponent).ToString(CultureInfo.InvariantCulture));
    }

    private string Rezone(string utc)
    {
        var fraction = utc.Length > 20 ? utc[20..^1] : "";
        var offset = TimeSpan.FromMinutes(_random.Next(-14 * 60, 14 * 60 + 1));
        var local = DateTimeOffset.Parse(utc[..19] + "Z", CultureInfo.InvariantCulture).ToOffset(offset);
        fraction = fraction.PadRight(_random.Next(fraction.Length, 10), '0');
        var zone = offset == TimeSpan.Zero ? "z" : local.ToString("zzz", CultureInfo.InvariantCulture);
        return local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + (_random.Next(2) == 0 ? "T" : "t")
            + local.ToString("HH:mm:ss", CultureInfo.InvariantCulture) + (fraction.Length > 0 ? "." + fraction : "") + zone;
    }

    private void Separate(int index)
    {
        Space();
        if (index > 0)
            _text.Append(',');
        Space();
    }

    private void Space()
    {
        for (var count = _random.Next(6) - 3; count > 0; count--)
            _text.Append(" \t\r\n"[_random.Next(4)]);
    }
}
