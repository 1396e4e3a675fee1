using System.Globalization;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Scout.Contracts.Chain;
using Scout.Contracts.Reports;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Grains.Reports;
using Scout.Grains.Stores;
using Scout.Storage.Gold;
using Scout.Storage.Reports;
using Scout.Storage.Stores;

namespace Scout.Grains.Chain;

/// <summary>Answers the chain's figures in the silo that is asked: one activation each, so that whoever asks the same shares one read.</summary>
/// <remarks>Reentrant: a long read holds up no short one. Nothing in memory is half changed across an await; it is all copies of answers.</remarks>
[StatelessWorker(1), Reentrant]
internal sealed class ChainGrain(
    IGoldReader gold, IMinuteReader minutes, IStoreRegistry registry, ShardPositions positions, TimeProvider time, IOptions<ReportOptions> options) : Grain, IChainGrain
{
    private static readonly TimeSpan LastWeekKeptFor = TimeSpan.FromMinutes(1);

    private readonly SharedAnswers _answers = new(options.Value, time);
    private readonly ChainFigures _figures = new(gold, minutes);

    public ValueTask<ChainSummary> ReadSummaryAsync(SummaryWindowKind kind, DateOnly date) =>
        _answers.GetAsync(("summary", kind, date), StandAsync, positions => ComputeSummaryAsync(new SummaryWindow(kind, date), positions));

    public ValueTask<SeriesReport> ReadSeriesAsync(SeriesQuery query) =>
        _answers.GetAsync(query, StandAsync, positions => ComputeSeriesAsync(query, positions));

    public ValueTask<RankingReport> ReadRankingAsync(ChainRanking ranking, RankingQuery query) =>
        _answers.GetAsync((ranking, query), StandAsync, positions => ComputeRankingAsync(ranking, query, positions));

    public async ValueTask<ChainStores> ReadStoresAsync(string after, int limit)
    {
        var (positions, _) = await StandAsync();
        var (list, today) = (await ListAsync(positions), await ReadTodayAsync(positions));
        var lastWeek = await ReadLastWeekAsync(positions);
        var hours = await _answers.GetPartAsync("hours", options.Value.IdleAnswersKeptFor, async () => await _figures.ReadHoursAsync(list, time.GetUtcNow()));
        var own = today.Rows.ToDictionary(row => (row.StoreId, row.Currency), row => row.Figures);
        var page = list.Stores.Where(store => string.CompareOrdinal(store.Profile.StoreId.Value, after) > 0).Take(limit).Select(store => new ChainStore
        {
            Profile = store.Profile,
            BusinessDay = store.Calendar.DayOf(time.GetUtcNow()),
            Figures = own.GetValueOrDefault((store.Profile.StoreId, store.Profile.Currency)),
            LastWeek = lastWeek.GetValueOrDefault((store.Profile.StoreId, store.Profile.Currency)),
            Hours = hours.GetValueOrDefault(store.Profile.StoreId) ?? [],
        });
        return new ChainStores([.. page])
        {
            AsOf = today.AsOf,
            Watermark = await ReadWatermarkAsync(positions),
            Late = Sum(today.Rows)[list.Currency].Late,
            TimeZone = list.TimeZone,
            Currency = list.Currency,
        };
    }

    public async ValueTask<ChainLive> ReadLiveAsync()
    {
        // All at one place, so that the sum at the top is that of the rows below it.
        var (positions, _) = await StandAsync();
        var summary = await _answers.GetAtAsync("live summary", positions, async () => await ComputeSummaryAsync(new SummaryWindow(SummaryWindowKind.Today), positions));
        var (list, today) = (await ListAsync(positions), await ReadTodayAsync(positions));
        var currencies = summary.Currencies.Select(line => line.Currency).ToList();
        var (from, lines) = await _answers.GetPartAsync(
            ("minutes", string.Join(',', currencies)), options.Value.AnswersKeptFor, async () => await _figures.ReadLastHourAsync(list, currencies, time.GetUtcNow()));
        var own = today.Rows.ToDictionary(row => (row.StoreId, row.Currency), row => row.Figures);
        return new ChainLive
        {
            Today = summary,
            MinutesFrom = from,
            Minutes = lines,
            Stores =
            [
                .. list.Stores.Select(store =>
                {
                    var figures = own.GetValueOrDefault((store.Profile.StoreId, store.Profile.Currency));
                    return new StoreToday(store.Profile.StoreId.Value, store.Profile.Currency, figures.Transactions, figures.Revenue, figures.AverageBasket);
                }),
            ],
        };
    }

    private async ValueTask<(string Positions, DateTimeOffset AsOf)> StandAsync()
    {
        var (all, asOf) = (new string[Sharding.ShardCount], DateTimeOffset.MaxValue);
        for (var shard = 0; shard < all.Length; shard++)
        {
            var (position, readAt) = await positions.GetAsync(shard);
            all[shard] = position.ToString(CultureInfo.InvariantCulture);
            asOf = readAt < asOf ? readAt : asOf;
        }

        return (string.Join(',', all), asOf);
    }

    // A store registers itself before its first sale is promoted: a list that was read at those positions has every store that they hold.
    private ValueTask<ChainStoreList> ListAsync(string positions) => _answers.GetAtAsync("stores", positions, () => ChainStoreList.ReadAsync(registry));

    /// <summary>Today of every store by currency: what the summary and the grid are both made of, so that they agree.</summary>
    private ValueTask<StoresToday> ReadTodayAsync(string positions) => _answers.GetAtAsync("today", positions, async () =>
    {
        var (list, now) = (await ListAsync(positions), time.GetUtcNow());
        var (asOf, rows) = await _figures.SumDaysAsync(list, store => store.Calendar.DayOf(now) is var day ? (day, day.AddDays(1)) : default);
        return new StoresToday(asOf, rows);
    });

    private ValueTask<Dictionary<(StoreId, string), StoreFigures>> ReadLastWeekAsync(string positions) => _answers.GetPartAsync("last week", LastWeekKeptFor, async () =>
    {
        var (list, now) = (await ListAsync(positions), time.GetUtcNow());
        var (_, rows) = await _figures.SumMinutesAsync(list, store => SameTimeLastWeek.SpanOf(store.Profile, store.Calendar, now));
        return rows.ToDictionary(row => (row.StoreId, row.Currency), row => row.Figures);
    });

    private async ValueTask<ChainSummary> ComputeSummaryAsync(SummaryWindow window, string positions)
    {
        var (list, now) = (await ListAsync(positions), time.GetUtcNow());
        (DateTimeOffset AsOf, IReadOnlyList<StoreSums> Rows) sums;
        if (window.Kind == SummaryWindowKind.Today)
        {
            var today = await ReadTodayAsync(positions);
            sums = (today.AsOf, today.Rows);
        }
        else if (window.Kind == SummaryWindowKind.Hours24)
        {
            sums = await _figures.SumMinutesAsync(list, store => window.SpanAt(now, store.Calendar));
        }
        else
        {
            sums = await _figures.SumDaysAsync(list, store => DaysOf(window, store.Calendar, now));
        }

        var byCurrency = Sum(sums.Rows);
        var lastWeek = window.Kind == SummaryWindowKind.Today
            ? Sum((await ReadLastWeekAsync(positions)).Select(row => new StoreSums(row.Key.Item1, row.Key.Item2, row.Value, null)))
            : null;
        var spans = list.Stores.Select(store => store.Calendar).Distinct().Append(list.Calendar).Select(calendar => window.SpanAt(now, calendar)).ToList();
        return new ChainSummary
        {
            AsOf = sums.AsOf == DateTimeOffset.MinValue ? now : sums.AsOf,
            Watermark = await ReadWatermarkAsync(positions),
            Late = byCurrency[list.Currency].Late,
            TimeZone = list.TimeZone,
            Currency = list.Currency,
            From = spans.Min(span => span.From),
            To = spans.Max(span => span.To),
            Stores = list.Stores.Count,
            Currencies =
            [
                .. byCurrency.Currencies(list.Currency).Concat(lastWeek?.Currencies(list.Currency) ?? []).Distinct()
                    .Select(currency => new ChainCurrency(currency, byCurrency[currency], lastWeek?[currency])),
            ],
        };
    }

    private async ValueTask<SeriesReport> ComputeSeriesAsync(SeriesQuery query, string positions)
    {
        var (list, now) = (await ListAsync(positions), time.GetUtcNow());
        var calendar = list.Calendar;
        var report = new SeriesReport { TimeZone = list.TimeZone, Currency = list.Currency };
        if (query.By == SeriesBy.Hour)
        {
            var (starts, fault) = SeriesBuckets.Hours(query, calendar, now);
            if (fault is not null)
                return report with { Fault = fault };
            var (from, to) = starts.Count == 0 ? (default, default) : (starts[0], calendar.HourOf(starts[^1]).To);
            var hours = await gold.ReadChainHoursAsync(from, to, CancellationToken.None);

            // An hour of a store in a zone of half an hour counts in the hour of the chain that it begins in.
            return await FinishAsync(report, query, positions, starts, hours.AsOf, [.. hours.Rows.Select(row => (calendar.HourOf(row.Hour).From, row.Currency, row.Figures))]);
        }

        var (days, wrong) = SeriesBuckets.Days(query, calendar, now);
        if (wrong is not null)
            return report with { Fault = wrong };
        var (first, end) = days.Count == 0 ? (default, default) : (days[0], days[^1].AddDays(1));
        var found = await gold.ReadChainDaysAsync(first, end, CancellationToken.None);
        return await FinishAsync(
            report, query, positions, [.. days.Select(calendar.StartOf)], found.AsOf, [.. found.Rows.Select(row => (calendar.StartOf(row.Day), row.Currency, row.Figures))]);
    }

    private async ValueTask<SeriesReport> FinishAsync(
        SeriesReport report, SeriesQuery query, string positions, List<DateTimeOffset> starts, DateTimeOffset asOf, List<(DateTimeOffset At, string Currency, StoreFigures Figures)> rows)
    {
        var watermark = await ReadWatermarkAsync(positions);
        return report with
        {
            AsOf = asOf,
            Lines = SeriesBuckets.Fill(starts, report.Currency, query.Metric, rows),
            Late = rows.Where(row => row.Currency == report.Currency).Sum(row => row.Figures.Late),
            Watermark = watermark,
        };
    }

    private async ValueTask<RankingReport> ComputeRankingAsync(ChainRanking ranking, RankingQuery query, string positions)
    {
        var report = await new ChainRankings(gold, _figures).ReadAsync(await ListAsync(positions), ranking, query, time.GetUtcNow());
        return report.Fault is null ? report with { Watermark = await ReadWatermarkAsync(positions) } : report;
    }

    private async ValueTask<DateTimeOffset?> ReadWatermarkAsync(string positions)
    {
        var reached = await _answers.GetAtAsync("watermarks", positions, () => gold.ReadWatermarksAsync(CancellationToken.None));
        return reached.Count == 0 ? null : reached.Values.Max();
    }

    private static CurrencySums Sum(IEnumerable<StoreSums> rows)
    {
        var sums = new CurrencySums();
        foreach (var row in rows)
            sums.Add(row.Currency, row.Figures);
        return sums;
    }

    private static (DateOnly From, DateOnly To) DaysOf(SummaryWindow window, StoreCalendar calendar, DateTimeOffset now)
    {
        if (window.Kind == SummaryWindowKind.Date)
            return (window.Date, window.Date == DateOnly.MaxValue ? window.Date : window.Date.AddDays(1));
        var today = calendar.DayOf(now);
        return (today.AddDays(-6), today.AddDays(1));
    }

    private sealed record StoresToday(DateTimeOffset AsOf, IReadOnlyList<StoreSums> Rows);
}
