using System.Text.Json;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Reading;

/// <summary>What the tests of the read side share: stores with a profile, baskets made of a seed, and answers read as values.</summary>
public abstract class ReadingSuite(ScoutServer server) : EndToEndSuite(server)
{
    private static readonly string[] Brands = ["Coca-Cola", "Lucky Me", "Tide"];
    private static readonly string[] Categories = ["Drinks", "Noodles"];
    private static int _days;

    /// <summary>Days that no other test uses, so that the chain's figures of them are this test's alone; of a winter, when no clock changes.</summary>
    protected static DateOnly NewDays(int days) => new DateOnly(2023, 11, 10).AddDays(Interlocked.Add(ref _days, days + 2) - days);

    protected async Task<string> PutStoreAsync(string zone = "UTC", string currency = "PHP", string dayStart = "00:00", string? region = null)
    {
        var store = NewStore();
        var profile = JsonSerializer.Serialize(new { name = $"Shop {store}", time_zone = zone, currency, business_day_start = dayStart, region });
        (await Client.PutAsync($"/v1/stores/{store}", profile)).Expect(201);
        return store;
    }

    /// <summary>Baskets at instants from a start on, the same for the same seed.</summary>
    protected static List<Basket> NewBaskets(string store, DateTimeOffset from, TimeSpan span, int count, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(i => new Basket(
                store, $"T-{seed}-{i}", from + TimeSpan.FromMinutes(Math.Floor(random.NextDouble() * span.TotalMinutes)),
                [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => NewLine(random, isReturn: i % 9 == 8))])),
        ];
    }

    protected async Task SendAsync(IReadOnlyCollection<Basket> baskets)
    {
        var answer = (await Client.PostAsync("/v1/transactions/batch", $"[{string.Join(',', baskets.Select(basket => basket.Json))}]")).Expect(200);
        Assert.Equal(baskets.Count, answer.Json.GetProperty("accepted").GetInt32());
    }

    /// <summary>Reads until an answer is as it should be: silver follows bronze by a moment.</summary>
    protected Task<Answer> ReadUntilAsync(string path, Func<JsonElement, bool> isRight) =>
        Eventually.ReadAsync(path, async () => (await Client.GetAsync(path)).Expect(200), answer => isRight(answer.Json));

    protected static List<(DateTimeOffset At, decimal Value)> Points(JsonElement series) =>
        [.. series.GetProperty("points").EnumerateArray().Select(point => (point.GetProperty("at").GetDateTimeOffset(), point.GetProperty("value").GetDecimal()))];

    protected static decimal Sum(JsonElement series) => Points(series).Sum(point => point.Value);

    protected static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", null);

    private static BasketLine NewLine(Random random, bool isReturn)
    {
        var product = random.Next(8);
        return new BasketLine(
            $"P-{product}", (isReturn ? -1 : 1) * random.Next(1, 5), random.Next(1, 4000) / 4m, product < 6 ? Brands[product % Brands.Length] : null, product < 7 ? Categories[product % 2] : null);
    }
}
