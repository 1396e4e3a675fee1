using System.Globalization;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.LivePage;

/// <summary>The live page in a real browser: its figures are the API's, whatever happens to the server.</summary>
public sealed class LivePageTests(SqliteScout server, Chromium chromium) : EndToEndSuite(server), IClassFixture<SqliteScout>
{
    private const int Many = 420;
    private static readonly TimeSpan Ready = TimeSpan.FromSeconds(15);
    private readonly List<string> _complaints = [];

    [Fact]
    public async Task Chain_OnThePage_ShowsTheFiguresOfTheApiAndOfEachCurrency()
    {
        var (own, other) = (await PutStoreAsync("MXN", "Alameda"), await PutStoreAsync("JPY", "Ginza"));
        await SellAsync(own, 3);
        await SellAsync(other, 2, currency: null);

        var page = await OpenAsync("/");

        var chain = (await Client.GetAsync("/v1/chain/summary")).Expect(200).Json;
        await ExpectFigureAsync(page.Locator("[data-figure=revenue]").First, chain.GetProperty("revenue").GetDecimal());
        await ExpectFigureAsync(page.Locator("[data-figure=transactions]").First, chain.GetProperty("transactions").GetDecimal());
        await ExpectFigureAsync(page.Locator("[data-figure=average_basket]").First, chain.GetProperty("average_basket").GetDecimal());
        foreach (var line in chain.GetProperty("other_currencies").EnumerateArray().Where(line => line.GetProperty("transactions").GetInt32() > 0))
            await ExpectFigureAsync(page.Locator($"[data-figure=revenue-{line.GetProperty("currency").GetString()}]"), line.GetProperty("revenue").GetDecimal());
        await ExpectFigureAsync(page.Locator($"tr[data-store='{own}'] [data-figure=transactions]"), 3);
        Assert.Contains("¥", await page.Locator($"tr[data-store='{other}'] [data-figure=revenue]").TextContentAsync(), StringComparison.Ordinal);
        Assert.True(await page.Locator("canvas").CountAsync() >= 2, "The charts are not drawn.");
        await AssertQuietAsync(page);
    }

    [Fact]
    public async Task Chain_WhenSomethingIsSold_ShowsItWithinTwoSeconds()
    {
        var store = await PutStoreAsync("MXN", "Quick");
        await SellAsync(store, 1);
        var page = await OpenAsync("/");
        await ExpectFigureAsync(page.Locator($"tr[data-store='{store}'] [data-figure=transactions]"), 1);

        await SellAsync(store, 1, from: 100);

        await ExpectFigureAsync(page.Locator($"tr[data-store='{store}'] [data-figure=transactions]"), 2, TimeSpan.FromSeconds(2));
        var fresh = await PutStoreAsync("MXN", "Unheard of");
        await SellAsync(fresh, 1);
        await ExpectFigureAsync(page.Locator($"tr[data-store='{fresh}'] [data-figure=transactions]"), 1);
        await AssertQuietAsync(page);
    }

    [Fact]
    public async Task Store_OnThePage_ShowsItsDayItsProductsAndItsTransactions()
    {
        var store = await PutStoreAsync("MXN", "Reforma", "Asia/Tokyo");
        await SellAsync(store, 4);
        (await Client.PostAsync(new Sale(store, "HELD") { At = Now, SentTotal = 90 })).Expect(201);
        var page = await OpenAsync("/");

        await page.GetByRole(AriaRole.Link, new() { Name = "Reforma" }).ClickAsync();
        await page.WaitForURLAsync($"**/#/stores/{store}");

        var summary = await Client.GetSummaryAsync(store, "today");
        await ExpectFigureAsync(page.Locator("[data-figure=revenue]").First, summary.GetProperty("revenue").GetDecimal());
        await ExpectFigureAsync(page.Locator("[data-figure=transactions]").First, 4);
        await Assertions.Expect(page.Locator("tr[data-transaction=HELD]")).ToContainTextAsync("quarantined");
        await Assertions.Expect(page.Locator("tr[data-transaction]")).ToHaveCountAsync(5);
        await Assertions.Expect(page.Locator(".products tbody th").First).ToContainTextAsync("Coca-Cola 350ml");
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
        Assert.StartsWith("Reforma", await page.TitleAsync(), StringComparison.Ordinal);

        (await Client.PostAsync(new Sale(store, "NEW") { At = Now })).Expect(201);
        await Assertions.Expect(page.Locator("tr[data-transaction=NEW]")).ToContainTextAsync("promoted", new() { Timeout = 3_000 });
        await AssertQuietAsync(page);
    }

    [Fact]
    public async Task Page_WhenTheServerRestarts_SaysSoAndGoesOn()
    {
        var store = await PutStoreAsync("MXN", "Steady");
        await SellAsync(store, 1);
        var page = await OpenAsync("/");
        await Assertions.Expect(page.Locator("#status")).ToHaveAttributeAsync("data-state", "live");

        Server.Process.Kill();
        await Assertions.Expect(page.Locator("#status")).ToHaveAttributeAsync("data-state", "reconnecting", new() { Timeout = 5_000 });
        await Assertions.Expect(page.Locator("#announcer")).ToContainTextAsync("Connection lost");
        await Server.Process.StartAsync();
        await SellAsync(store, 1, from: 50);

        await Assertions.Expect(page.Locator("#status")).ToHaveAttributeAsync("data-state", "live", new() { Timeout = 20_000 });
        await ExpectFigureAsync(page.Locator($"tr[data-store='{store}'] [data-figure=transactions]"), 2);
        await Assertions.Expect(page.Locator("#announcer")).ToContainTextAsync("Connected again");
    }

    [Fact]
    public async Task Store_PartThatIsRefused_SaysSoAndCanBeAskedForAgain()
    {
        var store = await PutStoreAsync("MXN", "Half");
        await SellAsync(store, 1);
        var page = await chromium.OpenAsync(Client.Server);
        await page.RouteAsync("**/top-products?*", route => route.FulfillAsync(new() { Status = 500, ContentType = "application/problem+json", Body = """{"detail":"It was logged."}""" }));

        _ = await page.GotoAsync($"/#/stores/{store}");

        await Assertions.Expect(page.Locator(".notice.error")).ToContainTextAsync("The products could not be read: It was logged.");
        await page.UnrouteAllAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Assertions.Expect(page.Locator(".products tbody th").First).ToContainTextAsync("Coca-Cola 350ml");
        await Assertions.Expect(page.Locator(".notice.error")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Page_LetInByAServerThatTellsNoFigures_DoesNotSayThatItIsLive()
    {
        const int Attempts = 3;
        var page = await chromium.OpenAsync(Client.Server);
        await page.AddInitScriptAsync(
            """
            const seen = window.seenStates = [];
            new MutationObserver(() => seen.push(document.getElementById('status')?.dataset.state)).observe(document, { subtree: true, childList: true, attributes: true });
            """);
        var (attempts, enough) = (0, new TaskCompletionSource());
        await page.RouteAsync("**/v1/chain/live", route =>
        {
            if (Interlocked.Increment(ref attempts) == Attempts)
                enough.SetResult();
            return route.FulfillAsync(new() { ContentType = "text/event-stream", Body = "retry: 2000\n\n" });
        });
        _ = await page.GotoAsync("/");

        await enough.Task.WaitAsync(Ready, TestContext.Current.CancellationToken);

        var states = await page.EvaluateAsync<string[]>("window.seenStates");
        Assert.Contains("reconnecting", states);
        Assert.DoesNotContain("live", states);
    }

    [Theory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Page_InEveryScheme_HasNoFaultThatAxeFinds(int width, ColorScheme scheme)
    {
        var store = await PutStoreAsync("MXN", "Jardín");
        await SellAsync(store, 2);
        (await Client.PostAsync(new Sale(store, "HELD") { At = Now, SentTotal = 90 })).Expect(201);
        foreach (var path in new[] { "/", $"/#/stores/{store}" })
        {
            var page = await OpenAsync(path, width, scheme);
            await Assertions.Expect(page.Locator("table:visible").First).ToBeVisibleAsync();

            var found = await page.RunAxe();

            Assert.True(found.Violations.Length == 0, $"{path}: {string.Join('\n', found.Violations.Select(one => $"{one.Id}: {one.Help} {string.Join(' ', one.Nodes.Select(node => node.Html))}"))}");
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            await AssertQuietAsync(page);
        }
    }

    [Fact]
    public async Task Page_WithHundredsOfStores_MakesRowsAsOneScrollsAndFindsByName()
    {
        foreach (var part in Enumerable.Range(0, Many).Chunk(60))
            await Task.WhenAll(part.Select(i => Client.PutAsync($"/v1/stores/MANY-{i:D3}", $$"""{"name":"Shop {{i}}","region":"{{(i % 2 == 0 ? "Even" : "Odd")}}","currency":"MXN"}""")));
        var page = await OpenAsync("/");
        var rows = page.Locator(".grid tbody tr");
        await Assertions.Expect(rows.First).ToBeVisibleAsync();
        Assert.InRange(await rows.CountAsync(), 1, Many - 1);

        // In every frame, as with a key held down: the end is in sight before and after each row that is made.
        await page.EvaluateAsync("() => { window.goOn = true; (function jump() { scrollTo(0, document.body.scrollHeight); if (goOn) requestAnimationFrame(jump); })(); }");
        _ = await Eventually.ReadAsync("every row", () => rows.CountAsync(), count => count >= Many);
        await page.EvaluateAsync("goOn = false");

        await page.GetByLabel("Region").SelectOptionAsync("Odd");
        await page.GetByLabel("Find").FillAsync("shop 31");
        await Assertions.Expect(rows).ToHaveCountAsync(6);
        await Assertions.Expect(page.Locator("#announcer")).ToContainTextAsync("6 of");
        await page.GetByLabel("Find").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Store", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("th[aria-sort=ascending]")).ToHaveTextAsync("Store");
        Assert.Equal("Shop 1", await rows.First.Locator("a").TextContentAsync());
    }

    [Fact]
    public async Task Page_ByKeyboardAlone_ReachesEverythingInOrder()
    {
        var store = await PutStoreAsync("MXN", "Luna");
        await SellAsync(store, 1);
        var page = await OpenAsync("/");
        await Assertions.Expect(page.Locator($"tr[data-store='{store}']")).ToBeAttachedAsync();
        var wanted = await page.EvaluateAsync<int>(
            """
            () => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')].filter(one => one.checkVisibility())
              .map((one, i) => one.dataset.wanted = String(i)).length
            """);

        // Rows are made while one goes through them, so there may be more in the end.
        var reached = new List<string>();
        for (var i = 0; i < wanted + 3; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var at = await page.EvaluateAsync<string>("() => `${document.activeElement.dataset.wanted ?? ''} ${getComputedStyle(document.activeElement).outlineStyle}`");
            Assert.DoesNotContain("none", at, StringComparison.Ordinal);
            reached.Add(at.Split(' ')[0]);
        }

        Assert.Equal(Enumerable.Range(0, wanted).Select(i => $"{i}"), reached.Where(at => at.Length > 0).Distinct());
        await page.EvaluateAsync("document.querySelector('.skip').focus()");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("main")).ToBeFocusedAsync();
        await page.Locator($"tr[data-store='{store}'] a").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Luna");
    }

    [Fact]
    public async Task Page_OfAStoreThatIsNotThere_SaysSo()
    {
        var page = await chromium.OpenAsync(Client.Server);
        _ = await page.GotoAsync("/#/stores/NOBODY");

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("No store has that id");
    }

    [Fact]
    public async Task Page_Served_NeedsNothingFromElsewhereAndAllowsNothingInline()
    {
        var answer = (await Client.GetAsync("/")).Expect(200);
        Assert.StartsWith("default-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("://", answer.Body.Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(304, (await Client.SendAsync(HttpMethod.Get, "/", null, null, ("If-None-Match", answer.Headers.ETag!.ToString()))).Status);

        var page = await chromium.OpenAsync(Client.Server);
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        _ = await page.GotoAsync("/");
        await page.WaitForSelectorAsync("main[data-ready=true]");
        Assert.All(asked, url => Assert.StartsWith(Client.Server.AbsoluteUri, url, StringComparison.Ordinal));
    }

    private async Task<IPage> OpenAsync(string path, int width = 1400, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await chromium.OpenAsync(Client.Server, width, scheme: scheme);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Add($"{message.Text} {message.Location}");
        };
        page.PageError += (_, error) => _complaints.Add(error);
        _ = await page.GotoAsync(path);
        _ = await page.WaitForSelectorAsync("main[data-ready=true]", new() { Timeout = (float)Ready.TotalMilliseconds });
        return page;
    }

    private async Task AssertQuietAsync(IPage page)
    {
        Assert.Empty(_complaints);
        await page.Context.CloseAsync();
    }

    private static Task ExpectFigureAsync(ILocator figure, decimal value, TimeSpan? within = null) => Assertions.Expect(figure).ToHaveAttributeAsync(
        "value", value.ToString(CultureInfo.InvariantCulture), new() { Timeout = (float)(within ?? TimeSpan.FromSeconds(10)).TotalMilliseconds });

    private async Task<string> PutStoreAsync(string currency, string name, string zone = "America/Mexico_City")
    {
        var store = NewStore();
        (await Client.PutAsync($"/v1/stores/{store}", JsonSerializer.Serialize(new { name, currency, time_zone = zone, region = "Centro" }))).Expect(201);
        return store;
    }

    /// <summary>Sells now, so that it is today wherever the store is.</summary>
    private async Task SellAsync(string store, int count, int from = 0, string? currency = null)
    {
        foreach (var i in Enumerable.Range(from, count))
            (await Client.PostAsync(new Sale(store, $"T-{i}") { At = Now, Currency = currency, UnitPrice = 10 + i })).Expect(201);
    }
}
