using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Stores;

namespace Scout.Grains.Stores;

/// <summary>Answers a store's figures: from memory when that is as far as silver is, else after reading what is missing.</summary>
/// <remarks>Belongs to one activation and is only touched in its turns. Losing it costs one read.</remarks>
internal sealed class StoreFiguresCache(StoreId store, IStoreFiguresReader reader, ShardPositions positions, TimeProvider time)
{
    // Above this many promotions behind, one pass over the store's own days is cheaper than one over the shard's tail.
    private const long TailPromotionsMax = 1_000;

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
        var (calendar, currency) = (_calendar!, _profile!.Currency);
        if (_live is { } live && position - live.Position <= TailPromotionsMax)
        {
            var tail = await reader.ReadTailAsync(store, live.Position, CancellationToken.None);
            live.Add(tail, time.GetUtcNow());
        }
        else
        {
            var from = LiveFigures.KeptFrom(calendar, time.GetUtcNow());
            var snapshot = await reader.ReadMinutesAsync(store, from, CancellationToken.None);
            var loaded = new LiveFigures(calendar, currency);
            loaded.Load(snapshot, from, time.GetUtcNow());
            if (ReferenceEquals(calendar, _calendar))
                _live = loaded;
        }

        TrimHourly();
    }

    private void TrimHourly()
    {
        var now = time.GetUtcNow();
        if (now - _trimmedAt < TimeSpan.FromHours(1))
            return;
        _trimmedAt = now;
        _live?.Trim(now);
    }
}
