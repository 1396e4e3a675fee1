using Orleans.Concurrency;
using Scout.Contracts.Exports;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Grains.Reports;
using Scout.Storage.Gold;
using Scout.Storage.Reports;
using Scout.Storage.Stores;

namespace Scout.Grains.Exports;

/// <summary>Reads a layer store by store, a page for each call. Stateless: a reader in the silo that is asked.</summary>
[StatelessWorker]
internal sealed class ExportGrain(IExportReader reader, IGoldReader gold, IStoreRegistry registry) : Grain, IExportGrain
{
    // A body may have 256 KB: so many are 64 MB at the very worst, and some hundred KB as a rule.
    private const int RowsMax = 250;

    // Stores without a row in the span cost a read each, so one call looks at this many and then says how far it has got.
    private const int EmptyStoresMax = 50;
    private static readonly TimeSpan GoldHoursMax = TimeSpan.FromDays(366);
    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async ValueTask<ExportPage> ReadPageAsync(ExportQuery query, string? cursor, CancellationToken cancellationToken)
    {
        using var text = new ExportText(query.Csv);
        if (cursor is null)
            text.Begin(query.Table);
        var at = ExportCursor.Parse(cursor);
        for (var empty = 0; empty < EmptyStoresMax; empty++)
        {
            if (await FindStoreAsync(query, at, cancellationToken) is not { } profile)
                return new ExportPage(text.Written, Cursor: null);
            at = await ReadAsync(query, profile, at is { IsDone: false } inside ? inside : null, text, cancellationToken);
            if (text.Rows > 0 || at is { IsDone: false })
                break;
        }

        return new ExportPage(text.Written, at.ToString());
    }

    /// <summary>The store that a cursor stands in, or the next one.</summary>
    private async ValueTask<StoreProfile?> FindStoreAsync(ExportQuery query, ExportCursor? at, CancellationToken cancellationToken)
    {
        if (at is { IsDone: false } inside)
            return await registry.FindAsync(StoreId.FromStored(inside.Store), cancellationToken);
        if (query.Store is { } only)
            return at is null ? await registry.FindAsync(StoreId.FromStored(only), cancellationToken) : null;
        var next = await registry.ReadPageAsync(at is { } done ? StoreId.FromStored(done.Store) : null, 1, cancellationToken);
        return next.Count == 0 ? null : next[0];
    }

    private ValueTask<ExportCursor> ReadAsync(ExportQuery query, StoreProfile profile, ExportCursor? inside, ExportText text, CancellationToken cancellationToken) =>
        query.Table switch
        {
            ExportTable.Bronze => ReadBronzeAsync(query, profile, inside, text, cancellationToken),
            ExportTable.Silver => ReadSilverAsync(query, profile, inside, text, cancellationToken),
            ExportTable.GoldDays => ReadGoldDaysAsync(query, profile, text, cancellationToken),
            _ => ReadGoldHoursAsync(query, profile, inside, text, cancellationToken),
        };

    private async ValueTask<ExportCursor> ReadBronzeAsync(ExportQuery query, StoreProfile profile, ExportCursor? inside, ExportText text, CancellationToken cancellationToken)
    {
        var utc = new StoreCalendar(TimeZoneInfo.Utc, default);
        var (from, to) = (query.From?.InstantIn(utc) ?? Earliest, query.To?.InstantIn(utc) ?? Latest);
        var rows = await reader.ReadBronzeAsync(profile.StoreId, from, to, inside?.ToBronze(), RowsMax, cancellationToken);
        foreach (var row in rows.Where(row => row.Body is not null))
            text.Add(profile, row);
        return rows.Count < RowsMax ? Done(profile) : ExportCursor.After(profile.StoreId.Value, rows[^1]);
    }

    private async ValueTask<ExportCursor> ReadSilverAsync(ExportQuery query, StoreProfile profile, ExportCursor? inside, ExportText text, CancellationToken cancellationToken)
    {
        var calendar = StoreCalendar.For(profile);
        var (from, to) = (query.From?.InstantIn(calendar) ?? Earliest, query.To?.InstantIn(calendar) ?? Latest);
        var rows = await reader.ReadSilverAsync(profile.StoreId, from, to, inside?.ToSilver(), RowsMax, cancellationToken);
        foreach (var row in rows)
            text.Add(profile, row);
        return rows.Count < RowsMax ? Done(profile) : ExportCursor.After(profile.StoreId.Value, rows[^1]);
    }

    private async ValueTask<ExportCursor> ReadGoldDaysAsync(ExportQuery query, StoreProfile profile, ExportText text, CancellationToken cancellationToken)
    {
        // A row for each day and currency: all the years of a store are one page.
        var calendar = StoreCalendar.For(profile);
        var (from, to) = (query.From?.DayIn(calendar) ?? RankingSpan.Beginning, query.To?.DayIn(calendar) ?? RankingSpan.End);
        var answer = from < to ? (await gold.ReadStoreDaysAsync(profile.StoreId, from, to, cancellationToken)).Rows : [];
        foreach (var row in answer.OrderBy(row => row.Day).ThenBy(row => row.Currency, StringComparer.Ordinal))
            text.Add(profile, row);
        return Done(profile);
    }

    private async ValueTask<ExportCursor> ReadGoldHoursAsync(ExportQuery query, StoreProfile profile, ExportCursor? inside, ExportText text, CancellationToken cancellationToken)
    {
        // The days tell where the hours are, so that no empty year is read.
        var calendar = StoreCalendar.For(profile);
        var days = (await gold.ReadStoreDaysAsync(profile.StoreId, RankingSpan.Beginning, RankingSpan.End, cancellationToken)).Rows;
        if (days.Count == 0)
            return Done(profile);
        var (from, to) = (calendar.HourOf(calendar.StartOf(days.Min(row => row.Day))).From, calendar.StartOf(days.Max(row => row.Day).AddDays(1)));
        from = Later(inside?.ToSilver().OccurredAt ?? from, query.From?.InstantIn(calendar) ?? from);
        to = query.To?.InstantIn(calendar) is { } asked && asked < to ? asked : to;
        var end = to - from > GoldHoursMax ? from + GoldHoursMax : to;
        var answer = from < end ? (await gold.ReadStoreHoursAsync(profile.StoreId, from, end, cancellationToken)).Rows : [];
        foreach (var row in answer.OrderBy(row => row.Hour).ThenBy(row => row.Currency, StringComparer.Ordinal))
            text.Add(profile, row);
        return end >= to ? Done(profile) : new ExportCursor(profile.StoreId.Value, IsDone: false, $"{end.UtcTicks}:0:1");
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private static ExportCursor Done(StoreProfile profile) => new(profile.StoreId.Value, IsDone: true, "");
}
