using Scout.Domain.Stores;
using Scout.Storage.Stores;

namespace Scout.Grains.Stores;

/// <summary>A store's figures of the last days in memory: what silver held at <see cref="Position"/>, exactly.</summary>
/// <remarks>
/// Minutes are kept for the sliding day, business days for the rest. Zones are whole minutes off UTC since long before any till, so a
/// minute never lies in two business days.
/// </remarks>
internal sealed class LiveFigures(StoreCalendar calendar, string storeCurrency)
{
    private const int DaysKept = 7;
    private static readonly TimeSpan MinutesKept = TimeSpan.FromHours(25);

    private readonly Dictionary<(DateTimeOffset Minute, string Currency), StoreFigures> _minutes = [];
    private readonly Dictionary<(DateOnly Day, string Currency), StoreFigures> _days = [];
    private DateTimeOffset _from;
    private DateOnly _fromDay;

    /// <summary>The position of the store's shard that the figures include, and nothing beyond.</summary>
    public long Position { get; private set; }

    /// <summary>The first instant that figures kept at a moment must cover: it begins a business day.</summary>
    public static DateTimeOffset KeptFrom(StoreCalendar calendar, DateTimeOffset now) => calendar.StartOf(calendar.DayOf(now).AddDays(-DaysKept));

    /// <summary>Begins with all of silver since an instant given by <see cref="KeptFrom"/>.</summary>
    public void Load(MinuteSnapshot snapshot, DateTimeOffset from, DateTimeOffset now)
    {
        _from = from;
        _fromDay = calendar.DayOf(from);
        _minutes.Clear();
        _days.Clear();
        Add(snapshot, now);
    }

    /// <summary>Begins with days of gold that are cut as this calendar cuts, the silver beyond them, and the minutes of the sliding day.</summary>
    public void Load(DaysSnapshot snapshot, DateTimeOffset from, DateTimeOffset now)
    {
        Load(new MinuteSnapshot(snapshot.Position, snapshot.Tail!), from, now);
        foreach (var (day, currency, figures) in snapshot.Days)
        {
            if (day >= _fromDay)
                _days[(day, currency ?? storeCurrency)] = _days.GetValueOrDefault((day, currency ?? storeCurrency)) + figures;
        }

        // The tail's minutes are among those of silver.
        _minutes.Clear();
        foreach (var (minute, currency, figures) in snapshot.Minutes)
            _minutes[(minute, currency ?? storeCurrency)] = _minutes.GetValueOrDefault((minute, currency ?? storeCurrency)) + figures;
    }

    /// <summary>The first minute that figures loaded at a moment must have for the sliding day.</summary>
    public static DateTimeOffset MinutesFrom(DateTimeOffset now) =>
        new(now.UtcTicks - MinutesKept.Ticks - now.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);

    /// <summary>Adds what was promoted after <see cref="Position"/>.</summary>
    public void Add(MinuteSnapshot tail, DateTimeOffset now)
    {
        var oldestMinute = now - MinutesKept;
        foreach (var (minute, currency, figures) in tail.Minutes)
        {
            if (minute < _from)
                continue;
            var day = (calendar.DayOf(minute), currency ?? storeCurrency);
            _days[day] = _days.GetValueOrDefault(day) + figures;
            if (minute < oldestMinute)
                continue;
            var key = (minute, currency ?? storeCurrency);
            _minutes[key] = _minutes.GetValueOrDefault(key) + figures;
        }

        Position = tail.Position;
    }

    /// <summary>Forgets what no window that is kept can need any more.</summary>
    public void Trim(DateTimeOffset now)
    {
        var oldestDay = calendar.DayOf(now).AddDays(-DaysKept);
        if (oldestDay > _fromDay)
        {
            (_fromDay, _from) = (oldestDay, calendar.StartOf(oldestDay));
            foreach (var key in _days.Keys.Where(key => key.Day < oldestDay).ToList())
                _ = _days.Remove(key);
        }

        var oldestMinute = now - MinutesKept;
        foreach (var key in _minutes.Keys.Where(key => key.Minute < oldestMinute).ToList())
            _ = _minutes.Remove(key);
    }

    /// <summary>Whether a window lies wholly within what is kept.</summary>
    public bool Covers(SummaryWindow window) => window.Kind != SummaryWindowKind.Date || window.Date >= _fromDay;

    /// <summary>Sums a window by currency. Only for one that <see cref="Covers"/> answers true for.</summary>
    public Dictionary<string, StoreFigures> Sum(SummaryWindow window, DateTimeOffset now)
    {
        var sums = new Dictionary<string, StoreFigures>(StringComparer.Ordinal);
        var (from, to) = window.SpanAt(now, calendar);
        if (window.Kind == SummaryWindowKind.Hours24)
        {
            foreach (var ((minute, currency), figures) in _minutes)
            {
                if (minute >= from && minute < to)
                    sums[currency] = sums.GetValueOrDefault(currency) + figures;
            }

            return sums;
        }

        var (firstDay, lastDay) = (calendar.DayOf(from), calendar.DayOf(to.AddTicks(-1)));
        foreach (var ((day, currency), figures) in _days)
        {
            if (day >= firstDay && day <= lastDay)
                sums[currency] = sums.GetValueOrDefault(currency) + figures;
        }

        return sums;
    }
}
