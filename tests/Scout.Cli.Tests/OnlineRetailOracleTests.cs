namespace Scout.Cli.Tests;

public sealed class OnlineRetailOracleTests
{
    /// <summary>Names the real file, which is not part of the tree.</summary>
    public const string FileVariable = "SCOUT_RETAIL_CSV";

    [Fact]
    public void Load_OfSmallFile_CountsEachStoreByHand()
    {
        var oracle = OnlineRetailOracle.Load(Fixture.RetailSmall);

        Assert.Equal(["CHANNEL-ISLANDS", "EIRE", "UNITED-KINGDOM"], oracle.Stores.Keys.Order(StringComparer.Ordinal));
        // 0.125 + 3 x 4.95 - 4.95
        Assert.Equal(new OracleStore(2, 0, 3, 10.025m, 1, 2, 9.90m), oracle.Stores["CHANNEL-ISLANDS"]);
        // 12 x 2.95 + 1.65
        Assert.Equal(new OracleStore(1, 0, 2, 37.05m, 0, 0, 0m), oracle.Stores["EIRE"]);
        // 6 x 2.55 + 2 x 6 x 3.39 + 56 x 0 - 2 x 2.55 - 10 x 0 + 1000 x 19.99
        Assert.Equal(new OracleStore(5, 1, 7, 20_040.88m, 1, 1, 0m), oracle.Stores["UNITED-KINGDOM"]);
    }

    [Fact]
    public void Load_OfRealFile_AgreesWithItsReadme()
    {
        var oracle = OnlineRetailOracle.Load(GetRealFile());

        Assert.Equal(2_025, oracle.Transactions);
        Assert.Equal(326, oracle.Returns);
        Assert.Equal(42_481, oracle.Lines);
        Assert.Equal(24, oracle.Stores.Count);
        Assert.Equal(70, oracle.Suspects);
        Assert.Equal(748_957.02m, oracle.Revenue);
    }

    /// <summary>The real file, or the end of the test as skipped.</summary>
    public static string GetRealFile()
    {
        var path = Environment.GetEnvironmentVariable(FileVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(path), $"{FileVariable} does not name the Online Retail CSV file");
        return path!;
    }
}
