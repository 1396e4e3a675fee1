namespace Scout.Linking.Matching;

/// <summary>The weights that turn what was measured into the log odds that mention and product are the same.</summary>
internal static class Calibration
{
    /// <summary>In the order of <see cref="PairFeature"/>.</summary>
    public static readonly float[] Weights =
    [
        -9f, // Base
        3f, // Cosine
        3f, // Containment
        2f, // Coverage
        3f, // Evidence
        -1.5f, // Replaced
        2f, // Characters
        3f, // ModelAgrees
        -4f, // ModelDiffers
        -0.3f, // ModelOneSided
        0.8f, // NumberAgrees
        -2f, // NumberDiffers
        0.8f, // QuantityAgrees
        -2.5f, // QuantityDiffers
        -0.3f, // QuantityOneSided
        0.8f, // BrandAgrees
        -2f, // BrandDiffers
        1.2f, // PriceNear
        -1f, // PriceFar
        -1.5f, // VariantDiffers
        -0.7f, // VariantOneSided
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
