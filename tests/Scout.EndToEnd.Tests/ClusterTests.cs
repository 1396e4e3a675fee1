using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;
using Scout.Testing.Processes;

namespace Scout.EndToEnd.Tests;

/// <summary>More than one process on one PostgreSQL.</summary>
public sealed class ClusterTests(PostgresScout server) : EndToEndSuite(server), IClassFixture<PostgresScout>
{
    private const int Stores = 24;

    [Fact]
    public async Task Api_OfItsOwn_TakesAndReadsThroughTheSilo()
    {
        await using var process = await ScoutProcess.StartApiAsync(Store.Settings, Store.Folder);
        using var api = new ScoutClient(process.Url);
        var sale = new Sale(NewStore(), "T-1");

        var accepted = (await api.PostAsync(sale)).Expect(201);

        Assert.Equal(accepted["event_id"], (await Client.PostAsync(sale)).Expect(200)["event_id"]);
        await api.GetSummaryOfAsync(sale.Store, "2025-01-24", 1);
        (await api.GetTransactionAsync(sale.Store, sale.Id)).Expect(200);
        (await api.GetAsync("/health/ready")).Expect(200);
        await process.StopAsync();
    }

    [Fact]
    public async Task Silos_OnOneDatabase_ShareTheStoresAndSurviveEachOther()
    {
        await using var process = await ScoutProcess.StartAsync(Store.Settings, Store.Folder);
        using var second = new ScoutClient(process.Url);
        var stores = Enumerable.Range(0, Stores).Select(_ => NewStore()).ToList();
        await SendEverywhereAsync(stores, "A", [Client, second]);
        foreach (var store in stores)
        {
            await Client.GetSummaryOfAsync(store, "2025-01-24", 1);
            await second.GetSummaryOfAsync(store, "2025-01-24", 1);
        }

        process.Kill();
        await SendEverywhereAsync(stores, "B", [Client]);

        foreach (var store in stores)
            await Client.GetSummaryOfAsync(store, "2025-01-24", 2);
        await SendEverywhereAsync(stores, "A", [Client], expected: 200);
        Assert.Equal(Stores * 2, (await Store.ReadAsync("select transaction_id from silver_transactions where transaction_id in ('A', 'B')", row => row.GetString(0))).Count);
    }

    /// <summary>Sends one sale to each store and sends again what a silo that just died could not answer.</summary>
    private static async Task SendEverywhereAsync(List<string> stores, string id, ScoutClient[] clients, int expected = 201)
    {
        foreach (var (place, store) in stores.Index())
        {
            // Unanswered may still be stored: then the second sending finds it.
            _ = await Eventually.ReadAsync(
                $"an answer for {store}", () => clients[place % clients.Length].PostAsync(new Sale(store, id)), answer => answer.Status == expected || answer.Status == 200);
        }
    }
}
