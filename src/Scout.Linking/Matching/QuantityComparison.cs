using System.Runtime.InteropServices;
using Scout.Linking.Reading;

namespace Scout.Linking.Matching;

/// <summary>Whether sizes, contents and counts agree. Only quantities of one dimension can differ.</summary>
internal static class QuantityComparison
{
    private const float CountUnsaid = 0.7f;

    public static void Measure(List<Quantity> mention, Quantity[] product, Span<float> features)
    {
        float agrees = 0, differs = 0;
        var unsaid = 0;
        foreach (var left in mention)
        {
            bool same = false, other = false;
            foreach (var right in product)
            {
                same |= left.IsNear(right);
                other |= left.Dimension == right.Dimension;
            }

            agrees = same ? 1 : agrees;
            if (!same && other)
                differs = 1;
            unsaid += other ? 0 : 1;
        }

        foreach (var right in product)
            unsaid += Has(CollectionsMarshal.AsSpan(mention), right.Dimension) ? 0 : 1;
        // "12 x 33 cl" is not "33 cl": where the contents are told, no count means one.
        if (agrees > 0 && IsPack(CollectionsMarshal.AsSpan(mention)) != IsPack(product))
            differs = MathF.Max(differs, CountUnsaid);
        features[(int)PairFeature.QuantityAgrees] = agrees;
        features[(int)PairFeature.QuantityDiffers] = differs;
        features[(int)PairFeature.QuantityOneSided] = MathF.Min(1, unsaid * 0.5f);
    }

    private static bool Has(ReadOnlySpan<Quantity> quantities, Dimension dimension)
    {
        foreach (var quantity in quantities)
        {
            if (quantity.Dimension == dimension)
                return true;
        }

        return false;
    }

    /// <summary>Whether contents and a count of more than one are told.</summary>
    private static bool IsPack(ReadOnlySpan<Quantity> quantities)
    {
        bool contents = false, several = false;
        foreach (var quantity in quantities)
        {
            contents |= quantity.Dimension is Dimension.Volume or Dimension.Mass;
            several |= quantity.Dimension == Dimension.Count && quantity.Value > 1;
        }

        return contents && several;
    }
}
