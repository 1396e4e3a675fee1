namespace Scout.Linking.Matching;

/// <summary>The weights that turn what was measured into the log odds that mention and product are the same.</summary>
internal static class Calibration
{
    /// <summary>In the order of <see cref="PairFeature"/>.</summary>
    public static readonly float[] Weights =
    [
        -8.16f, // Base
        2.37f, // Cosine
        3.13f, // Containment
        1.61f, // Coverage
        2.54f, // Evidence
        -2.16f, // Replaced
        1.31f, // Characters
        3.68f, // ModelAgrees
        -5.00f, // ModelDiffers
        -0.20f, // ModelOneSided
        0.40f, // NumberAgrees
        -2.32f, // NumberDiffers
        0.00f, // QuantityAgrees
        -3.88f, // QuantityDiffers
        -0.20f, // QuantityOneSided
        1.06f, // BrandAgrees
        -5.00f, // BrandDiffers
        -2.03f, // BrandUnsaid
        1.06f, // PriceNear
        -2.43f, // PriceFar
        -2.89f, // VariantDiffers
        -0.20f, // VariantOneSided
    ];

    public static double LogOdds(ReadOnlySpan<float> features)
    {
        double sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += Weights[i] * features[i];
        return sum;
    }

    /// <summary>
    /// The probability of the best candidate among its rivals and of none of them: each weighs as much as its odds, "none" weighs 1. So
    /// siblings that are as near share the confidence, without a rule of its own.
    /// </summary>
    public static double Confidence(double best, ReadOnlySpan<double> rivals)
    {
        // Scaled by the greatest term, so that nothing overflows.
        var top = Math.Max(best, 0);
        var sum = Math.Exp(-top) + Math.Exp(best - top);
        foreach (var rival in rivals)
            sum += Math.Exp(rival - top);
        return Math.Exp(best - top) / sum;
    }
}
