using System.Diagnostics;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Reading;

/// <summary>Live figures reach who listens, once a second at most, and only when there is something to say.</summary>
public abstract class LiveSuite(ScoutServer server) : ReadingSuite(server)
{
    private const int ListenersMax = 20;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Scout__Api__LiveListenersMax"] = $"{ListenersMax}" };

    [Fact]
    public async Task Live_OfAStore_TellsOfASaleWithinTwoSeconds()
    {
        var store = await PutStoreAsync();
        using var live = await ListenAsync($"/v1/stores/{store}/live");
        Assert.Equal((200, "text/event-stream"), (live.Status, live.MediaType));
        Assert.Equal(0, (await live.ReadAsync()).Figures.GetProperty("transactions").GetInt32());

        var sale = new Sale(store, "T-1") { At = Now };
        (await Client.PostAsync(sale)).Expect(201);

        var told = await live.ReadUntilAsync(figures => figures.GetProperty("transactions").GetInt32() == 1, TimeSpan.FromSeconds(2));
        Assert.Equal(sale.Total, told.Figures.GetProperty("revenue").GetDecimal());
        Assert.Equal("T-1", told.Figures.GetProperty("recent")[0].GetProperty("transaction_id").GetString());
        Assert.Equal(24, told.Figures.GetProperty("hours").GetArrayLength());
    }

    [Fact]
    public async Task Live_OfTheChain_BeginsWholeAndThenTellsWhatChanged()
    {
        var stores = new[] { await PutStoreAsync(), await PutStoreAsync() };
        using var live = await ListenAsync("/v1/chain/live");
        var first = await live.ReadUntilAsync(figures => stores.All(store => figures.GetProperty("stores").EnumerateArray().Any(one => one.GetProperty("store_id").GetString() == store)));
        Assert.Equal(60, first.Figures.GetProperty("minutes").GetProperty("transactions").GetArrayLength());

        (await Client.PostAsync(new Sale(stores[1], "T-1") { At = Now })).Expect(201);

        var told = await live.ReadUntilAsync(figures => !figures.GetProperty("whole").GetBoolean() && figures.GetProperty("stores").GetArrayLength() > 0, TimeSpan.FromSeconds(2));
        var changed = Assert.Single(told.Figures.GetProperty("stores").EnumerateArray());
        Assert.Equal((stores[1], 1), (changed.GetProperty("store_id").GetString(), changed.GetProperty("transactions").GetInt32()));
        Assert.True(told.Figures.GetProperty("minutes").GetProperty("transactions").EnumerateArray().Sum(minute => minute.GetInt32()) >= 1);
    }

    [Fact]
    public async Task Live_UnderManySales_SendsAtMostAFrameASecond()
    {
        var store = await PutStoreAsync();
        using var live = await ListenAsync($"/v1/stores/{store}/live");
        _ = await live.ReadAsync();
        var (startedAt, frames, last) = (Stopwatch.GetTimestamp(), 0, 0);

        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
            {
                (await Client.PostAsync(new Sale(store, $"T-{i}") { At = Now })).Expect(201);
                await Task.Delay(50);
            }
        }, TestContext.Current.CancellationToken);
        while (last < 60)
        {
            last = (await live.ReadAsync()).Figures.GetProperty("transactions").GetInt32();
            frames++;
        }

        await sending;
        Assert.InRange(frames, 2, (int)Stopwatch.GetElapsedTime(startedAt).TotalSeconds + 2);
    }

    [Fact]
    public async Task Live_ResumedWithWhatItHas_IsSilentUntilSomethingChanges()
    {
        var store = await PutStoreAsync();
        using var stays = await ListenAsync($"/v1/stores/{store}/live");
        var has = await stays.ReadAsync();

        using var resumed = await ListenAsync($"/v1/stores/{store}/live", has.Id);
        using var strange = await ListenAsync($"/v1/stores/{store}/live", "of-another-server-7");
        Assert.Equal(0, (await strange.ReadAsync()).Figures.GetProperty("transactions").GetInt32());
        (await Client.PostAsync(new Sale(store, "T-1") { At = Now })).Expect(201);

        // Had the first frame come again, it would be this one.
        var next = await resumed.ReadAsync();
        Assert.Equal(1, next.Figures.GetProperty("transactions").GetInt32());
        Assert.Equal((await stays.ReadAsync()).Id, next.Id);
    }

    [Fact]
    public async Task Live_WithoutChange_TellsThatItIsThere()
    {
        var store = await PutStoreAsync();
        using var live = await ListenAsync($"/v1/stores/{store}/live");
        _ = await live.ReadAsync();

        var heard = await live.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        // A new minute may bring a frame of its own; else it is a comment.
        Assert.True(heard is ":" || heard!.StartsWith("id:", StringComparison.Ordinal), heard);
    }

    [Fact]
    public async Task Live_BeyondTheListenersAllowed_Answers429AndTakesTheNextWhenOneLeaves()
    {
        var store = await PutStoreAsync();
        var path = $"/v1/stores/{store}/live";
        var listening = new List<LiveConnection>();
        try
        {
            while (listening.Count < ListenersMax)
                listening.Add(await ListenAsync(path));

            (await Client.GetAsync(path)).ExpectProblem(429, "busy");
            listening[0].Dispose();
            listening.RemoveAt(0);
            listening.Add(await ListenAsync(path));
        }
        finally
        {
            listening.ForEach(live => live.Dispose());
        }

        (await Client.GetAsync("/v1/stores/NOBODY/live")).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task Live_WhenTheServerStops_EndsInOrder()
    {
        var store = await PutStoreAsync();
        using var live = await ListenAsync($"/v1/stores/{store}/live");
        _ = await live.ReadAsync();

        var startedAt = Stopwatch.GetTimestamp();
        await Server.Process.StopAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        while (await live.ReadLineAsync() is not null)
        {
        }
    }

    /// <summary>Listens as soon as there is a place: those of the test before may still be leaving.</summary>
    private Task<LiveConnection> ListenAsync(string path, string? lastEventId = null) =>
        Eventually.ReadAsync("a place to listen", () => LiveConnection.OpenAsync(Client.Server, path, lastEventId), live => live.Status == 200);
}

public sealed class SqliteLiveTests(SqliteScout server) : LiveSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresLiveTests(PostgresScout server) : LiveSuite(server), IClassFixture<PostgresScout>;
