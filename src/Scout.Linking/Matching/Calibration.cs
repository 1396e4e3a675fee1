namespace Scout.Linking.Matching;

/// <summary>The weights that turn what was measured into the log odds that mention and product are the same.</summary>
internal static class Calibration
{
    /// <summary>In the order of <see cref="PairFeature"/>.</summary>
    public static readonly float[] Weights =
    [
        -8.39f, // Base
        2.56f, // Cosine
        3.09f, // Containment
        1.55f, // Coverage
        2.60f, // Evidence
        -2.48f, // Replaced
        1.41f, // Characters
        3.50f, // ModelAgrees
        -4.84f, // ModelDiffers
        0.00f, // ModelOneSided
        0.45f, // NumberAgrees
        -2.22f, // NumberDiffers
        0.00f, // QuantityAgrees
        -3.59f, // QuantityDiffers
        -0.22f, // QuantityOneSided
        1.08f, // BrandAgrees
        -4.50f, // BrandDiffers
        1.08f, // PriceNear
        -2.18f, // PriceFar
        -2.46f, // VariantDiffers
        -0.15f, // VariantOneSided
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
