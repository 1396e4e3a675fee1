using F23.StringSimilarity;

namespace Scout.Linking.Matching;

/// <summary>How likely two words are spellings of one: slips of the finger, plurals and abbreviations.</summary>
internal static class WordSimilarity
{
    private const float Plural = 0.97f;
    private const float Beginning = 0.85f;
    private const float Skeleton = 0.75f;

    private static readonly OptimalStringAlignment Edits = new();

    /// <returns>0 when they are rather two words; never 1 unless equal.</returns>
    public static float Of(string left, string right)
    {
        if (left == right)
            return 1;
        var (shorter, longer) = left.Length <= right.Length ? (left, right) : (right, left);
        if (shorter.Length < 3 || shorter[0] != longer[0] && (shorter.Length < 5 || longer.Length - shorter.Length > 1))
            return 0;
        if (longer.StartsWith(shorter, StringComparison.Ordinal))
        {
            var rest = longer.AsSpan(shorter.Length);
            return rest is "s" or "es" or "'s" ? Plural : shorter.Length >= 3 && rest.Length >= 2 ? Beginning : 0.8f;
        }

        return MathF.Max(Slips(shorter, longer), IsSkeleton(shorter, longer) ? Skeleton : 0);
    }

    /// <summary>Whether two words differ by a slip of the finger at most; a beginning or an abbreviation is not enough.</summary>
    public static bool AreSlips(string left, string right) =>
        left == right || (left.Length > 3 && (left.Length <= right.Length ? Slips(left, right) : Slips(right, left)) > 0);

    private static float Slips(string shorter, string longer)
    {
        // One slip in a word of four to seven letters, two in a longer one. A word of three is another word at once.
        var allowed = longer.Length switch
        {
            < 4 => 0,
            < 8 => 1,
            _ => 2,
        };
        if (longer.Length - shorter.Length > allowed)
            return 0;
        var edits = (int)Edits.Distance(shorter.AsSpan(), longer.AsSpan());
        return edits > allowed ? 0 : 1 - (float)edits / longer.Length * 1.1f;
    }

    /// <summary>Whether the shorter is the longer with letters, mostly vowels, left out: "mgmt", "upgrd", "pkg".</summary>
    private static bool IsSkeleton(string shorter, string longer)
    {
        if (shorter[0] != longer[0] || shorter.Length > longer.Length - 2 || shorter.Length * 3 < longer.Length)
            return false;
        var at = 0;
        var vowels = 0;
        foreach (var character in shorter)
        {
            while (at < longer.Length && longer[at] != character)
                at++;
            if (at++ == longer.Length)
                return false;
            vowels += character is 'a' or 'e' or 'i' or 'o' or 'u' ? 1 : 0;
        }

        return vowels * 3 <= shorter.Length;
    }
}
