using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Gold;
using Scout.Storage.Links;

namespace Scout.Storage.Postgres;

internal sealed partial class PostgresGoldStore
{
    private static readonly TimeSpan RebuildTimeMax = TimeSpan.FromMinutes(5);

    public async ValueTask<RebuildOutcome> RebuildAsync(StoreId store, (DateOnly From, DateOnly To)? span, bool dryRun, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var outcome = await new Rebuild(connection, transaction, store, time.GetUtcNow(), cancellationToken).RunAsync(span, dryRun);
            if (!dryRun)
                await transaction.CommitAsync(cancellationToken);
            return outcome;
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    /// <summary>One rebuild, within the transaction that holds the lock of the shard's gold.</summary>
    private sealed class Rebuild(NpgsqlConnection connection, NpgsqlTransaction transaction, StoreId store, DateTimeOffset now, CancellationToken cancellationToken)
    {
        private readonly int _shard = Sharding.ShardOf(store);

        public async Task<RebuildOutcome> RunAsync((DateOnly From, DateOnly To)? span, bool dryRun)
        {
            var (position, goldCut, profileCut) = await LockAsync();
            var cut = profileCut ?? goldCut ?? new StoreCut("UTC", TimeOnly.MinValue, "");
            var recut = goldCut is not null && goldCut != cut;
            var calendar = cut.FindCalendar() ?? new StoreCalendar(TimeZoneInfo.Utc, cut.BusinessDayStart);
            var made = recut || span is not { } days ? RebuildSpan.Everything : RebuildSpan.Of(calendar, days.From, days.To);

            var (sums, before) = await ReadAsync(cut, made, position);
            var allDays = before.AllDays(sums);
            var outcome = before.MarkIn(sums, now, recut);
            if (!dryRun)
                await WriteAsync(cut, made, sums, allDays);
            return outcome;
        }

        private async Task<(long Position, StoreCut? Gold, StoreCut? Profile)> LockAsync()
        {
            await using var batch = Batch(
                Rows.BatchCommand(
                    PostgresStatements.ExtendTime, Rows.Text(RebuildTimeMax.TotalMilliseconds.ToString(CultureInfo.InvariantCulture))),
                Rows.BatchCommand(PostgresStatements.LockRollup, Shard(_shard)),
                Rows.BatchCommand(PostgresStatements.ReadCuts, Rows.Text(store.Value)));
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            long position = 0;
            (StoreCut? Gold, StoreCut? Profile) cuts = default;
            await reader.EachAsync(_ => { }, cancellationToken);
            await reader.EachAsync(row => position = row.GetInt64(0), cancellationToken);
            await reader.EachAsync(row => cuts = (GoldRows.FindCut(row, 0), GoldRows.FindCut(row, 3)), cancellationToken);
            return (position, cuts.Gold, cuts.Profile);
        }

        private async Task<(GoldSums Sums, GoldDifference Before)> ReadAsync(StoreCut cut, RebuildSpan span, long position)
        {
            var sums = new GoldSums(new Dictionary<string, StoreCut>(StringComparer.Ordinal) { [store.Value] = cut }) { Span = span };
            var before = new GoldDifference();

            // Nobody writes these: every line that gold has was given its mention by the rollup that took it.
            var unnamed = new LineMentions(new MentionCollector(new KnownMentions()));
            await using var batch = Batch(
                Rows.BatchCommand(PostgresStatements.ReadStoreEntries, [.. Between(Rows.Instant(span.From), Rows.Instant(span.To)), Rows.BigInt(position)]),
                Rows.BatchCommand(PostgresStatements.ReadStoreLines, [.. Between(Rows.Instant(span.From), Rows.Instant(span.To)), Rows.BigInt(position)]),
                Rows.BatchCommand(PostgresStatements.ReadStoreHours, Between(Rows.Instant(span.From), Rows.Instant(span.To))),
                Rows.BatchCommand(PostgresStatements.ReadStoreDays, BetweenDays(span)),
                Rows.BatchCommand(PostgresStatements.ReadStoreMentions, BetweenDays(span)));
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await reader.EachAsync(row => sums.Add(GoldRows.ReadEntry(row)), cancellationToken);
            await reader.EachAsync(row => sums.Add(GoldRows.ReadLine(row, unnamed)), cancellationToken);
            await reader.EachAsync(
                row => before.Hours.Add(new HourKey(store.Value, row.GetInstant(0), row.GetString(1)), new(GoldRows.ReadFigures(row, 2), row.FindInstant(8))),
                cancellationToken);
            await reader.EachAsync(
                row => before.Days.Add(new DayKey(store.Value, row.GetFieldValue<DateOnly>(0), row.GetString(1)), new(GoldRows.ReadFigures(row, 2), row.FindInstant(8))),
                cancellationToken);
            await reader.EachAsync(row => before.Mentions.Add(KeyOf(row), new(GoldRows.ReadLines(row), row.FindInstant(8))), cancellationToken);
            return (sums, before);
        }

        private async Task WriteAsync(StoreCut cut, RebuildSpan span, GoldSums sums, DateOnly[] days)
        {
            await using var batch = Batch(
                Rows.BatchCommand(PostgresStatements.ClearHours, Between(Rows.Instant(span.From), Rows.Instant(span.To))),
                Rows.BatchCommand(PostgresStatements.ClearDays, BetweenDays(span)),
                Rows.BatchCommand(PostgresStatements.ClearStoreMentions, BetweenDays(span)));
            if (sums.Watermarks.TryGetValue(store.Value, out var watermark))
            {
                batch.BatchCommands.Add(Rows.BatchCommand(
                    PostgresStatements.SaveCut, Rows.Text(store.Value), Shard(_shard), Rows.Text(cut.TimeZone), Rows.Value(cut.BusinessDayStart, NpgsqlDbType.Time),
                    Rows.Text(cut.Currency), Rows.Instant(watermark)));
            }

            foreach (var command in GoldCommands.AddStoreRows(sums, now))
                batch.BatchCommands.Add(command);
            batch.BatchCommands.Add(Rows.BatchCommand(PostgresStatements.ClearChainMentions, Shard(_shard), Rows.Array(days, NpgsqlDbType.Date)));
            batch.BatchCommands.Add(Rows.BatchCommand(PostgresStatements.SumChainMentions, Shard(_shard), Rows.Array(days, NpgsqlDbType.Date), Rows.Instant(now)));
            batch.BatchCommands.Add(Rows.BatchCommand(PostgresStatements.RaiseGeneration, Shard(_shard)));
            _ = await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        private NpgsqlBatch Batch(params NpgsqlBatchCommand[] commands)
        {
            var batch = new NpgsqlBatch(connection, transaction) { Timeout = (int)RebuildTimeMax.TotalSeconds };
            foreach (var command in commands)
                batch.BatchCommands.Add(command);
            return batch;
        }

        private MentionDayKey KeyOf(NpgsqlDataReader row) =>
            new(store.Value, row.GetFieldValue<DateOnly>(0), row.GetInt64(1), row.GetString(2), row.GetString(3));

        private NpgsqlParameter[] BetweenDays(RebuildSpan span) =>
            Between(Rows.Value(span.FromDay, NpgsqlDbType.Date), Rows.Value(span.ToDay, NpgsqlDbType.Date));

        private NpgsqlParameter[] Between(NpgsqlParameter from, NpgsqlParameter to) => [Rows.Text(store.Value), from, to];
    }
}
