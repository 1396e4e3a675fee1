using System.Collections.Concurrent;
using CsCheck;
using Scout.Domain.Stores;

namespace Scout.Domain.Tests.Stores;

/// <summary>Calendars of every zone this machine knows, and instants at which tills may stand in them.</summary>
internal static class Zones
{
    private static readonly DateTimeOffset First = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly long Seconds = (long)(new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero) - First).TotalSeconds;

    private static readonly ConcurrentDictionary<string, DateTimeOffset[]> Changes = new(StringComparer.Ordinal);

    private static readonly TimeZoneInfo[] All =
        [.. TimeZoneInfo.GetSystemTimeZones().Where(zone => StoreCalendar.IsZone(zone.Id)).OrderBy(zone => zone.Id, StringComparer.Ordinal)];

    private static readonly Gen<TimeZoneInfo> Any = Gen.Int[0, All.Length - 1].Select(index => All[index]);

    // Half of them near the hours in which clocks are changed.
    private static readonly Gen<TimeOnly> Starts = Gen.OneOf(Gen.Int[0, 24 * 60 - 1], Gen.Int[0, 4 * 60]).Select(minute => TimeOnly.MinValue.AddMinutes(minute));

    public static readonly Gen<(StoreCalendar Calendar, DateTimeOffset At)> Cases = Gen.OneOf(CasesAt(AnyInstant), CasesAt(InstantNearAChange));

    /// <summary>A zone and an instant, half of them within two days of a change of its clocks.</summary>
    public static readonly Gen<(TimeZoneInfo Zone, DateTimeOffset At)> Instants =
        Gen.OneOf(Any.SelectMany(AnyInstant, (zone, at) => (zone, at)), Any.SelectMany(InstantNearAChange, (zone, at) => (zone, at)));

    private static Gen<(StoreCalendar Calendar, DateTimeOffset At)> CasesAt(Func<TimeZoneInfo, Gen<DateTimeOffset>> instants) =>
        Any.SelectMany(zone => Gen.Select(Starts, instants(zone)), (zone, at) => (new StoreCalendar(zone, at.Item1), at.Item2));

    private static Gen<DateTimeOffset> AnyInstant(TimeZoneInfo zone) => Gen.Long[0, Seconds].Select(second => First.AddSeconds(second));

    private static Gen<DateTimeOffset> InstantNearAChange(TimeZoneInfo zone)
    {
        var changes = Changes.GetOrAdd(zone.Id, _ => [.. FindChanges(zone)]);
        return changes.Length == 0
            ? AnyInstant(zone)
            : Gen.Select(Gen.Int[0, changes.Length - 1], Gen.Int[-172_800, 172_800], (index, seconds) => changes[index].AddSeconds(seconds));
    }

    // To the day; the instants around it are spread over four.
    private static IEnumerable<DateTimeOffset> FindChanges(TimeZoneInfo zone)
    {
        for (var day = 0; day < Seconds / 86_400; day++)
        {
            if (zone.GetUtcOffset(First.AddDays(day)) != zone.GetUtcOffset(First.AddDays(day + 1)))
                yield return First.AddDays(day + 0.5);
        }
    }
}
