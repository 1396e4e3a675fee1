using System.Runtime.InteropServices;
using Scout.Domain.Stores;

namespace Scout.Storage.Gold;

/// <summary>Sums entries of silver into buckets of gold. The one place that says what gold is; both stores only read and add.</summary>
/// <remarks>Pure: whether a bucket was restated follows from silver alone, so making gold anew tells the same.</remarks>
public sealed class GoldSums(IReadOnlyDictionary<string, StoreCut> cuts)
{
    /// <summary>How long after its end a bucket may still take what was on its way. What comes later restates it.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    private static readonly StoreCut NoProfile = new("UTC", TimeOnly.MinValue, "");

    private readonly Dictionary<string, (StoreCut Cut, StoreClock Clock)> _clocks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unknownZones = new(StringComparer.Ordinal);

    public Dictionary<HourKey, FigureSums> Hours { get; } = [];

    public Dictionary<DayKey, FigureSums> Days { get; } = [];

    public Dictionary<MentionDayKey, LineSums> Mentions { get; } = [];

    /// <summary>The chain's, where the currency of a store that named none is its cut's.</summary>
    public Dictionary<MentionDayKey, LineSums> ChainMentions { get; } = [];

    /// <summary>The greatest event time of each store; one ahead of its receipt counts as the receipt.</summary>
    public Dictionary<string, DateTimeOffset> Watermarks { get; } = new(StringComparer.Ordinal);

    public int Entries { get; private set; }

    public IReadOnlyCollection<string> UnknownZones => _unknownZones;

    /// <summary>Only business days in this span, and the hours that reach into it, are summed. Null sums all.</summary>
    public RebuildSpan? Span { get; init; }

    public void Add(in SilverEntry entry)
    {
        Entries++;
        var reached = entry.OccurredAt < entry.ReceivedAt ? entry.OccurredAt : entry.ReceivedAt;
        ref var watermark = ref CollectionsMarshal.GetValueRefOrAddDefault(Watermarks, entry.Store, out var known);
        if (!known || reached > watermark)
            watermark = reached;

        var figures = new StoreFigures
        {
            Transactions = entry.Entry,
            Returns = entry.IsReturn ? entry.Entry : 0,
            Items = entry.Items,
            Units = entry.Units,
            Revenue = entry.Total,
            Late = entry.IsLate ? entry.Entry : 0,
        };
        var place = ClockOf(entry.Store).Clock.PlaceOf(entry.OccurredAt);
        var currency = entry.Currency ?? "";
        if (Span is null || Span.HasHour(place.HourStart))
            Of(Hours, new HourKey(entry.Store, place.HourStart, currency)).Add(figures, RestatedAt(entry.PromotedAt, entry.Entry, place.HourEnd));
        if (Span is null || Span.HasDay(place.Day))
            Of(Days, new DayKey(entry.Store, place.Day, currency)).Add(figures, RestatedAt(entry.PromotedAt, entry.Entry, place.DayEnd));
    }

    public void Add(in SilverLine line)
    {
        var (cut, clock) = ClockOf(line.Store);
        var place = clock.PlaceOf(line.OccurredAt);
        if (Span is not null && !Span.HasDay(place.Day))
            return;

        var restatedAt = RestatedAt(line.PromotedAt, line.Entry, place.DayEnd);
        var category = line.Category ?? "";
        Of(Mentions, new MentionDayKey(line.Store, place.Day, line.MentionId, category, line.Currency ?? "")).Add(line, restatedAt);

        // A rebuild makes the chain's rows from the stores' instead.
        if (Span is not null)
            return;
        Of(ChainMentions, new MentionDayKey("", place.Day, line.MentionId, category, line.Currency ?? cut.Currency)).Add(line, restatedAt);
    }

    /// <summary>The cut that the rows of a store were summed by.</summary>
    public StoreCut CutOf(string store) => ClockOf(store).Cut;

    private static DateTimeOffset? RestatedAt(DateTimeOffset promotedAt, int entry, DateTimeOffset end)
    {
        // What is taken back was published; what is new may only have been on its way.
        var behind = promotedAt - end;
        return behind >= (entry < 0 ? TimeSpan.Zero : Settling) ? promotedAt : null;
    }

    private static TSums Of<TKey, TSums>(Dictionary<TKey, TSums> buckets, TKey key)
        where TKey : notnull
        where TSums : class, new()
    {
        ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets, key, out _);
        return sums ??= new TSums();
    }

    private (StoreCut Cut, StoreClock Clock) ClockOf(string store)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_clocks, store, out var exists);
        if (exists)
            return known;
        var cut = cuts.GetValueOrDefault(store, NoProfile);
        if (cut.FindCalendar() is { } calendar)
            return known = (cut, new StoreClock(calendar));

        // The zone database of the machine that took the profile was newer. Waiting would hold up every store of the shard.
        _ = _unknownZones.Add(cut.TimeZone);
        return known = (cut, new StoreClock(new StoreCalendar(TimeZoneInfo.Utc, cut.BusinessDayStart)));
    }
}

/// <summary>What of a store is made anew.</summary>
/// <param name="FromDay">First business day.</param>
/// <param name="ToDay">The day after the last; <see cref="DateOnly.MaxValue"/> has no end but that of the calendar.</param>
/// <param name="From">The start of the first hour that reaches into the first day.</param>
/// <param name="To">The end of the last hour that does into the last.</param>
public sealed record RebuildSpan(DateOnly FromDay, DateOnly ToDay, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>All of a store.</summary>
    public static readonly RebuildSpan Everything = new(DateOnly.MinValue, DateOnly.MaxValue, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    public static RebuildSpan Of(StoreCalendar calendar, DateOnly from, DateOnly to) =>
        to <= from
            ? new RebuildSpan(from, from, DateTimeOffset.MinValue, DateTimeOffset.MinValue)
            : new RebuildSpan(from, to, calendar.HourOf(calendar.StartOf(from)).From, calendar.HourOf(calendar.StartOf(to).AddTicks(-1)).To);

    /// <remarks>The last day of the calendar is in no span, as in the statements that clear one: it is as rollups made it.</remarks>
    public bool HasDay(DateOnly day) => day >= FromDay && day < ToDay;

    public bool HasHour(DateTimeOffset hour) => hour >= From && (hour < To || To == DateTimeOffset.MaxValue);
}
