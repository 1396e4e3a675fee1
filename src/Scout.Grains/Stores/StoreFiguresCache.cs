using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Stores;

namespace Scout.Grains.Stores;

/// <summary>Answers a store's figures: from memory when that is as far as silver is, else after reading what is missing.</summary>
/// <remarks>Belongs to one activation and is only touched in its turns. Losing it costs one read.</remarks>
internal sealed class StoreFiguresCache(StoreId store, IStoreFiguresReader reader, ShardPositions positions, SilverTails tails, TimeProvider time)
{
    private readonly int _shard = Sharding.ShardOf(store);
    private LiveFigures? _live;
    private StoreProfile? _profile;
    private StoreCalendar? _calendar;
    private DateTimeOffset _trimmedAt;
    private Task? _refreshing;

    /// <summary>When someone last asked; the owner drops the figures when that is long ago.</summary>
    public DateTimeOffset AskedAt { get; private set; }

    public void Drop() => _live = null;

    /// <returns>The figures by currency, the span they cover, and the moment they are true at.</returns>
    public async ValueTask<(Dictionary<string, StoreFigures> Figures, DateTimeOffset From, DateTimeOffset To, DateTimeOffset AsOf)> SumAsync(
        StoreProfile profile, SummaryWindow window)
    {
        AskedAt = time.GetUtcNow();
        if (!ReferenceEquals(profile, _profile))
        {
            // Another zone or day start cuts other days: begin anew.
            (_profile, _calendar, _live) = (profile, StoreCalendar.For(profile), null);
        }

        var calendar = _calendar!;
        if (_live?.Covers(window) ?? window.Kind != SummaryWindowKind.Date || window.Date >= calendar.DayOf(AskedAt).AddDays(-7))
        {
            var asOfSilver = await CatchUpAsync();

            // Catching up may have begun anew: by another profile, which cuts and labels otherwise, or from a later day. Then silver itself answers.
            if (ReferenceEquals(profile, _profile) && _live is { } live && live.Covers(window))
            {
                var now = time.GetUtcNow();
                var (from, to) = window.SpanAt(now, calendar);
                return (live.Sum(window, now), from, to, asOfSilver);
            }
        }

        var asOf = time.GetUtcNow();
        var span = window.SpanAt(asOf, calendar);
        if (window.Kind == SummaryWindowKind.Date && await FindDayAsync(profile, calendar, window.Date) is { } day)
            return (day, span.From, span.To, asOf);
        var sums = new Dictionary<string, StoreFigures>(StringComparer.Ordinal);
        foreach (var (currency, figures) in await reader.ReadSpanAsync(store, span.From, span.To, CancellationToken.None))
        {
            var key = currency ?? profile.Currency;
            sums[key] = sums.GetValueOrDefault(key) + figures;
        }

        return (sums, span.From, span.To, asOf);
    }

    /// <returns>A moment at which silver held nothing for this store that is not in memory now.</returns>
    private async Task<DateTimeOffset> CatchUpAsync()
    {
        var (position, asOf) = await positions.GetAsync(_shard);
        while (_live is null || _live.Position < position)
        {
            // Callers interleave: the first reads, the others wait for the same read.
            if (_refreshing is { } running)
            {
                await running;
                continue;
            }

            _refreshing = RefreshAsync(position);
            try
            {
                await _refreshing;
            }
            finally
            {
                _refreshing = null;
            }
        }

        return asOf;
    }

    private async Task RefreshAsync(long position)
    {
        var calendar = _calendar!;
        if (_live is { } live && await tails.FindAsync(_shard, live.Position, position, store) is { } tail)
        {
            live.Add(new MinuteSnapshot(tail.Position, [.. tail.Rows.Select(row => row.Minutes)]), time.GetUtcNow());
        }
        else
        {
            var loaded = await LoadAsync(calendar, _profile!);
            if (ReferenceEquals(calendar, _calendar))
                _live = loaded;
        }

        TrimHourly();
    }

    /// <summary>From gold, when that is cut as the profile says and near enough to silver; else all of the days from silver.</summary>
    private async Task<LiveFigures> LoadAsync(StoreCalendar calendar, StoreProfile profile)
    {
        var loaded = new LiveFigures(calendar, profile.Currency);
        var now = time.GetUtcNow();
        var from = LiveFigures.KeptFrom(calendar, now);
        var days = await reader.ReadDaysAsync(
            store, calendar.DayOf(from), DateOnly.MaxValue, LiveFigures.MinutesFrom(now), SilverTails.PromotionsMax, CancellationToken.None);
        if (days.Tail is not null && IsCutAs(profile, days))
            loaded.Load(days, from, time.GetUtcNow());
        else
            loaded.Load(await reader.ReadMinutesAsync(store, from, CancellationToken.None), from, time.GetUtcNow());
        return loaded;
    }

    /// <summary>A business day of any age from gold and the silver beyond it; null when silver itself must be summed.</summary>
    private async Task<Dictionary<string, StoreFigures>?> FindDayAsync(StoreProfile profile, StoreCalendar calendar, DateOnly date)
    {
        if (date == DateOnly.MaxValue)
            return null;
        var days = await reader.ReadDaysAsync(store, date, date.AddDays(1), DateTimeOffset.MaxValue, SilverTails.PromotionsMax, CancellationToken.None);
        if (days.Tail is null || !IsCutAs(profile, days))
            return null;
        var sums = new Dictionary<string, StoreFigures>(StringComparer.Ordinal);
        foreach (var (_, currency, figures) in days.Days)
            sums[currency ?? profile.Currency] = sums.GetValueOrDefault(currency ?? profile.Currency) + figures;
        foreach (var (minute, currency, figures) in days.Tail)
        {
            if (calendar.DayOf(minute) == date)
                sums[currency ?? profile.Currency] = sums.GetValueOrDefault(currency ?? profile.Currency) + figures;
        }

        return sums;
    }

    // Between a corrected profile and the rebuild it causes, days of gold are other days.
    private static bool IsCutAs(StoreProfile profile, DaysSnapshot days) =>
        days.Cut is not { } cut || (cut.TimeZone == profile.TimeZone && cut.BusinessDayStart == profile.BusinessDayStart);

    private void TrimHourly()
    {
        var now = time.GetUtcNow();
        if (now - _trimmedAt < TimeSpan.FromHours(1))
            return;
        _trimmedAt = now;
        _live?.Trim(now);
    }
}
