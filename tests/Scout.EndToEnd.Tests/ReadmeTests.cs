using System.Text.RegularExpressions;
using Scout.EndToEnd.Tests.Stores;

namespace Scout.EndToEnd.Tests;

/// <summary>What the README tells a newcomer to send, word for word.</summary>
public sealed partial class ReadmeTests(SqliteScout server) : EndToEndSuite(server), IClassFixture<SqliteScout>
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "README.md"));

    [Fact]
    public async Task FirstSale_OfTheReadme_AnswersWhatTheReadmeSays()
    {
        var body = FirstBody().Match(Readme).Groups[1].Value;

        Assert.Equal("accepted", (await Client.PostAsync("/v1/transactions", body)).Expect(201)["status"]);
        Assert.Equal("duplicate", (await Client.PostAsync("/v1/transactions", body)).Expect(200)["status"]);
        (await Client.PostAsync("/v1/transactions", body.Replace("50.00", "51.00", StringComparison.Ordinal))).ExpectProblem(409, "conflict");
        var summary = await Client.GetSummaryOfAsync("STORE-001", "2025-01-24", 1);
        Assert.Equal(50m, summary.GetProperty("revenue").GetDecimal());
        (await Client.GetAsync("/v1/stores/STORE-001/transactions/TXN-20250824-001")).Expect(200);
        var profile = ProfileBody().Match(Readme).Groups[1].Value;
        Assert.Equal("Asia/Manila", (await Client.PutAsync("/v1/stores/STORE-001", profile)).Expect(200)["time_zone"]);
    }

    [GeneratedRegex("/v1/transactions -H 'Content-Type: application/json' -d '([^']+)'")]
    private static partial Regex FirstBody();

    [GeneratedRegex("-X PUT [^ ]+ -H 'Content-Type: application/json' -d '([^']+)'")]
    private static partial Regex ProfileBody();
}
