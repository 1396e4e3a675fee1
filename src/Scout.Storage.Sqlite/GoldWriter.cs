using Scout.Domain.Stores;
using Scout.Storage.Gold;

namespace Scout.Storage.Sqlite;

/// <summary>Adds sums to the tables of gold, a row at a time within one transaction.</summary>
internal sealed class GoldWriter(SqliteSession session, int shard, DateTimeOffset rolledAt)
{
    public void AddStores(GoldSums sums)
    {
        foreach (var (store, watermark) in sums.Watermarks)
        {
            var cut = sums.CutOf(store);
            session.Use(SqliteStatements.AddGoldStore)
                .Text(store).Int64(shard).Text(cut.TimeZone).Time(cut.BusinessDayStart).Text(cut.Currency).Instant(watermark).Run();
        }
    }

    public void AddStoreRows(GoldSums sums)
    {
        foreach (var (key, sum) in sums.Hours)
            AddFigures(session.Use(SqliteStatements.AddHour).Text(key.Store).Instant(key.Hour).Text(key.Currency), sum);
        foreach (var (key, sum) in sums.Days)
            AddFigures(session.Use(SqliteStatements.AddDay).Text(key.Store).Day(key.Day).Text(key.Currency), sum);
        foreach (var (key, sum) in sums.Mentions)
            AddLines(session.Use(SqliteStatements.AddStoreMention).Text(key.Store), key, sum);
    }

    public void AddChainRows(GoldSums sums)
    {
        foreach (var (key, sum) in sums.ChainMentions)
            AddLines(session.Use(SqliteStatements.AddChainMention).Int64(shard), key, sum);
    }

    private void AddFigures(SqliteStatement keyed, FigureSums sum)
    {
        StoreFigures figures = sum.Figures;
        keyed.Int64(figures.Transactions).Int64(figures.Returns).Int64(figures.Items).Sum(figures.Units).Sum(figures.Revenue).Int64(figures.Late)
            .Instant(rolledAt).Instant(sum.RestatedAt).Run();
    }

    private void AddLines(SqliteStatement owned, in MentionDayKey key, LineSums sum) => owned
        .Day(key.Day).Int64(key.MentionId).Text(key.Category).Text(key.Currency).Int64(sum.Told)
        .Int64(sum.Lines).Sum(sum.Units).Sum(sum.Revenue).Instant(rolledAt).Instant(sum.RestatedAt).Run();
}
