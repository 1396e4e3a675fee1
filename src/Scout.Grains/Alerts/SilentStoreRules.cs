using Scout.Domain.Stores;
using Scout.Storage.Alerts;

namespace Scout.Grains.Alerts;

/// <summary>When the silence of a store is alarming: it sold in the same hour of the weeks before. Hours are the store's own.</summary>
internal static class SilentStoreRules
{
    /// <summary>Weeks looked back.</summary>
    public const int Weeks = 4;

    /// <summary>Weeks that the store must have been there for.</summary>
    public const int WeeksMin = 2;

    /// <summary>The same span of the weeks before, by the wall clock of the store, so that daylight saving does not shift it.</summary>
    /// <param name="profile">The store.</param>
    /// <param name="now">The end of the silence.</param>
    /// <param name="length">How long the store has been silent.</param>
    /// <param name="firstAt">The first event the store ever had: weeks that begin before it tell nothing.</param>
    /// <returns>One span for each week that can be compared, the last week first.</returns>
    public static IReadOnlyList<StoreSpan> SpansOf(StoreProfile profile, DateTimeOffset now, TimeSpan length, DateTimeOffset firstAt)
    {
        var local = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(profile.TimeZone)).DateTime;
        var clock = StoreCalendar.For(profile with { BusinessDayStart = TimeOnly.FromDateTime(local) });
        var spans = new List<StoreSpan>();
        for (var week = 1; week <= Weeks; week++)
        {
            var to = clock.StartOf(DateOnly.FromDateTime(local).AddDays(-7 * week));
            if (to - length >= firstAt)
                spans.Add(new StoreSpan(profile.StoreId, to - length, to));
        }

        return spans;
    }

    /// <returns>What the store usually sells in that span; null when that is too little, or too little is known, to be alarmed.</returns>
    public static decimal? FindUsual(IReadOnlyCollection<long> counts, int salesMin)
    {
        if (counts.Count < WeeksMin)
            return null;
        var usual = (decimal)counts.Sum() / counts.Count;
        return usual >= salesMin ? usual : null;
    }
}
