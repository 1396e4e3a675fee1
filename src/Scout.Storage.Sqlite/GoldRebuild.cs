using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Gold;
using Scout.Storage.Links;

namespace Scout.Storage.Sqlite;

/// <summary>One rebuild of a store's gold, within one transaction.</summary>
internal sealed class GoldRebuild(SqliteSession session, StoreId store, DateTimeOffset now)
{
    private readonly int _shard = Sharding.ShardOf(store);

    public RebuildOutcome Compare((DateOnly From, DateOnly To)? span)
    {
        var (cut, recut) = ReadCut();
        var (sums, before) = Read(cut, SpanOf(cut, recut ? null : span));
        return before.MarkIn(sums, now, recut);
    }

    public RebuildOutcome Run((DateOnly From, DateOnly To)? span)
    {
        var (cut, recut) = ReadCut();
        var made = SpanOf(cut, recut ? null : span);
        var (sums, before) = Read(cut, made);
        var days = before.AllDays(sums);
        var outcome = before.MarkIn(sums, now, recut);
        Clear(made);
        if (sums.Watermarks.TryGetValue(store.Value, out var watermark))
        {
            session.Use(SqliteStatements.SaveCut)
                .Text(store.Value).Int64(_shard).Text(cut.TimeZone).Time(cut.BusinessDayStart).Text(cut.Currency).Instant(watermark).Run();
        }

        new GoldWriter(session, _shard, now).AddStoreRows(sums);
        foreach (var day in days)
            MakeChainDay(day);
        session.Use(SqliteStatements.RaiseGeneration).Int64(_shard).Run();
        return outcome;
    }

    private static RebuildSpan SpanOf(StoreCut cut, (DateOnly From, DateOnly To)? span) => span is { } days
        ? RebuildSpan.Of(cut.FindCalendar() ?? new StoreCalendar(TimeZoneInfo.Utc, cut.BusinessDayStart), days.From, days.To)
        : RebuildSpan.Everything;

    private (StoreCut Cut, bool Recut) ReadCut()
    {
        (StoreCut? Gold, StoreCut? Profile) cuts = default;
        session.Use(SqliteStatements.ReadCuts).Text(store.Value).Each(row => cuts = (row.FindCut(0), row.FindCut(3)));
        var cut = cuts.Profile ?? cuts.Gold ?? new StoreCut("UTC", TimeOnly.MinValue, "");
        return (cut, cuts.Gold is not null && cuts.Gold != cut);
    }

    private (GoldSums Sums, GoldDifference Before) Read(StoreCut cut, RebuildSpan span)
    {
        long position = 0;
        session.Use(SqliteStatements.ReadRollup).Int64(_shard).Each(row => position = row.GetInt64(0));
        var sums = new GoldSums(new Dictionary<string, StoreCut>(StringComparer.Ordinal) { [store.Value] = cut }) { Span = span };

        // Nobody writes these: every line that gold has was given its mention by the rollup that took it.
        var unnamed = new LineMentions(new MentionCollector(new KnownMentions()));
        Between(SqliteStatements.ReadStoreEntries, span).Int64(position).Each(row => sums.Add(GoldRows.ReadEntry(row)));
        Between(SqliteStatements.ReadStoreLines, span).Int64(position).Each(row => sums.Add(GoldRows.ReadLine(row, unnamed)));

        var before = new GoldDifference();
        Between(SqliteStatements.ReadStoreHours, span).Each(
            row => before.Hours.Add(new HourKey(store.Value, row.GetInstant(0), row.GetText(1)), new(row.GetFigures(2), row.FindInstant(10))));
        BetweenDays(SqliteStatements.ReadStoreDays, span).Each(
            row => before.Days.Add(new DayKey(store.Value, row.GetDay(0), row.GetText(1)), new(row.GetFigures(2), row.FindInstant(10))));
        BetweenDays(SqliteStatements.ReadStoreMentions, span).Each(
            row => before.Mentions.Add(KeyOf(row), new(new OldLines(row.GetInt64(4), row.GetSum(5), row.GetSum(7), row.GetInt64(9)), row.FindInstant(10))));
        return (sums, before);
    }

    private void Clear(RebuildSpan span)
    {
        Between(SqliteStatements.ClearHours, span).Run();
        BetweenDays(SqliteStatements.ClearDays, span).Run();
        BetweenDays(SqliteStatements.ClearStoreMentions, span).Run();
    }

    private void MakeChainDay(DateOnly day)
    {
        session.Use(SqliteStatements.ClearChainMentions).Int64(_shard).Day(day).Run();
        session.Use(SqliteStatements.SumChainMentions).Int64(_shard).Day(day).Instant(now).Run();
    }

    private SqliteStatement Between(string statement, RebuildSpan span) => session.Use(statement).Text(store.Value).Instant(span.From).Instant(span.To);

    private SqliteStatement BetweenDays(string statement, RebuildSpan span) => session.Use(statement).Text(store.Value).Day(span.FromDay).Day(span.ToDay);

    private MentionDayKey KeyOf(SqliteStatement row) => new(store.Value, row.GetDay(0), row.GetInt64(1), row.GetText(2), row.GetText(3));
}
