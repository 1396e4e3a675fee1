using System.Globalization;

namespace Scout.Domain.Transactions;

/// <summary>One accepted fact in bronze. Given once, never reused; later ones of the same silo are greater.</summary>
/// <remarks>
/// A number is half the width of a UUID in the three indexes that carry it, and it grows, so inserts touch the right edge of an
/// index instead of a random page. Outside Scout it is an opaque text: its decimal digits.
/// </remarks>
public readonly record struct EventId(long Value)
{
    public static bool TryParse(string text, out EventId id)
    {
        var valid = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        id = new EventId(value);
        return valid;
    }

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
