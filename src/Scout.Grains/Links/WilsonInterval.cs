using Scout.Contracts.Links;
using Scout.Domain.Links;

namespace Scout.Grains.Links;

/// <summary>How far a share that was seen in a sample may be from the share of all: honest for few reviews and for shares near 1.</summary>
internal static class WilsonInterval
{
    // Of the normal distribution, for 95 %.
    private const double Z = 1.959964;

    public static SampledPrecision Of(LinkMethod? method, long right, long wrong)
    {
        var reviewed = right + wrong;
        if (reviewed == 0)
            return new SampledPrecision(method, 0, 0, null, null, null);
        var share = (double)right / reviewed;
        var scale = 1 + Z * Z / reviewed;
        var middle = (share + Z * Z / (2 * reviewed)) / scale;
        var half = Z / scale * Math.Sqrt(share * (1 - share) / reviewed + Z * Z / (4.0 * reviewed * reviewed));
        return new SampledPrecision(method, reviewed, right, Math.Round(share, 4), Math.Round(Math.Max(0, middle - half), 4), Math.Round(Math.Min(1, middle + half), 4));
    }
}
