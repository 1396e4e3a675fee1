using System.Text.RegularExpressions;
using Scout.EndToEnd.Tests.Stores;

namespace Scout.EndToEnd.Tests;

/// <summary>What the README tells a newcomer to send, word for word.</summary>
public sealed partial class ReadmeTests(SqliteScout server) : EndToEndSuite(server), IClassFixture<SqliteScout>
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "README.md"));

    [Fact]
    public async Task Sales_OfTheReadme_AnswerWhatTheReadmeSays()
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
        await CheckHeldSaleAsync();
    }

    private async Task CheckHeldSaleAsync()
    {
        var held = (await Client.PostAsync("/v1/transactions", FirstBody().Matches(Readme)[1].Groups[1].Value)).Expect(201);
        var (path, body) = (CorrectBody().Match(Readme).Groups[1].Value, CorrectBody().Match(Readme).Groups[2].Value);

        Assert.Equal(("quarantined", "line_sum_mismatch"), (held["status"], held.Json.GetProperty("rules")[0].GetString()));
        var item = (await Client.GetAsync("/v1/quarantine")).Expect(200).Json.GetProperty("items")[0];
        Assert.Equal("""[{"rule":"line_sum_mismatch","path":"total_amount","value":90,"limit":50}]""", item.GetProperty("findings").GetRawText());
        var corrected = (await Client.PostAsync(path, body)).Expect(200);
        Assert.Equal(("corrected", "promoted"), (corrected["status"], corrected["state"]));
    }

    [GeneratedRegex("/v1/transactions -H 'Content-Type: application/json' -d '([^']+)'")]
    private static partial Regex FirstBody();

    [GeneratedRegex("-X POST http://127.0.0.1:8080(/v1/stores/[^ ]+/correct) -H 'Content-Type: application/json' -d '([^']+)'")]
    private static partial Regex CorrectBody();

    [GeneratedRegex("-X PUT [^ ]+ -H 'Content-Type: application/json' -d '([^']+)'")]
    private static partial Regex ProfileBody();
}
