using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Alerts;

/// <summary>From a broken rule to somebody's door: raised once, told once, signed, and done with.</summary>
public abstract class AlertSuite(ScoutServer server) : EndToEndSuite(server)
{
    private static readonly ConcurrentDictionary<Type, WebhookReceiver> Receivers = new();
    private static readonly TimeSpan ToldWithin = TimeSpan.FromSeconds(5);

    private WebhookReceiver Receiver => Receivers.GetOrAdd(GetType(), _ => new WebhookReceiver());

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Scout__Alerts__WebhookUrl"] = Receiver.Url,
        ["Scout__Alerts__WebhookSecret"] = WebhookReceiver.Secret,
    };

    [Fact]
    public async Task Post_ABadTransactionOfAQuietStore_IsToldWithinFiveSecondsSignedAndOnce()
    {
        var store = NewStore();

        var sentAt = Stopwatch.GetTimestamp();
        (await Client.PostAsync(Bad(store, 1))).Expect(201);
        var told = await ReadToldAsync(store, "alert.opened");

        Tell($"told after {Stopwatch.GetElapsedTime(sentAt, told.At).TotalMilliseconds:F0} ms");
        Assert.InRange(Stopwatch.GetElapsedTime(sentAt, told.At), TimeSpan.Zero, ToldWithin);
        told.Verify();
        Assert.Equal($"[Scout] critical: store {store}: 1 of 1 transactions of the last 15 minutes set aside (100 %)", told.Json.GetProperty("text").GetString());
        var alert = await ReadOpenAsync(store);
        foreach (var member in told.Alert.EnumerateObject().Where(member => member.Name is not "last_seen_at" and not "times_seen"))
            Assert.Equal(member.Value.GetRawText(), alert.GetProperty(member.Name).GetRawText());
        Assert.Equal(
            ("quarantine_rate", "critical", "open", store),
            (Text(alert, "kind"), Text(alert, "severity"), Text(alert, "state"), Text(alert, "store_id")));
        await ReadDeliveredAsync(store);
        await WaitForAnotherAsync();
        _ = Assert.Single(Receiver.All, message => message.Body.Contains(store, StringComparison.Ordinal));
        Assert.DoesNotContain("a-secret-path", alert.GetRawText() + Server.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(WebhookReceiver.Secret, Server.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WhenTheReceiverFailsTwice_IsToldAtTheThirdAttemptWithinFiveSeconds()
    {
        var store = NewStore();
        Receiver.Fail(store, 2);

        var sentAt = Stopwatch.GetTimestamp();
        (await Client.PostAsync(Bad(store, 1))).Expect(201);
        var told = await ReadToldAsync(store, "alert.opened");

        Tell($"told after {Stopwatch.GetElapsedTime(sentAt, told.At).TotalMilliseconds:F0} ms");
        Assert.InRange(Stopwatch.GetElapsedTime(sentAt, told.At), TimeSpan.Zero, ToldWithin);
        var attempts = Receiver.All.Where(message => message.Body.Contains(store, StringComparison.Ordinal)).ToList();
        Assert.Equal([500, 500, 204], attempts.Select(message => message.Status));
        _ = Assert.Single(attempts.Select(message => (message.Id, message.Body)).Distinct());
        Assert.All(attempts, message => message.Verify());
        var delivery = await ReadDeliveredAsync(store);
        Assert.Equal((3, JsonValueKind.Null), (delivery.GetProperty("attempts").GetInt32(), delivery.GetProperty("last_fault").ValueKind));
    }

    [Fact]
    public async Task Post_AHundredBadTransactions_IsOneAlert()
    {
        var store = NewStore();

        foreach (var part in Enumerable.Range(0, 100).Chunk(10))
            (await Client.PostBatchAsync(part.Select(number => Bad(store, number)))).Expect(200);

        await Eventually.ReadAsync("the alert to count all", () => ReadOpenAsync(store), alert => Text(alert, "message").Contains("100 of 100", StringComparison.Ordinal));
        await WaitForAnotherAsync();
        _ = Assert.Single(Receiver.All, message => message.Body.Contains(store, StringComparison.Ordinal));
        _ = Assert.Single(await ListAsync("all"), alert => Text(alert, "store_id") == store);
    }

    [Fact]
    public async Task Post_OneBadInAThousand_IsNoAlert()
    {
        var store = NewStore();
        (await Client.PostBatchAsync(Enumerable.Range(1, 999).Select(number => new Sale(store, $"GOOD-{number}")).Append(Bad(store, 0)))).Expect(200);

        await WaitForAnotherAsync();

        Assert.DoesNotContain(await ListAsync("all"), alert => Text(alert, "store_id") == store);
        (await Client.PostBatchAsync(Enumerable.Range(1, 60).Select(number => Bad(store, number)))).Expect(200);
        Assert.Contains("61 of 1060", Text(await ReadOpenAsync(store), "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acknowledge_ThenResolve_IsNotedAndIdempotentAndSilencesTheCause()
    {
        var store = NewStore();
        (await Client.PostAsync(Bad(store, 1))).Expect(201);
        var id = Text(await ReadOpenAsync(store), "alert_id");

        var acknowledged = (await Client.PostAsync($"/v1/alerts/{id}/acknowledge", """{"by":"maria","reason":"on my way"}""")).Expect(200);
        var again = (await Client.PostAsync($"/v1/alerts/{id}/acknowledge", """{"by":"ben"}""")).Expect(200);
        Assert.Equal(("acknowledged", "maria", "maria"), (acknowledged["state"], acknowledged["acknowledged_by"], again["acknowledged_by"]));
        Assert.DoesNotContain(await ListAsync("open"), alert => Text(alert, "alert_id") == id);
        Assert.Contains(await ListAsync("acknowledged"), alert => Text(alert, "alert_id") == id);

        var resolved = (await Client.PostAsync($"/v1/alerts/{id}/resolve", [], contentType: null)).Expect(200);
        var twice = (await Client.PostAsync($"/v1/alerts/{id}/resolve", """{"by":"ben"}""")).Expect(200);
        Assert.Equal(("resolved", "unknown", resolved["resolved_at"]), (resolved["state"], twice["resolved_by"], twice["resolved_at"]));
        (await Client.PostAsync($"/v1/alerts/{id}/acknowledge", "{}")).ExpectProblem(409, "conflict");
        var told = await ReadToldAsync(store, "alert.resolved");
        told.Verify();
        Assert.StartsWith("[Scout] resolved: store", told.Json.GetProperty("text").GetString(), StringComparison.Ordinal);

        (await Client.PostAsync(Bad(store, 2))).Expect(201);
        await WaitForAnotherAsync();
        Assert.DoesNotContain(await ListAsync("open"), alert => Text(alert, "store_id") == store);
        Assert.Equal(2, await Store.CountAsync($"select count(*) from audit_log where store_id = '{store}' and action in ('alert_acknowledge', 'alert_resolve')"));
    }

    [Fact]
    public async Task Act_OnWhatIsNoAlertOrWithWhatIsNoBody_IsRefused()
    {
        foreach (var id in new[] { "nobody", "0", "%27%3B%20drop", new string('f', 65) })
        {
            (await Client.PostAsync($"/v1/alerts/{id}/acknowledge", "{}")).ExpectProblem(404, "not_found");
            (await Client.PostAsync($"/v1/alerts/{id}/resolve", "{}")).ExpectProblem(404, "not_found");
        }

        (await Client.PostAsync("/v1/alerts/nobody/resolve", "{")).ExpectProblem(400, "malformed_json");
        Assert.Equal(["by"], (await Client.PostAsync("/v1/alerts/nobody/resolve", """{"by":7}""")).ExpectProblem(422, "invalid").FaultPaths());
    }

    [Theory]
    [InlineData("state=closed", "state")]
    [InlineData("limit=0", "limit")]
    [InlineData("cursor=%21", "cursor")]
    public async Task List_WithAnImpossibleQuestion_Answers422(string query, string path) =>
        Assert.Equal([path], (await Client.GetAsync($"/v1/alerts?{query}")).ExpectProblem(422, "invalid").FaultPaths());

    [Fact]
    public async Task List_ByPages_IsNewestFirstAndEachOnce()
    {
        string[] stores = [NewStore(), NewStore(), NewStore()];
        foreach (var store in stores)
        {
            (await Client.PostAsync(Bad(store, 1))).Expect(201);
            _ = await ReadOpenAsync(store);
        }

        var (seen, path) = (new List<string>(), "/v1/alerts?limit=2");
        while (path.Length > 0)
        {
            var page = (await Client.GetAsync(path)).Expect(200).Json;
            Assert.InRange(page.GetProperty("items").GetArrayLength(), 0, 2);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(alert => Text(alert, "store_id")));
            var cursor = page.GetProperty("next_cursor");
            path = cursor.ValueKind == JsonValueKind.Null ? "" : $"/v1/alerts?limit=2&cursor={cursor.GetString()}";
        }

        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal(stores.Reverse(), seen.Where(stores.Contains));
    }

    [Fact]
    public async Task Kill_WithAnAlertOpen_LeavesItOpenAndTellsItNoSecondTime()
    {
        var store = NewStore();
        (await Client.PostAsync(Bad(store, 1))).Expect(201);
        await ReadDeliveredAsync(store);
        var id = Text(await ReadOpenAsync(store), "alert_id");

        await Server.KillAndStartAsync();
        await WaitForAnotherAsync();

        Assert.Equal(id, Text(await ReadOpenAsync(store), "alert_id"));
        _ = Assert.Single(Receiver.All, message => message.Body.Contains(store, StringComparison.Ordinal));
    }

    private static Sale Bad(string store, int number) => new(store, $"BAD-{number}") { SentTotal = 90 };

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    private async Task<List<JsonElement>> ListAsync(string state) =>
        [.. (await Client.GetAsync($"/v1/alerts?state={state}&limit=1000")).Expect(200).Json.GetProperty("items").EnumerateArray()];

    private async Task<JsonElement> ReadOpenAsync(string store) => (await Eventually.ReadAsync(
        $"an open alert of {store}", async () => (await ListAsync("open")).Where(alert => Text(alert, "store_id") == store).ToList(), alerts => alerts.Count > 0)).Single();

    private async Task<JsonElement> ReadDeliveredAsync(string store) => (await Eventually.ReadAsync(
        $"the news of {store} to be delivered", () => ReadOpenAsync(store),
        alert => Text(alert.GetProperty("deliveries").EnumerateArray().Single(), "state") == "delivered")).GetProperty("deliveries")[0];

    private Task<WebhookReceiver.Message> ReadToldAsync(string store, string happened) => Eventually.ReadAsync<WebhookReceiver.Message>(
        $"{happened} of {store} to be told",
        () => Task.FromResult(Receiver.Taken.FirstOrDefault(message => message.Event == happened && message.Body.Contains(store, StringComparison.Ordinal))!),
        message => message is not null);

    /// <summary>That nothing more is told takes time to see: as long as two further alerts, one after the other, need to be raised and told.</summary>
    private async Task WaitForAnotherAsync()
    {
        foreach (var store in new[] { NewStore(), NewStore() })
        {
            (await Client.PostAsync(Bad(store, 1))).Expect(201);
            _ = await ReadToldAsync(store, "alert.opened");
        }
    }
}

public sealed class SqliteAlertTests(SqliteScout server) : AlertSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresAlertTests(PostgresScout server) : AlertSuite(server), IClassFixture<PostgresScout>;
