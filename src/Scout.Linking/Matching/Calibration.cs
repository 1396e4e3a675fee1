namespace Scout.Linking.Matching;

/// <summary>The weights that turn what was measured into the log odds that mention and product are the same.</summary>
/// <remarks>
/// Fitted by a conditional logit (each mention chooses one of its candidates, or none) on made electronics and groceries, on retail names with
/// made noise, and on the valid part of Amazon-Google. Each fit was held near the weights before it, the first of which were set by hand, and within
/// bounds, because made data knows no exceptions:
/// <c>dotnet run -c Release --project bench/Scout.Bench -- linking --data folder --fit electronics,groceries,retail,amazon-google</c>. Left out
/// of the fit, a set loses one to four points of F1 (bench/README.md).
/// </remarks>
internal static class Calibration
{
    /// <summary>In the order of <see cref="PairFeature"/>.</summary>
    public static readonly float[] Weights =
    [
        -7.93f, // Base
        2.03f, // Cosine
        3.20f, // Containment
        1.75f, // Coverage
        2.51f, // Evidence
        -2.14f, // Replaced
        1.23f, // Characters
        3.81f, // ModelAgrees
        -5.00f, // ModelDiffers
        -0.20f, // ModelOneSided
        0.72f, // NumberAgrees
        -2.37f, // NumberDiffers
        0.00f, // QuantityAgrees
        -4.55f, // QuantityDiffers
        -0.47f, // QuantityOneSided
        1.08f, // BrandAgrees
        -5.00f, // BrandDiffers
        -2.57f, // BrandUnsaid
        1.01f, // PriceNear
        -2.47f, // PriceFar
        -3.15f, // VariantDiffers
        -0.27f, // VariantOneSided
    ];

    // The fit is held near plain weights and so says too little where it is right: answers said to be right in 45 of 100 cases were so in 55.
    // This straightens the middle, where a decision threshold lies, and hardly moves what is linked without a person.
    private const double Lift = 0.35;

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
        var others = Math.Exp(-top);
        foreach (var rival in rivals)
            others += Math.Exp(rival - top);
        var logOdds = best - top - Math.Log(others) + Lift;
        return 1 / (1 + Math.Exp(-logOdds));
    }
}
