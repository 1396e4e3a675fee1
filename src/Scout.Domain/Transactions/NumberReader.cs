using System.Buffers.Text;
using Scout.Domain.Money;

namespace Scout.Domain.Transactions;

/// <summary>Reads JSON numbers exactly, in one or two passes over their digits, however long they are and whatever their exponent.</summary>
/// <remarks>
/// Neither <see cref="double"/> nor <see cref="decimal"/> stands between: both round, and 1e-400 becomes 0 in one and 0.00001 of a
/// unit in a long fraction is dropped by the other. A number is its digits without outer zeros and the weight of the last of them.
/// </remarks>
internal readonly ref struct NumberReader
{
    public const string TypeFault = "must be a number";
    public const string DecimalsFault = "must have at most 4 decimals";
    public const string RangeFault = "must be below 10^12 in absolute value";
    public const string SequenceFault = "must be an integer from 0 to 9223372036854775807";

    // Far above any weight that a body's length can bring about, and far below overflow.
    private const long ExponentMax = 1_000_000_000_000_000;

    private const int AmountDecimals = 4;
    private const int AmountWholeDigits = 12;
    private const int SequenceDigits = 19;

    // Plain notation from 0.000001 up to 21 digits before the point: there it is never much longer than what was sent.
    private const int PlainPointMin = -5;
    private const int PlainPointMax = 21;

    /// <summary>From the first digit that is not zero to the last, with the point if it lies between. Empty for zero.</summary>
    private readonly ReadOnlySpan<byte> _significant;

    /// <summary>Digits in <see cref="_significant"/>.</summary>
    private readonly int _digits;

    /// <summary>The power of ten of the last significant digit, before the exponent is added.</summary>
    private readonly int _weight;

    /// <summary>The exponent, saturated at <see cref="ExponentMax"/>.</summary>
    private readonly long _exponent;

    /// <summary>The exponent's digits as sent, for what saturation hides.</summary>
    private readonly ReadOnlySpan<byte> _exponentText;

    private readonly bool _negative;

    /// <param name="number">A number by the grammar of JSON.</param>
    public NumberReader(ReadOnlySpan<byte> number)
    {
        _negative = number[0] == '-';
        var mantissa = _negative ? number[1..] : number;
        var mark = mantissa.IndexOfAny((byte)'e', (byte)'E');
        if (mark >= 0)
        {
            _exponentText = mantissa[(mark + 1)..];
            _exponent = ReadExponent(_exponentText);
            mantissa = mantissa[..mark];
        }

        var first = mantissa.IndexOfAnyInRange((byte)'1', (byte)'9');
        if (first < 0)
        {
            _negative = false;
            return;
        }

        var last = mantissa.LastIndexOfAnyInRange((byte)'1', (byte)'9');
        var point = mantissa.IndexOf((byte)'.');
        var pointInside = first < point && point < last;
        _significant = mantissa[first..(last + 1)];
        _digits = _significant.Length - (pointInside ? 1 : 0);
        _weight = point < 0 ? mantissa.Length - 1 - last : point < last ? point - last : point - 1 - last;
    }

    /// <returns>Null, or the fault of a number that no amount can be.</returns>
    public string? ReadAmount(out Amount amount)
    {
        amount = Amount.Zero;
        if (_digits == 0)
            return null;
        var weight = _weight + _exponent;
        if (weight + _digits > AmountWholeDigits)
            return RangeFault;
        if (weight < -AmountDecimals)
            return DecimalsFault;

        var units = (long)(ReadDigits() * PowerOfTen((int)weight + AmountDecimals));
        amount = new Amount(_negative ? -units : units);
        return null;
    }

    /// <returns>Null, or the fault of a number that is not a whole one of 63 bits.</returns>
    /// <remarks>5.0 and 5e0 are the whole number 5, here as everywhere: the spelling of a number carries no meaning.</remarks>
    public string? ReadSequence(out long sequence)
    {
        sequence = 0;
        if (_digits == 0)
            return null;
        var weight = _weight + _exponent;
        if (_negative || weight < 0 || weight + _digits > SequenceDigits)
            return SequenceFault;

        // Nineteen digits always fit into an unsigned 64-bit number.
        var magnitude = ReadDigits() * PowerOfTen((int)weight);
        if (magnitude > long.MaxValue)
            return SequenceFault;
        sequence = (long)magnitude;
        return null;
    }

    /// <summary>Writes the number's one canonical spelling (docs/canonical-form.md).</summary>
    public void AppendCanonical(ByteBuffer output)
    {
        if (_negative)
            output.Append((byte)'-');
        if (_digits == 0)
        {
            output.Append((byte)'0');
            return;
        }

        var point = _weight + _exponent + _digits;
        if (point is < PlainPointMin or > PlainPointMax)
            AppendWithExponent(output);
        else if (point <= 0)
            AppendFraction(output, (int)point);
        else
            AppendPlain(output, (int)point);
    }

    private static long ReadExponent(ReadOnlySpan<byte> text)
    {
        var exponent = 0L;
        foreach (var digit in text)
        {
            if (digit is not ((byte)'-' or (byte)'+'))
                exponent = Math.Min(exponent * 10 + (digit - '0'), ExponentMax);
        }

        return text[0] == '-' ? -exponent : exponent;
    }

    private static ulong PowerOfTen(int exponent)
    {
        var power = 1UL;
        for (; exponent > 0; exponent--)
            power *= 10;
        return power;
    }

    private ulong ReadDigits()
    {
        var value = 0UL;
        foreach (var digit in _significant)
        {
            if (digit != '.')
                value = value * 10 + (uint)(digit - '0');
        }

        return value;
    }

    private void AppendDigits(ByteBuffer output)
    {
        var point = _significant.IndexOf((byte)'.');
        if (point < 0)
        {
            output.Append(_significant);
            return;
        }

        output.Append(_significant[..point]);
        output.Append(_significant[(point + 1)..]);
    }

    private void AppendFraction(ByteBuffer output, int point)
    {
        output.Append("0."u8);
        for (; point < 0; point++)
            output.Append((byte)'0');
        AppendDigits(output);
    }

    private void AppendPlain(ByteBuffer output, int point)
    {
        var start = output.Length;
        AppendDigits(output);
        for (var digits = _digits; digits < point; digits++)
            output.Append((byte)'0');
        if (point >= _digits)
            return;

        output.Append((byte)'0');
        var fraction = output.Array.AsSpan(start + point, _digits - point);
        fraction.CopyTo(output.Array.AsSpan(start + point + 1));
        output.Array[start + point] = (byte)'.';
    }

    private void AppendWithExponent(ByteBuffer output)
    {
        AppendDigits(output);
        output.Append((byte)'e');
        if (Math.Abs(_exponent) < ExponentMax)
        {
            _ = Utf8Formatter.TryFormat(_weight + _exponent, output.Reserve(20), out var written);
            output.Advance(written);
            return;
        }

        AppendLongExponent(output);
    }

    // An exponent of any length still has one value: 10e(N-1) is 1eN. The weight is below 2^31 and the exponent at least 10^15, so
    // their sum keeps the exponent's sign and its digits change by a carry or a borrow from the right.
    private void AppendLongExponent(ByteBuffer output)
    {
        var negative = _exponentText[0] == '-';
        if (negative)
            output.Append((byte)'-');
        var digits = _exponentText[_exponentText.IndexOfAnyInRange((byte)'1', (byte)'9')..];
        var start = output.Length;
        output.Append((byte)'0');
        output.Append(digits);

        var carry = negative ? -(long)_weight : _weight;
        for (var place = output.Length - 1; carry != 0; place--)
        {
            var sum = output.Array[place] - '0' + carry;
            var digit = (sum % 10 + 10) % 10;
            output.Array[place] = (byte)('0' + digit);
            carry = (sum - digit) / 10;
        }

        var zeros = output.Written[start..].IndexOfAnyInRange((byte)'1', (byte)'9');
        output.Array.AsSpan(start + zeros, output.Length - start - zeros).CopyTo(output.Array.AsSpan(start));
        output.Truncate(output.Length - zeros);
    }
}
