using System.Buffers.Text;
using System.Globalization;

namespace Scout.Domain.Money;

/// <summary>An exact decimal with at most four places: a sum of money, a price or a quantity of one transaction.</summary>
/// <remarks>
/// Held as a whole number of ten-thousandths, which is exact, eight bytes wide and one instruction to add. The absolute value of
/// an amount that comes from outside stays below 10^12 (<see cref="UnitsMax"/>); sums over many amounts are kept as
/// <see cref="decimal"/>, because 923 amounts of that size would overflow 64 bits.
/// </remarks>
public readonly record struct Amount(long Units) : IComparable<Amount>
{
    /// <summary>Ten-thousandths in one whole.</summary>
    public const long UnitsPerWhole = 10_000;

    /// <summary>The largest number of units accepted from outside: an absolute value below 10^12.</summary>
    public const long UnitsMax = 1_000_000_000_000 * UnitsPerWhole - 1;

    /// <summary>Nothing.</summary>
    public static readonly Amount Zero = new(0);

    /// <summary>The same value as a decimal, without trailing zeros.</summary>
    public decimal ToDecimal() => ToDecimal(Units);

    /// <summary>A sum of units as a decimal, without trailing zeros (JSON shows 245.5, not 245.5000).</summary>
    public static decimal ToDecimal(Int128 units)
    {
        byte scale = 4;
        while (scale > 0 && units % 10 == 0)
        {
            units /= 10;
            scale--;
        }

        var magnitude = (UInt128)Int128.Abs(units);
        return new decimal(unchecked((int)magnitude), unchecked((int)(magnitude >> 32)), checked((int)(uint)(magnitude >> 64)), units < 0, scale);
    }

    /// <summary>The amount of a decimal that has at most four places.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than four places, or out of the range of an amount.</exception>
    public static Amount FromDecimal(decimal value)
    {
        var units = value * UnitsPerWhole;
        if (units != decimal.Truncate(units) || decimal.Abs(units) > UnitsMax)
            throw new ArgumentOutOfRangeException(nameof(value), value, "An amount has at most 4 decimals and is below 10^12 in absolute value.");
        return new Amount((long)units);
    }

    /// <summary>Writes the shortest plain decimal, for example <c>-12.5</c>, as UTF-8.</summary>
    /// <param name="destination">At least 20 bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public int Format(Span<byte> destination)
    {
        var length = 0;
        var magnitude = (ulong)Math.Abs(Units);
        if (Units < 0)
            destination[length++] = (byte)'-';
        _ = Utf8Formatter.TryFormat(magnitude / UnitsPerWhole, destination[length..], out var wholeLength);
        length += wholeLength;
        var fraction = (int)(magnitude % UnitsPerWhole);
        if (fraction == 0)
            return length;
        destination[length++] = (byte)'.';
        for (var place = 1000; fraction > 0; place /= 10)
        {
            destination[length++] = (byte)('0' + fraction / place);
            fraction %= place;
        }

        return length;
    }

    public int CompareTo(Amount other) => Units.CompareTo(other.Units);

    public static Amount operator +(Amount left, Amount right) => new(left.Units + right.Units);

    public static Amount operator -(Amount left, Amount right) => new(left.Units - right.Units);

    public static Amount operator -(Amount value) => new(-value.Units);

    public static bool operator <(Amount left, Amount right) => left.Units < right.Units;

    public static bool operator >(Amount left, Amount right) => left.Units > right.Units;

    public static bool operator <=(Amount left, Amount right) => left.Units <= right.Units;

    public static bool operator >=(Amount left, Amount right) => left.Units >= right.Units;

    public override string ToString() => ToDecimal().ToString(CultureInfo.InvariantCulture);
}
