using System.Globalization;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Scout.Contracts.Reports;
using Scout.Contracts.Stores;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Grains.Placement;
using Scout.Grains.Stores;
using Scout.Storage.Gold;
using Scout.Storage.Reports;
using Scout.Storage.Stores;

namespace Scout.Grains.Reports;

/// <summary>Answers what readers ask about one store beyond its summary, which the store's own grain knows by heart.</summary>
/// <remarks>Reentrant: a long read holds up no short one. Nothing in memory is half changed across an await; it is all copies of answers.</remarks>
[Reentrant, PlacedWithStore]
internal sealed class StoreReportGrain(
    IGoldReader gold, IMinuteReader minutes, IRecentReader recent, IStoreFiguresReader figures, ShardPositions positions, ShardHomes homes, TimeProvider time,
    IOptions<ReportOptions> options) : Grain, IStoreReportGrain
{
    private const int LiveTransactions = 20;
    private static readonly TimeSpan LastWeekKeptFor = TimeSpan.FromMinutes(1);

    private readonly SharedAnswers _answers = new(options.Value, time);
    private StoreId _store;
    private int _shard;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _store = StoreId.FromStored(this.GetPrimaryKeyString());
        _shard = Sharding.ShardOf(_store);
        return Task.CompletedTask;
    }

    public async ValueTask<SeriesReport?> FindSeriesAsync(SeriesQuery query) =>
        await FindProfileAsync() is { } profile ? await _answers.GetAsync((query, profile.UpdatedAt), StandAsync, _ => ReadSeriesAsync(query, profile)) : null;

    public async ValueTask<RankingReport?> FindTopProductsAsync(RankingQuery query) =>
        await FindProfileAsync() is { } profile ? await _answers.GetAsync((query, profile.UpdatedAt), StandAsync, _ => ReadTopProductsAsync(query, profile)) : null;

    public async ValueTask<List<RecentTransaction>?> FindRecentAsync(RecentCursor? after, int limit) =>
        await FindProfileAsync() is { } profile ? await RecentTransactions.ReadAsync(recent, profile, after, limit) : null;

    public async ValueTask<StoreLive?> FindLiveAsync()
    {
        homes.MoveHome(this, _shard);
        if (await FindProfileAsync() is not { } profile)
            return null;
        var today = await GrainFactory.GetGrain<IStoreGrain>(_store.Value).FindSummaryAsync(SummaryWindowKind.Today, default);
        var hours = await FindSeriesAsync(new SeriesQuery(SeriesBy.Hour, SeriesMetric.Revenue, null, null));
        var counts = await FindSeriesAsync(new SeriesQuery(SeriesBy.Hour, SeriesMetric.Transactions, null, null));
        return new StoreLive
        {
            Today = today!,
            LastWeek = await _answers.GetPartAsync(("last week", profile.UpdatedAt), LastWeekKeptFor, () => ReadLastWeekAsync(profile)),
            Hours =
            [
                .. hours!.Lines[0].Points.Zip(counts!.Lines[0].Points, (revenue, count) => new HourPoint(revenue.At, revenue.Value, (long)count.Value)),
            ],
            Recent = await RecentTransactions.ReadAsync(recent, profile, after: null, LiveTransactions),
        };
    }

    private ValueTask<StoreProfile?> FindProfileAsync() => GrainFactory.GetGrain<IStoreGrain>(_store.Value).FindProfileAsync();

    private async ValueTask<(string Positions, DateTimeOffset AsOf)> StandAsync()
    {
        var (position, asOf) = await positions.GetAsync(_shard);
        return (position.ToString(CultureInfo.InvariantCulture), asOf);
    }

    private async ValueTask<SeriesReport> ReadSeriesAsync(SeriesQuery query, StoreProfile profile)
    {
        var calendar = StoreCalendar.For(profile);
        var report = new SeriesReport { TimeZone = profile.TimeZone, Currency = profile.Currency };
        if (query.By == SeriesBy.Hour)
        {
            var (starts, fault) = SeriesBuckets.Hours(query, calendar, time.GetUtcNow());
            if (fault is not null)
                return report with { Fault = fault };
            var (from, to) = starts.Count == 0 ? (default, default) : (starts[0], calendar.HourOf(starts[^1]).To);
            var answer = await gold.ReadStoreHoursAsync(_store, from, to, CancellationToken.None);
            var rows = answer.Rows.Select(row => (row.Hour, row.Currency, row.Figures)).ToList();
            return await FinishAsync(report, answer.AsOf, SeriesBuckets.Fill(starts, profile.Currency, query.Metric, rows), rows.Select(row => (row.Currency, row.Figures)));
        }

        var (days, wrong) = SeriesBuckets.Days(query, calendar, time.GetUtcNow());
        if (wrong is not null)
            return report with { Fault = wrong };
        var (first, end) = days.Count == 0 ? (default, default) : (days[0], days[^1].AddDays(1));
        var found = await gold.ReadStoreDaysAsync(_store, first, end, CancellationToken.None);
        var dayRows = found.Rows.Select(row => (calendar.StartOf(row.Day), row.Currency, row.Figures)).ToList();
        return await FinishAsync(
            report, found.AsOf, SeriesBuckets.Fill([.. days.Select(calendar.StartOf)], profile.Currency, query.Metric, dayRows), dayRows.Select(row => (row.Currency, row.Figures)));
    }

    private async ValueTask<SeriesReport> FinishAsync(
        SeriesReport report, DateTimeOffset asOf, List<SeriesLine> lines, IEnumerable<(string Currency, StoreFigures Figures)> rows)
    {
        var watermark = await figures.FindWatermarkAsync(_store, CancellationToken.None);
        return report with
        {
            AsOf = asOf,
            Lines = lines,
            Late = rows.Where(row => row.Currency == report.Currency).Sum(row => row.Figures.Late),
            Watermark = watermark,
        };
    }

    private async ValueTask<RankingReport> ReadTopProductsAsync(RankingQuery query, StoreProfile profile)
    {
        var (from, to, fault) = RankingSpan.Of(query, StoreCalendar.For(profile), time.GetUtcNow());
        var report = new RankingReport { TimeZone = profile.TimeZone, Currency = profile.Currency, Fault = fault };
        if (fault is not null)
            return report;
        var answer = await gold.ReadStoreProductsAsync(_store, from, to, query.By == RankingBy.Units ? RankBy.Units : RankBy.Revenue, query.Rows, CancellationToken.None);
        var days = await gold.ReadStoreDaysAsync(_store, from, to, CancellationToken.None);
        return report with
        {
            AsOf = answer.AsOf,
            From = RankingSpan.Named(from),
            To = RankingSpan.Named(to),
            Lines = RankedLines.Of(answer.Rows, profile.Currency),
            Late = days.Rows.Where(row => row.Currency == profile.Currency).Sum(row => row.Figures.Late),
            Watermark = await figures.FindWatermarkAsync(_store, CancellationToken.None),
        };
    }

    private async ValueTask<StoreFigures> ReadLastWeekAsync(StoreProfile profile)
    {
        var (from, to) = SameTimeLastWeek.SpanOf(profile, StoreCalendar.For(profile), time.GetUtcNow());
        var rows = await minutes.ReadMinutesAsync(_store, from, to, CancellationToken.None);
        return rows.Where(row => (row.Currency ?? profile.Currency) == profile.Currency).Aggregate(default(StoreFigures), (sum, row) => sum + row.Figures);
    }
}
