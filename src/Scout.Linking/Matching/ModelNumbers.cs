namespace Scout.Linking.Matching;

/// <summary>Compares model and part numbers: letters and digits mixed, or many digits.</summary>
internal static class ModelNumbers
{
    private const int CoreCharsMin = 4;
    private const int TailCharsMax = 3;

    /// <summary>How much an agreement says: five characters (eight, when all are digits) are as good as any, "cs3" is shared by a whole generation.</summary>
    public static float Strength(ReadOnlySpan<char> model) => MathF.Min(1, model.Length / (model.ContainsAnyExceptInRange('0', '9') ? 5f : 8f));

    /// <summary>How sure it is that two numbers are of one model: 1 when equal, less when one has a prefix or suffix more.</summary>
    public static float Agree(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.SequenceEqual(right))
            return 1;
        var shorter = left.Length < right.Length ? left : right;
        var longer = left.Length < right.Length ? right : left;
        if (shorter.Length < CoreCharsMin || !HasDigit(shorter))
            return 0;
        // A tail of letters is a colour or a region, a head of letters the maker's series: "tg6700", "tg6700b", "kxtg6700b".
        if (longer.StartsWith(shorter) && longer.Length - shorter.Length <= TailCharsMax && !HasDigit(longer[shorter.Length..]))
            return 0.8f;
        if (longer.EndsWith(shorter) && !HasDigit(longer[..^shorter.Length]) && longer.Length - shorter.Length <= TailCharsMax + 1)
            return 0.9f;
        return 0;
    }

    /// <summary>Whether two numbers that do not agree are of one series, "fx07" and "fx08": then they are certainly two products.</summary>
    public static bool AreSiblings(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (Math.Abs(left.Length - right.Length) > 1)
            return false;
        var common = left.CommonPrefixLength(right);
        var tail = 0;
        var tailMax = Math.Min(left.Length, right.Length) - common;
        while (tail < tailMax && left[^(tail + 1)] == right[^(tail + 1)])
            tail++;
        var differing = Math.Max(left.Length, right.Length) - common - tail;
        return common + tail >= 2 && differing <= Math.Max(1, Math.Max(left.Length, right.Length) / 2) && common >= 1;
    }

    private static bool HasDigit(ReadOnlySpan<char> text) => text.ContainsAnyInRange('0', '9');
}
