using Npgsql;
using NpgsqlTypes;
using Scout.Storage.Gold;

namespace Scout.Storage.Postgres;

/// <summary>Buckets of gold as arrays for the statements that add them, a command for each table that has any.</summary>
internal static class GoldCommands
{
    public static IEnumerable<NpgsqlBatchCommand> AddStoreRows(GoldSums sums, DateTimeOffset rolledAt)
    {
        if (sums.Hours.Count > 0)
        {
            yield return AddFigures(
                PostgresStatements.AddHours, sums.Hours, key => key.Store, Rows.Array([.. sums.Hours.Keys.Select(key => key.Hour.UtcDateTime)], NpgsqlDbType.TimestampTz),
                key => key.Currency, rolledAt);
        }

        if (sums.Days.Count > 0)
        {
            yield return AddFigures(
                PostgresStatements.AddDays, sums.Days, key => key.Store, Rows.Array([.. sums.Days.Keys.Select(key => key.Day)], NpgsqlDbType.Date), key => key.Currency,
                rolledAt);
        }

        if (sums.Mentions.Count > 0)
            yield return AddLines(PostgresStatements.AddStoreMentions, Texts(sums.Mentions.Keys, key => key.Store), sums.Mentions, rolledAt);
    }

    public static IEnumerable<NpgsqlBatchCommand> AddChainRows(GoldSums sums, int shard, DateTimeOffset rolledAt)
    {
        if (sums.ChainMentions.Count > 0)
            yield return AddLines(PostgresStatements.AddChainMentions, Rows.Value((short)shard, NpgsqlDbType.Smallint), sums.ChainMentions, rolledAt);
    }

    public static NpgsqlBatchCommand AddStores(GoldSums sums, int shard)
    {
        var stores = sums.Watermarks.Keys.ToArray();
        var cuts = Array.ConvertAll(stores, sums.CutOf);
        return Rows.BatchCommand(
            PostgresStatements.AddGoldStores,
            Rows.Array(stores, NpgsqlDbType.Text),
            Rows.Value((short)shard, NpgsqlDbType.Smallint),
            Rows.Array(Array.ConvertAll(cuts, cut => cut.TimeZone), NpgsqlDbType.Text),
            Rows.Array(Array.ConvertAll(cuts, cut => cut.BusinessDayStart), NpgsqlDbType.Time),
            Rows.Array(Array.ConvertAll(cuts, cut => cut.Currency), NpgsqlDbType.Text),
            Rows.Array(Array.ConvertAll(stores, store => sums.Watermarks[store].UtcDateTime), NpgsqlDbType.TimestampTz));
    }

    private static NpgsqlBatchCommand AddFigures<TKey>(
        string statement, Dictionary<TKey, FigureSums> rows, Func<TKey, string> store, NpgsqlParameter bucket, Func<TKey, string> currency, DateTimeOffset rolledAt)
        where TKey : notnull
    {
        var sums = rows.Values;
        return Rows.BatchCommand(
            statement, Texts(rows.Keys, store), bucket, Texts(rows.Keys, currency),
            BigInts(sums, one => one.Figures.Transactions), BigInts(sums, one => one.Figures.Returns), BigInts(sums, one => one.Figures.Items),
            Numerics(sums, one => one.Figures.Units), Numerics(sums, one => one.Figures.Revenue), BigInts(sums, one => one.Figures.Late),
            Instants(sums, one => one.RestatedAt), Rows.Instant(rolledAt));
    }

    private static NpgsqlBatchCommand AddLines(
        string statement, NpgsqlParameter owner, Dictionary<MentionDayKey, LineSums> rows, DateTimeOffset rolledAt)
    {
        var (keys, sums) = (rows.Keys, rows.Values);
        return Rows.BatchCommand(
            statement, owner, Rows.Array([.. keys.Select(key => key.Day)], NpgsqlDbType.Date), BigInts(keys, key => key.MentionId), Texts(keys, key => key.Category),
            Texts(keys, key => key.Currency), BigInts(sums, one => one.Told), BigInts(sums, one => one.Lines), Numerics(sums, one => one.Units),
            Numerics(sums, one => one.Revenue), Instants(sums, one => one.RestatedAt), Rows.Instant(rolledAt));
    }

    private static NpgsqlParameter Texts<T>(IEnumerable<T> from, Func<T, string?> text) => Rows.Array([.. from.Select(text)], NpgsqlDbType.Text);

    private static NpgsqlParameter BigInts<T>(IEnumerable<T> from, Func<T, long> number) => Rows.Array([.. from.Select(number)], NpgsqlDbType.Bigint);

    private static NpgsqlParameter Numerics<T>(IEnumerable<T> from, Func<T, decimal> number) => Rows.Array([.. from.Select(number)], NpgsqlDbType.Numeric);

    private static NpgsqlParameter Instants<T>(IEnumerable<T> from, Func<T, DateTimeOffset?> instant) =>
        Rows.Array([.. from.Select(one => instant(one)?.UtcDateTime)], NpgsqlDbType.TimestampTz);
}
