namespace Scout.Linking.Reading;

/// <summary>Variant words as small numbers, so that comparing two names costs nothing.</summary>
internal static class VariantCodes
{
    private static readonly Dictionary<Variant, ushort> Codes = [];
    private static readonly Lock Gate = new();

    /// <summary>Class plus one in the upper byte, value in the lower; zero when the word is no variant word.</summary>
    public static ushort Of(string word)
    {
        if (!WordLists.TryFindVariant(word, out var variant))
            return 0;
        lock (Gate)
        {
            if (!Codes.TryGetValue(variant, out var code))
                Codes.Add(variant, code = (ushort)((((int)variant.Class + 1) << 8) | (Codes.Count & 0xff)));
            return code;
        }
    }
}
