using System.Numerics;

namespace Scout.Linking.Reading;

/// <summary>The character trigrams of a name as a set of 512 bits, so that two names are compared in a few instructions.</summary>
internal static class TextSignature
{
    /// <summary>64-bit words of a signature.</summary>
    public const int Words = 8;

    private const int CharsMax = 128;

    /// <summary>Sets the bits of a normalised name, spaces left out: "photo shop" and "photoshop" have the same.</summary>
    public static void Write(ReadOnlySpan<char> name, Span<ulong> signature)
    {
        signature.Clear();
        char first = '^', second = '^';
        var left = CharsMax;
        foreach (var third in name)
        {
            if (third == ' ')
                continue;
            if (second != '^')
            {
                unchecked
                {
                    var bit = (((first * 31u + second) * 31u + third) * 2654435761u) >> 23;
                    signature[(int)(bit >> 6)] |= 1UL << (int)(bit & 63);
                }
            }

            (first, second) = (second, third);
            if (--left == 0)
                break;
        }
    }

    /// <summary>Dice coefficient, 0 to 1.</summary>
    public static float Similarity(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        int common = 0, all = 0;
        for (var i = 0; i < Words; i++)
        {
            common += BitOperations.PopCount(left[i] & right[i]);
            all += BitOperations.PopCount(left[i]) + BitOperations.PopCount(right[i]);
        }

        return all == 0 ? 0 : 2f * common / all;
    }
}
