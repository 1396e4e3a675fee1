using System.Globalization;
using System.Text.Json;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests;

/// <summary>Profiles of stores, and figures cut into their own days.</summary>
public abstract class StoreSuite(ScoutServer server) : EndToEndSuite(server)
{
    [Fact]
    public async Task Put_WhenNew_Answers201ThenGivesItBack()
    {
        var store = NewStore();
        const string Profile = """
            {"name":"Café Ñ","region":"NCR","province":"Metro Manila","city":"Makati","time_zone":"Asia/Manila","currency":"PHP","business_day_start":"04:00","active":true,"amount_limit":5000.5}
            """;

        var created = (await Client.PutAsync($"/v1/stores/{store}", Profile)).Expect(201);

        Assert.Equal(created.Body, (await Client.GetAsync($"/v1/stores/{store}")).Expect(200).Body);
        foreach (var member in JsonElement.Parse(Profile).EnumerateObject())
            Assert.Equal(member.Value.GetRawText(), created.Json.GetProperty(member.Name).GetRawText());
        (await Client.PutAsync($"/v1/stores/{store}", created.Body)).Expect(200);
    }

    [Fact]
    public async Task Put_OfSomeMembers_LeavesTheOthers()
    {
        var store = NewStore();
        (await Client.PutAsync($"/v1/stores/{store}", """{"name":"One","city":"Leeds","currency":"GBP"}""")).Expect(201);

        var changed = (await Client.PutAsync($"/v1/stores/{store}", """{"name":null,"region":"North"}""")).Expect(200);

        Assert.Equal(("", "Leeds", "North", "GBP"), (changed["name"], changed["city"], changed["region"], changed["currency"]));
    }

    [Fact]
    public async Task Put_ManyAtOnce_LosesNoMember()
    {
        string[] members = ["name", "region", "province", "city"];
        for (var round = 0; round < 10; round++)
        {
            var store = NewStore();

            var answers = await Task.WhenAll(members.Select(member => Client.PutAsync($"/v1/stores/{store}", $$"""{"{{member}}":"of {{member}}"}""")));
            _ = Assert.Single(answers, answer => answer.Status == 201);
            Assert.Equal(members.Length - 1, answers.Count(answer => answer.Status == 200));

            var profile = (await Client.GetAsync($"/v1/stores/{store}")).Expect(200);
            Assert.All(members, member => Assert.Equal($"of {member}", profile[member]));
        }
    }

    [Fact]
    public async Task Put_ThroughADotSegment_ReachesNoStore()
    {
        var store = NewStore();

        // A client that folds the path itself never sends this; one that does not must not reach a store under another name.
        var status = await RawRequest.SendAsync(Client.Server, $"PUT /v1/a/../stores/{store} HTTP/1.1\r\nHost: scout\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}");

        Assert.Equal(422, status);
        (await Client.GetAsync("/v1/stores/%2E%2E")).ExpectProblem(404, "not_found");
        (await Client.GetAsync($"/v1/stores/{store}")).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task Head_OfAnAddressThatIsRead_AnswersAsGetWithoutABody()
    {
        var store = NewStore();
        (await Client.PutAsync($"/v1/stores/{store}", "{}")).Expect(201);

        Assert.Equal("", (await Client.SendAsync(HttpMethod.Head, $"/v1/stores/{store}", null, null)).Expect(200).Body);
    }

    [Fact]
    public async Task Put_WhenAllIsWrong_NamesEveryFaultAndStoresNothing()
    {
        var store = NewStore();

        var refused = await Client.PutAsync(
            $"/v1/stores/{store}",
            """{"store_id":"OTHER","name":7,"time_zone":"Mars/Olympus","currency":"pesos","business_day_start":"25:00","active":"yes","amount_limit":-1,"colour":"red"}""");

        Assert.Equal(
            ["active", "amount_limit", "business_day_start", "colour", "currency", "name", "store_id", "time_zone"], refused.ExpectProblem(422, "invalid").FaultPaths());
        (await Client.GetAsync($"/v1/stores/{store}")).ExpectProblem(404, "not_found");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"name":"a","name":"b"}""")]
    [InlineData("{} {}")]
    public async Task Put_WhenMalformed_Answers400(string body) => (await Client.PutAsync($"/v1/stores/{NewStore()}", body)).ExpectProblem(400, "malformed_json");

    [Fact]
    public async Task Put_OfAProfile_SurvivesAKill()
    {
        var store = NewStore();
        var created = (await Client.PutAsync($"/v1/stores/{store}", """{"name":"One","time_zone":"Europe/London"}""")).Expect(201);

        await Server.KillAndStartAsync();

        Assert.Equal(created.Body, (await Client.GetAsync($"/v1/stores/{store}")).Expect(200).Body);
    }

    [Fact]
    public async Task Get_OfStoresByPages_AnswersEachOnceInOrder()
    {
        foreach (var _ in Enumerable.Range(0, 8))
            (await Client.PutAsync($"/v1/stores/{NewStore()}", "{}")).Expect(201);
        var all = StoreIds((await Client.GetAsync("/v1/stores?limit=1000")).Expect(200));

        var (paged, path) = (new List<string>(), "/v1/stores?limit=3");
        while (path.Length > 0)
        {
            var page = (await Client.GetAsync(path)).Expect(200);
            Assert.InRange(StoreIds(page).Count, 1, 3);
            paged.AddRange(StoreIds(page));
            var cursor = page.Json.GetProperty("next_cursor");
            path = cursor.ValueKind == JsonValueKind.Null ? "" : $"/v1/stores?limit=3&cursor={Uri.EscapeDataString(cursor.GetString()!)}";
        }

        Assert.Equal(all, paged);
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
        Assert.Equal(all.Distinct(), all);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("cursor=%21%21", "cursor")]
    public async Task Get_OfAnImpossiblePage_Answers422(string query, string path) =>
        Assert.Equal([path], (await Client.GetAsync($"/v1/stores?{query}")).ExpectProblem(422, "invalid").FaultPaths());

    [Theory]
    [InlineData("A/B")]
    [InlineData("A%2FB")]
    [InlineData("100%")]
    [InlineData("a|b")]
    [InlineData("Zürich 漢字 🛒")]
    [InlineData("x?y#z&w=1+2")]
    public async Task Call_WithAnyPrintableId_FindsIt(string id)
    {
        var sale = new Sale(id, id + "/T|1");
        (await Client.PutAsync($"/v1/stores/{Uri.EscapeDataString(id)}", """{"time_zone":"UTC"}""")).Expect(201);

        (await Client.PostAsync(sale)).Expect(201);

        Assert.Equal(id, (await Client.GetAsync($"/v1/stores/{Uri.EscapeDataString(id)}")).Expect(200)["store_id"]);
        var found = (await Client.GetTransactionAsync(sale.Store, sale.Id)).Expect(200);
        Assert.Equal((sale.Store, sale.Id), (found["store_id"], found["transaction_id"]));
        await Client.GetSummaryOfAsync(id, "2025-01-24", 1);
    }

    [Theory]
    [InlineData("2025-03-30", "2025-03-30T00:00:00Z", "2025-03-30T23:00:00Z")]
    [InlineData("2025-10-26", "2025-10-25T23:00:00Z", "2025-10-27T00:00:00Z")]
    [InlineData("2025-07-01", "2025-06-30T23:00:00Z", "2025-07-01T23:00:00Z")]
    public async Task Summary_OfADayInLondon_IsAsLongAsTheDay(string day, string from, string to)
    {
        var store = NewStore();
        (await Client.PutAsync($"/v1/stores/{store}", """{"time_zone":"Europe/London","currency":"GBP"}""")).Expect(201);
        var (start, end) = (Instant(from), Instant(to));
        DateTimeOffset[] instants = [start.AddMicroseconds(-1), start, start.AddHours(2), end.AddMicroseconds(-1), end];
        (await Client.PostBatchAsync(instants.Select((at, number) => new Sale(store, $"T-{number}") { At = at }))).Expect(200);

        var summary = await Client.GetSummaryOfAsync(store, day, 3);

        Assert.Equal(
            (start, end, "Europe/London", "GBP"),
            (summary.GetProperty("from").GetDateTimeOffset(), summary.GetProperty("to").GetDateTimeOffset(), Text(summary, "time_zone"), Text(summary, "currency")));
        await Client.GetSummaryOfAsync(store, Next(day, -1), 1);
        await Client.GetSummaryOfAsync(store, Next(day, 1), 1);
    }

    [Fact]
    public async Task Summary_WhenTheZoneChanges_CutsOtherDays()
    {
        var sale = new Sale(NewStore(), "T-1") { At = Instant("2025-01-24T18:30:00Z") };
        (await Client.PostAsync(sale)).Expect(201);
        await Client.GetSummaryOfAsync(sale.Store, "2025-01-24", 1);

        (await Client.PutAsync($"/v1/stores/{sale.Store}", """{"time_zone":"Asia/Manila"}""")).Expect(200);

        await Client.GetSummaryOfAsync(sale.Store, "2025-01-24", 0);
        await Client.GetSummaryOfAsync(sale.Store, "2025-01-25", 1);
    }

    [Fact]
    public async Task Summary_WhenTheBusinessDayStartsAtFour_CountsTheNightToTheEveningBefore()
    {
        var store = NewStore();
        (await Client.PutAsync($"/v1/stores/{store}", """{"time_zone":"Asia/Manila","business_day_start":"04:00"}""")).Expect(201);
        var start = new DateTimeOffset(2025, 1, 25, 4, 0, 0, TimeSpan.FromHours(8));
        var night = new Sale(store, "NIGHT") { At = start.AddMicroseconds(-1) };
        var morning = new Sale(store, "MORNING") { At = start, Quantity = 7 };
        (await Client.PostBatchAsync([night, morning])).Expect(200);

        Assert.Equal(morning.Total, Number(await Client.GetSummaryOfAsync(store, "2025-01-25", 1), "revenue"));
        Assert.Equal(night.Total, Number(await Client.GetSummaryOfAsync(store, "2025-01-24", 1), "revenue"));
    }

    [Fact]
    public async Task Summary_OfSalesAndReturns_SubtractsWhatCameBack()
    {
        var store = NewStore();
        Sale[] sales = [new Sale(store, "A") { Quantity = 4 }, new Sale(store, "B") { Quantity = -1 }, new Sale(store, "C") { UnitPrice = 0.0001m, Quantity = 1 }];
        (await Client.PostBatchAsync(sales)).Expect(200);

        var summary = await Client.GetSummaryOfAsync(store, "2025-01-24", 3);

        Assert.Equal(
            (1, 3, 75.7501m, 25.2500m),
            (summary.GetProperty("returns").GetInt32(), summary.GetProperty("items").GetInt32(), Number(summary, "revenue"), Number(summary, "average_basket")));
    }

    [Fact]
    public async Task Summary_OfSeveralCurrencies_AddsNoneToAnother()
    {
        var store = NewStore();
        (await Client.PutAsync($"/v1/stores/{store}", """{"currency":"PHP"}""")).Expect(201);
        (await Client.PostBatchAsync(
        [
            new Sale(store, "A"), new Sale(store, "B") { Currency = "PHP" },
            new Sale(store, "C") { Currency = "EUR", UnitPrice = 3 }, new Sale(store, "D") { Currency = "EUR", UnitPrice = 4 }, new Sale(store, "E") { Currency = "USD", UnitPrice = 5 },
        ])).Expect(200);

        var summary = await Client.GetSummaryOfAsync(store, "2025-01-24", 2);

        Assert.Equal(("PHP", 101m), (Text(summary, "currency"), Number(summary, "revenue")));
        Assert.Equal(
            ["EUR 14 2", "USD 10 1"],
            summary.GetProperty("other_currencies").EnumerateArray().Select(other => $"{Text(other, "currency")} {Number(other, "revenue"):0.##} {other.GetProperty("transactions")}"));
    }

    [Fact]
    public async Task Summary_OfSlidingWindows_HoldsWhatLiesInThem()
    {
        // In a zone where it is about noon, so that the hours around now are of one day.
        var now = TimeProvider.System.GetUtcNow();
        var offset = 12 - now.Hour;
        var store = NewStore();
        var zone = $"Etc/GMT{(offset > 0 ? "-" : "+")}{Math.Abs(offset)}";
        (await Client.PutAsync($"/v1/stores/{store}", $$"""{"time_zone":"{{zone}}"}""")).Expect(201);
        (TimeSpan Ago, decimal Price)[] sales =
        [
            (TimeSpan.FromMinutes(-10), 1), (TimeSpan.Zero, 10), (TimeSpan.FromHours(1), 100),
            (TimeSpan.FromHours(23.9), 1_000), (TimeSpan.FromHours(24.1), 3_000), (TimeSpan.FromDays(6), 200), (TimeSpan.FromDays(7), 5_000),
        ];
        (await Client.PostBatchAsync(sales.Select((sale, number) => new Sale(store, $"T-{number}") { At = now - sale.Ago, Quantity = 1, UnitPrice = sale.Price }))).Expect(200);

        Assert.Equal(111m, Number(await Client.GetSummaryOfAsync(store, "today", 3), "revenue"));
        Assert.Equal(1_110m, Number(await Client.GetSummaryOfAsync(store, "24h", 3), "revenue"));
        Assert.Equal(4_311m, Number(await Client.GetSummaryOfAsync(store, "7d", 6), "revenue"));
        var weekAgo = now.AddHours(offset).AddDays(-7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal(5_000m, Number(await Client.GetSummaryOfAsync(store, weekAgo, 1), "revenue"));
    }

    [Fact]
    public async Task Summary_OfAStoreThatSoldNothing_IsZero()
    {
        var store = NewStore();
        (await Client.PutAsync($"/v1/stores/{store}", "{}")).Expect(201);

        var summary = await Client.GetSummaryAsync(store, "7d");

        Assert.Equal((0m, 0m, 0m), (Number(summary, "transactions"), Number(summary, "revenue"), Number(summary, "average_basket")));
        Assert.Equal(JsonValueKind.Null, summary.GetProperty("watermark").ValueKind);
    }

    [Fact]
    public async Task Summary_WhenAWindowIsNone_Answers422()
    {
        var store = NewStore();
        (await Client.PutAsync($"/v1/stores/{store}", "{}")).Expect(201);

        foreach (var window in new[] { "tomorrow", "2025-02-30", "25-01-24", "8d" })
            Assert.Equal(["window"], (await Client.GetAsync($"/v1/stores/{store}/summary?window={window}")).ExpectProblem(422, "invalid").FaultPaths());
    }

    [Fact]
    public async Task Summary_OfAnUnknownStore_Answers404() => (await Client.GetAsync($"/v1/stores/{NewStore()}/summary?window=today")).ExpectProblem(404, "not_found");

    private static List<string> StoreIds(Answer page) => [.. page.Json.GetProperty("items").EnumerateArray().Select(store => store.GetProperty("store_id").GetString()!)];

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Next(string day, int days) =>
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static decimal Number(JsonElement element, string name) => element.GetProperty(name).GetDecimal();
}

public sealed class SqliteStoreTests(SqliteScout server) : StoreSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresStoreTests(PostgresScout server) : StoreSuite(server), IClassFixture<PostgresScout>;
