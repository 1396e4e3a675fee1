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
        AddLines(SqliteStatements.AddStoreProduct, sums.Products, ofChain: false, withWords: true);
        AddLines(SqliteStatements.AddStoreBrand, sums.Brands, ofChain: false, withWords: false);
        AddLines(SqliteStatements.AddStoreCategory, sums.Categories, ofChain: false, withWords: false);
    }

    public void AddChainRows(GoldSums sums)
    {
        AddLines(SqliteStatements.AddChainProduct, sums.ChainProducts, ofChain: true, withWords: true);
        AddLines(SqliteStatements.AddChainBrand, sums.ChainBrands, ofChain: true, withWords: false);
        AddLines(SqliteStatements.AddChainCategory, sums.ChainCategories, ofChain: true, withWords: false);
    }

    private void AddFigures(SqliteStatement keyed, FigureSums sum)
    {
        StoreFigures figures = sum.Figures;
        keyed.Int64(figures.Transactions).Int64(figures.Returns).Int64(figures.Items).Sum(figures.Units).Sum(figures.Revenue).Int64(figures.Late)
            .Instant(rolledAt).Instant(sum.RestatedAt).Run();
    }

    private void AddLines(string statement, Dictionary<LineKey, LineSums> rows, bool ofChain, bool withWords)
    {
        foreach (var (key, sum) in rows)
        {
            var bound = session.Use(statement);
            bound = (ofChain ? bound.Int64(shard) : bound.Text(key.Store)).Day(key.Day).Text(key.Key).Text(key.Currency)
                .Int64(sum.Lines).Sum(sum.Units).Sum(sum.Revenue).Instant(rolledAt).Instant(sum.RestatedAt);
            if (withWords)
                bound = bound.Text(sum.Words.Name).Text(sum.Words.Brand).Text(sum.Words.Category).Int64(sum.Told);
            bound.Run();
        }
    }
}
