using System.Text.Json;
using System.Text.RegularExpressions;
using Scout.Cli.Tests;
using Scout.EndToEnd.Tests.Load;
using Scout.EndToEnd.Tests.Stores;
using Scout.Testing.Processes;

namespace Scout.EndToEnd.Tests;

/// <summary>A file of a real retailer's sale lines, sent by the tool that ships with Scout.</summary>
public abstract partial class ImportSuite(ScoutServer server) : EndToEndSuite(server)
{
    private const string FileVariable = "SCOUT_RETAIL_CSV";
    private static readonly TimeSpan ImportedWithin = TimeSpan.FromMinutes(2);
    private static readonly string[] Counted = ["stores", "bronze_events", "silver_transactions", "silver_line_items", "dead_letters"];

    protected static string SmallFile => Fixture("retail-small.csv");

    /// <summary>The file, or the end of the test as skipped.</summary>
    protected abstract string GetFile();

    public override ValueTask InitializeAsync()
    {
        // Asked for before a server is started for nothing.
        _ = GetFile();
        return base.InitializeAsync();
    }

    [Fact]
    public async Task Import_WhenRepeated_ChangesNothingAndHoldsWhatTheOracleCounted()
    {
        var file = GetFile();
        var oracle = OnlineRetailOracle.Load(file);

        var first = await ImportAsync(file);

        var suspects = oracle.Stores.Values.Sum(store => store.Suspects);
        Assert.Equal(
            (oracle.Transactions - suspects, suspects, 0),
            (first.GetProperty("accepted").GetInt32(), first.GetProperty("quarantined").GetInt32(), first.GetProperty("rejected").GetInt32()));
        Tell($"{oracle.Transactions} transactions of {oracle.Stores.Count} stores in {first.GetProperty("elapsed_seconds")} s");
        await Audit.WaitForPromotionAsync(Store);
        await CheckSilverAsync(oracle);
        await CheckBalanceAsync();
        await CheckSummariesAsync(oracle, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var (rows, totals) = (await CountRowsAsync(), await ReadTotalsAsync());

        var second = await ImportAsync(file);

        Assert.Equal(
            (0, oracle.Transactions, 0),
            (second.GetProperty("accepted").GetInt32(), second.GetProperty("duplicates").GetInt32(), second.GetProperty("conflicts").GetInt32()));
        await Audit.WaitForPromotionAsync(Store);
        Assert.Equal(rows, await CountRowsAsync());
        Assert.Equal(totals, await ReadTotalsAsync());
        await Audit.CheckShapeAsync(Store);
        await Audit.CheckGoldAsync(Store);
    }

    private async Task<JsonElement> ImportAsync(string file)
    {
        string[] arguments =
        [
            "import", file, "--map", Fixture("online-retail.yaml"), "--server", Client.Server.AbsoluteUri, "--rejects", Path.Combine(Store.Folder, "rejects.ndjson"), "--json",
        ];
        var result = await DotnetProgram.RunAsync(BuiltPrograms.Cli, arguments, new Dictionary<string, string>(), Store.Folder, ImportedWithin);
        Assert.True(result.ExitCode == 0, $"scout import ended with {result.ExitCode}: {result.Output}{result.Error}");
        return JsonElement.Parse(result.Output);
    }

    private async Task CheckSilverAsync(OnlineRetailOracle oracle)
    {
        var expected = oracle.Stores.ToDictionary(store => store.Key, store => Promoted(store.Value));
        Assert.Equal(expected.OrderBy(store => store.Key, StringComparer.Ordinal), (await ReadTotalsAsync()).OrderBy(store => store.Key, StringComparer.Ordinal));
        var all = expected.Values;
        Tell($"silver: {all.Sum(store => store.Transactions)} transactions, {all.Sum(store => store.Lines)} lines, {all.Sum(store => store.Revenue)} GBP");
    }

    /// <summary>Bronze = silver + quarantine + dead letters, by count and by money; and whatever is over the limit says so.</summary>
    private async Task CheckBalanceAsync()
    {
        var bronze = await Store.ReadAsync("select body, broken_rules from bronze_events", ReadBronze);
        var held = await ReadQuarantineAsync();
        var (silver, letters) = (await ReadTotalsAsync(), await Store.CountAsync("select count(*) from dead_letters"));

        Assert.Equal(bronze.Count, silver.Values.Sum(store => store.Transactions) + held.Count + letters);
        Assert.Equal(bronze.Sum(row => row.Total), silver.Values.Sum(store => store.Revenue) + held.Sum());
        Assert.Equal(0, letters);
        Assert.All(bronze, row => Assert.Equal(Math.Abs(row.Total) > 10_000, (row.BrokenRules & 8) != 0));
        Tell($"{bronze.Count} in bronze, {held.Count} in quarantine ({held.Sum()} GBP), {bronze.Count(row => (row.BrokenRules & 8) != 0)} over the limit");
    }

    private static (decimal Total, long BrokenRules) ReadBronze(System.Data.Common.DbDataReader row)
    {
        using var body = JsonDocument.Parse(row.GetFieldValue<byte[]>(0));
        return (body.RootElement.GetProperty("total_amount").GetDecimal(), Convert.ToInt64(row.GetValue(1), null));
    }

    private async Task<List<decimal>> ReadQuarantineAsync()
    {
        var (totals, cursor) = (new List<decimal>(), "");
        do
        {
            var page = (await Client.GetAsync($"/v1/quarantine?rule=negative_amount&limit=50{cursor}")).Expect(200).Json;
            totals.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("transaction").GetProperty("total_amount").GetDecimal()));
            cursor = page.GetProperty("next_cursor").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        return totals;
    }

    /// <summary>Adds the days up: a sale in the wrong day, or in two, would show.</summary>
    private async Task CheckSummariesAsync(OnlineRetailOracle oracle, string csv)
    {
        var days = Days().Matches(csv).Select(match => match.Groups[1].Value).Distinct().ToList();
        foreach (var (store, counted) in oracle.Stores)
        {
            var (transactions, returns, lines, revenue) = (0, 0, 0, 0m);
            foreach (var day in days)
            {
                var summary = await Client.GetSummaryAsync(store, day);
                Assert.Equal(("GBP", "Europe/London"), (summary.GetProperty("currency").GetString(), summary.GetProperty("time_zone").GetString()));
                transactions += summary.GetProperty("transactions").GetInt32();
                returns += summary.GetProperty("returns").GetInt32();
                lines += summary.GetProperty("items").GetInt32();
                revenue += summary.GetProperty("revenue").GetDecimal();
            }

            Assert.Equal((store, Promoted(counted), counted.Returns), (store, new Totals(transactions, lines, revenue), returns));
        }
    }

    private async Task<Dictionary<string, Totals>> ReadTotalsAsync() => (await Store.ReadAsync(
        "select store_id, count(*), sum(item_count), sum(total_amount) from silver_transactions group by store_id",
        row => (Store: row.GetString(0), Totals: new Totals(row.GetInt32(1), row.GetInt32(2), Store.ReadAmount(row, 3))))).ToDictionary(row => row.Store, row => row.Totals);

    private async Task<List<long>> CountRowsAsync()
    {
        var counts = new List<long>();
        foreach (var table in Counted)
            counts.Add(await Store.CountAsync($"select count(*) from {table}"));
        return counts;
    }

    // The rules hold the sales with a line of zero or negative quantity, and silver lacks exactly those.
    private static Totals Promoted(OracleStore store) =>
        new(store.Transactions - store.Suspects, store.Lines - store.SuspectLines, store.Revenue - store.SuspectRevenue);

    /// <summary>The real file is not part of the tree: the environment names it.</summary>
    protected static string GetRealFile()
    {
        var path = Environment.GetEnvironmentVariable(FileVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(path), $"{FileVariable} does not name the Online Retail CSV file");
        return path!;
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    [GeneratedRegex(@",(\d{4}-\d{2}-\d{2}) \d{2}:")]
    private static partial Regex Days();

    private sealed record Totals(int Transactions, int Lines, decimal Revenue);
}

public sealed class SqliteSmallImportTests(SqliteScout server) : ImportSuite(server), IClassFixture<SqliteScout>
{
    protected override string GetFile() => SmallFile;
}

public sealed class PostgresSmallImportTests(PostgresScout server) : ImportSuite(server), IClassFixture<PostgresScout>
{
    protected override string GetFile() => SmallFile;
}

public sealed class SqliteRealImportTests(SqliteScout server) : ImportSuite(server), IClassFixture<SqliteScout>
{
    protected override string GetFile() => GetRealFile();
}

public sealed class PostgresRealImportTests(PostgresScout server) : ImportSuite(server), IClassFixture<PostgresScout>
{
    protected override string GetFile() => GetRealFile();
}
