using System.Text.Json;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Quality;

/// <summary>Voids and corrections: entries beside the first, never in its place.</summary>
public abstract class CorrectionSuite(ScoutServer server) : EndToEndSuite(server)
{
    private const string Day = "2025-01-24";
    private const string Why = """{"by":"ana","reason":"rung up twice"}""";

    [Fact]
    public async Task Void_TakesTheTransactionOutOfItsDayAndKeepsItReadable()
    {
        var store = NewStore();
        var (kept, gone) = (new Sale(store, "KEPT"), new Sale(store, "GONE") { Quantity = 3 });
        (await Client.PostBatchAsync([kept, gone])).Expect(200);
        await Client.GetSummaryOfAsync(store, Day, 2);

        var voided = (await Client.PostAsync(Path(gone, "void"), Why)).Expect(200);
        var again = (await Client.PostAsync(Path(gone, "void"), """{"reason":"once more"}""")).Expect(200);

        Assert.Equal(("voided", "voided"), (voided["status"], voided["state"]));
        Assert.Equal((voided["event_id"], voided["at"]), (again["event_id"], again["at"]));
        Assert.Equal(Figures(1, 1, 2, kept.Total), Figures(await Client.GetSummaryOfAsync(store, Day, 1)));
        var seen = (await Client.GetTransactionAsync(store, gone.Id)).Expect(200);
        Assert.Equal(("voided", "received,promoted,voided"), (seen["state"], Timeline(seen)));
        Assert.Contains("by ana: rung up twice", seen.Body, StringComparison.Ordinal);
        Assert.Equal(gone.Total, seen.Json.GetProperty("transaction").GetProperty("total_amount").GetDecimal());
        (await Client.PostAsync(gone)).Expect(200);
        Assert.Equal(Figures(1, 1, 2, kept.Total), Figures(await Client.GetSummaryAsync(store, Day)));
    }

    [Fact]
    public async Task Void_RightAfterThePost_WaitsForIt()
    {
        var store = NewStore();
        var sale = new Sale(store, "T");
        (await Client.PostAsync(sale)).Expect(201);

        Assert.Equal("voided", (await Client.PostAsync(Path(sale, "void"), Why)).Expect(200)["state"]);

        Assert.Equal(Figures(0, 0, 0, 0), Figures(await Client.GetSummaryOfAsync(store, Day, 0)));
    }

    [Fact]
    public async Task Correct_ChangesTheFiguresByTheDifferenceInTheOriginalsDay()
    {
        var store = NewStore();
        var sale = new Sale(store, "T");
        (await Client.PostAsync(sale)).Expect(201);

        var correction = sale with { Quantity = 5, At = sale.At.AddDays(3), Metadata = """{"by":"ana","reason":"five, not two"}""" };
        var corrected = (await Client.PostAsync(Path(sale, "correct"), correction.Json)).Expect(200);
        var again = (await Client.PostAsync(Path(sale, "correct"), correction.Json)).Expect(200);

        Assert.Equal(("corrected", "promoted"), (corrected["status"], corrected["state"]));
        Assert.Equal((corrected["event_id"], corrected["at"]), (again["event_id"], again["at"]));
        Assert.Equal(Figures(1, 1, 5, correction.Total), await EventuallyAsync(store, Day, correction.Total));
        Assert.Equal(0, (await Client.GetSummaryAsync(store, "2025-01-27")).GetProperty("transactions").GetInt32());
        var seen = (await Client.GetTransactionAsync(store, "T")).Expect(200);
        Assert.Equal(("promoted", "received,promoted,corrected"), (seen["state"], Timeline(seen)));
        Assert.Equal([sale.Total, correction.Total], seen.Json.GetProperty("revisions").EnumerateArray().Select(revision => revision.GetProperty("transaction").GetProperty("total_amount").GetDecimal()));
        Assert.Equal(5, seen.Json.GetProperty("items")[0].GetProperty("qty").GetDecimal());
        (await Client.PostAsync(sale)).Expect(200);
        (await Client.PostAsync(correction with { Metadata = null })).ExpectProblem(409, "conflict");
    }

    [Fact]
    public async Task Correct_AgainAndThenVoid_LeavesNothingAndAllOfTheHistory()
    {
        var store = NewStore();
        var sale = new Sale(store, "T");
        (await Client.PostAsync(sale)).Expect(201);
        var (second, third) = (sale with { Quantity = 5, Metadata = """{"reason":"a"}""" }, sale with { Quantity = 7, Metadata = """{"reason":"b"}""" });

        (await Client.PostAsync(Path(sale, "correct"), second.Json)).Expect(200);
        (await Client.PostAsync(Path(sale, "correct"), third.Json)).Expect(200);

        // A late retry of the first correction brings nothing back, and is told so.
        (await Client.PostAsync(Path(sale, "correct"), second.Json)).ExpectProblem(409, "conflict");
        Assert.Equal(Figures(1, 1, 7, third.Total), await EventuallyAsync(store, Day, third.Total));
        (await Client.PostAsync(Path(sale, "void"), Why)).Expect(200);
        Assert.Equal(Figures(0, 0, 0, 0), Figures(await Client.GetSummaryOfAsync(store, Day, 0)));
        (await Client.PostAsync(Path(sale, "correct"), (sale with { Quantity = 9, Metadata = """{"reason":"c"}""" }).Json)).ExpectProblem(409, "conflict");
        Assert.Equal(3, (await Client.GetTransactionAsync(store, "T")).Json.GetProperty("revisions").GetArrayLength());
    }

    [Fact]
    public async Task Correct_OfAHeldTransaction_TakesItsPlace()
    {
        var store = NewStore();
        var held = new Sale(store, "T") { SentTotal = 90 };
        var id = (await Client.PostAsync(held)).Expect(201)["event_id"];

        var correction = held with { SentTotal = null, Metadata = """{"reason":"the total was wrong"}""" };
        (await Client.PostAsync(Path(held, "correct"), correction.Json)).Expect(200);

        Assert.Equal(Figures(1, 1, 2, correction.Total), await EventuallyAsync(store, Day, correction.Total));
        (await Client.PostAsync($"/v1/quarantine/{id}/release", "{}")).ExpectProblem(409, "conflict");
        Assert.Equal("corrected", (await Client.GetAsync($"/v1/quarantine/{id}")).Expect(200)["state"]);
    }

    [Fact]
    public async Task Void_OfAHeldTransaction_ClosesIt()
    {
        var store = NewStore();
        var held = new Sale(store, "T") { SentTotal = 90 };
        var id = (await Client.PostAsync(held)).Expect(201)["event_id"];

        Assert.Equal("voided", (await Client.PostAsync(Path(held, "void"), Why)).Expect(200)["state"]);

        Assert.Equal("voided", (await Client.GetAsync($"/v1/quarantine/{id}")).Expect(200)["state"]);
        (await Client.PostAsync($"/v1/quarantine/{id}/release", "{}")).ExpectProblem(409, "conflict");
    }

    [Fact]
    public async Task Amend_ByManyAtOnce_CountsOnce()
    {
        var store = NewStore();
        var sale = new Sale(store, "T");
        (await Client.PostAsync(sale)).Expect(201);

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(number => number % 3 == 0
            ? Client.PostAsync(Path(sale, "void"), Why)
            : Client.PostAsync(Path(sale, "correct"), (sale with { Quantity = 4 + number % 2, Metadata = """{"reason":"many"}""" }).Json)));

        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 200, 409 }));
        Assert.Equal("voided", (await Client.GetTransactionAsync(store, "T")).Expect(200)["state"]);
        Assert.Equal(Figures(0, 0, 0, 0), Figures(await Client.GetSummaryOfAsync(store, Day, 0)));
    }

    [Fact]
    public async Task Correct_ThatBreaksARule_IsRefused()
    {
        var sale = new Sale(NewStore(), "T");
        (await Client.PostAsync(sale)).Expect(201);

        var answer = (await Client.PostAsync(Path(sale, "correct"), (sale with { SentTotal = 90, Metadata = """{"reason":"x"}""" }).Json)).ExpectProblem(422, "invalid");

        Assert.Equal("breaks the quality rule line_sum_mismatch", answer.Json.GetProperty("errors").GetProperty("total_amount")[0].GetString());
    }

    [Fact]
    public async Task Correct_WithFaults_NamesEveryOne()
    {
        var sale = new Sale(NewStore(), "T");
        (await Client.PostAsync(sale)).Expect(201);

        var answer = (await Client.PostAsync(Path(sale, "correct"), """{"store_id":"OTHER","transaction_id":"T","ts":"2025-01-24T18:30:00Z","items":[],"metadata":{"by":7}}""")).ExpectProblem(422, "invalid");

        Assert.Equal(["items", "metadata.by", "metadata.reason", "store_id", "total_amount"], answer.FaultPaths());
    }

    [Theory]
    [InlineData("reason", """{"reason":"\ud800"}""")]
    [InlineData("by", """{"reason":"x","by":"\udc00"}""")]
    public async Task Correct_WithHalfASurrogateForWhoOrWhy_NamesTheFault(string member, string metadata)
    {
        var sale = new Sale(NewStore(), "T");
        (await Client.PostAsync(sale)).Expect(201);

        var answer = (await Client.PostAsync(Path(sale, "correct"), (sale with { Metadata = metadata }).Json)).ExpectProblem(422, "invalid");
        Assert.Contains($"metadata.{member}", answer.FaultPaths());
    }

    [Fact]
    public async Task Amend_WithoutReasonOrTransaction_IsRefused()
    {
        var sale = new Sale(NewStore(), "T");
        (await Client.PostAsync(Path(sale, "void"), Why)).ExpectProblem(404, "not_found");
        (await Client.PostAsync(Path(sale, "correct"), (sale with { Metadata = """{"reason":"x"}""" }).Json)).ExpectProblem(404, "not_found");
        (await Client.PostAsync(sale)).Expect(201);
        Assert.Equal(["reason"], (await Client.PostAsync(Path(sale, "void"), "{}")).ExpectProblem(422, "invalid").FaultPaths());
    }

    [Fact]
    public async Task Return_NamesItsOriginalWhetherKnownOrNot()
    {
        var store = NewStore();
        var sale = new Sale(store, "SALE");
        (await Client.PostAsync(sale)).Expect(201);
        var known = new Sale(store, "R-1") { Quantity = -1, Extra = "\"original_transaction_id\":\"SALE\"," };
        var unknown = new Sale(store, "R-2") { Quantity = -1, Extra = "\"original_transaction_id\":\"LONG-AGO\"," };

        Assert.Equal("accepted", (await Client.PostAsync(known)).Expect(201)["status"]);
        Assert.Equal("accepted", (await Client.PostAsync(unknown)).Expect(201)["status"]);

        var summary = await Client.GetSummaryOfAsync(store, Day, 3);
        Assert.Equal((2, 0m), (summary.GetProperty("returns").GetInt32(), summary.GetProperty("revenue").GetDecimal()));
        Assert.Equal("""{"transaction_id":"SALE","known":true,"state":"promoted"}""", (await Client.GetTransactionAsync(store, "R-1")).Json.GetProperty("original").GetRawText());
        Assert.Equal("""{"transaction_id":"LONG-AGO","known":false,"state":null}""", (await Client.GetTransactionAsync(store, "R-2")).Json.GetProperty("original").GetRawText());
    }

    [Fact]
    public async Task Kill_AfterAnAmendment_ChangesNothing()
    {
        var store = NewStore();
        var (sale, gone) = (new Sale(store, "T"), new Sale(store, "GONE"));
        (await Client.PostBatchAsync([sale, gone])).Expect(200);
        var correction = sale with { Quantity = 5, Metadata = """{"reason":"a"}""" };
        var corrected = (await Client.PostAsync(Path(sale, "correct"), correction.Json)).Expect(200);
        (await Client.PostAsync(Path(gone, "void"), Why)).Expect(200);

        await Server.KillAndStartAsync();

        Assert.Equal(Figures(1, 1, 5, correction.Total), Figures(await Client.GetSummaryAsync(store, Day)));
        Assert.Equal(corrected["event_id"], (await Client.PostAsync(Path(sale, "correct"), correction.Json)).Expect(200)["event_id"]);
    }

    private static string Path(Sale sale, string act) => $"/v1/stores/{sale.Store}/transactions/{sale.Id}/{act}";

    private static string Timeline(Answer answer) =>
        string.Join(',', answer.Json.GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("what").GetString()));

    private static (int, int, decimal, decimal) Figures(int transactions, int items, decimal units, decimal revenue) => (transactions, items, units, revenue);

    private static (int, int, decimal, decimal) Figures(JsonElement summary) => (
        summary.GetProperty("transactions").GetInt32(), summary.GetProperty("items").GetInt32(), summary.GetProperty("units").GetDecimal(),
        summary.GetProperty("revenue").GetDecimal());

    private async Task<(int, int, decimal, decimal)> EventuallyAsync(string store, string day, decimal revenue) => Figures(await Eventually.ReadAsync(
        $"the revenue of {store} to be {revenue}", () => Client.GetSummaryAsync(store, day), summary => summary.GetProperty("revenue").GetDecimal() == revenue));
}

public sealed class SqliteCorrectionTests(SqliteScout server) : CorrectionSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresCorrectionTests(PostgresScout server) : CorrectionSuite(server), IClassFixture<PostgresScout>;
