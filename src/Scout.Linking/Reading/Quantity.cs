using System.Globalization;

namespace Scout.Linking.Reading;

/// <summary>What a quantity measures. Only quantities of one dimension can contradict each other.</summary>
internal enum Dimension : byte
{
    Volume,
    Mass,
    Length,
    Storage,
    Count,
    Users,
    Power,
    Voltage,
    Frequency,
    Charge,
    Resolution,
    Rate,
    Duration,
    Share,
    Ports,
    Cups,
    Discs,
    Speed,
    Bits,
    Heat,
}

/// <summary>An amount of something, in the base unit of its dimension (ml, g, mm, MB, ...).</summary>
internal readonly record struct Quantity(Dimension Dimension, float Value)
{
    private const float Tolerance = 0.03f;

    /// <summary>Equal but for rounding: 12 oz is 340 g, and 11.2 fl oz is 330 ml.</summary>
    public bool IsNear(in Quantity other) => Dimension == other.Dimension
        && MathF.Abs(Value - other.Value) <= Tolerance * MathF.Max(MathF.Abs(Value), MathF.Abs(other.Value));

    /// <summary>Whether a bare number may mean a quantity whose unit was left out, in inches, feet or gigabytes.</summary>
    /// <param name="quantity">In canonical spelling.</param>
    public static bool IsSaidBy(string number, string quantity)
    {
        if (!float.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value == 0)
            return false;
        return quantity.EndsWith("mm", StringComparison.Ordinal)
                ? quantity == new Quantity(Dimension.Length, value * 25.4f).ToString() || quantity == new Quantity(Dimension.Length, value * 304.8f).ToString()
            : quantity.EndsWith("mb", StringComparison.Ordinal) && quantity == new Quantity(Dimension.Storage, value * 1024).ToString();
    }

    /// <summary>The canonical spelling, three significant digits: 1.5 l and 1500 ml have the same.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rounded(Value):0.###}{Units.Symbol(Dimension)}");

    private static double Rounded(float value)
    {
        if (value == 0)
            return 0;
        var scale = Math.Pow(10, 2 - Math.Floor(Math.Log10(Math.Abs(value))));
        return Math.Round(value * scale) / scale;
    }
}
