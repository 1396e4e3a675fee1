using Microsoft.Extensions.DependencyInjection;
using Scout.Contracts.Catalog;
using Scout.Contracts.Links;
using Scout.Contracts.Pipeline;
using Scout.Contracts.Quality;
using Scout.Domain.Links;
using Scout.Domain.Money;
using Scout.Domain.Transactions;
using Scout.Grains.Links;
using Scout.Grains.Tests.Clusters;
using Scout.Linking.Mentions;
using Scout.Testing.Postgres;
using Scout.Testing.Transactions;

namespace Scout.Grains.Tests.Links;

/// <summary>From a sale and a catalogue to links, by the grains of the product.</summary>
public abstract class LinkingSuite
{
    private static readonly OperatorAct Act = new("me", null);
    private static int _lastSale;

    [Fact]
    public async Task Link_SaleOfSeveralSpellings_IsDecidedBySoonAndJunkNever()
    {
        await using var cluster = await StartAsync();
        var version = await SaveAsync(cluster, Product("CAM-1", "Panasonic Lumix DMC-FX07EB digital camera silver", "Panasonic"), Product("TEL-1", "Panasonic KX-TG6700B cordless phone", "Panasonic"));
        await SellAsync(cluster, ("CAM-1", null), ("x1", "Panasonic Lumix DMC FX07EB silver digital camera"), ("x2", "postage"), ("x3", "?"), ("x4", "garden hose 20 m green"));

        Assert.Equal((LinkState.Linked, "CAM-1", LinkMethod.ExactId), await DecidedAsync(cluster, "CAM-1", null, version));
        Assert.Equal("CAM-1", (await DecidedAsync(cluster, "x1", "Panasonic Lumix DMC FX07EB silver digital camera", version)).Product);
        foreach (var (id, name) in new[] { ("x2", "postage"), ("x3", "?"), ("x4", "garden hose 20 m green") })
            Assert.Equal(LinkState.Unlinked, (await DecidedAsync(cluster, id, name, version)).State);
    }

    [Fact]
    public async Task ChangeCatalogue_NewDeactivatedAndBackAgain_DecidesAgainWhatItConcerns()
    {
        await using var cluster = await StartAsync();
        await SellAsync(cluster, ("A", "Alpha"), ("B", "Beta"));
        Assert.Equal(LinkState.Unlinked, (await DecidedAsync(cluster, "A", "Alpha")).State);

        _ = await SaveAsync(cluster, Product("A", "Alpha"), Product("B", "Beta"));
        _ = await UntilAsync(cluster, "A", "Alpha", link => link.State == LinkState.Linked);
        _ = await UntilAsync(cluster, "B", "Beta", link => link.State == LinkState.Linked);

        _ = await SaveAsync(cluster, Product("A", "Alpha") with { Active = false });
        _ = await UntilAsync(cluster, "A", "Alpha", link => link.State == LinkState.Unlinked);
        _ = await UntilAsync(cluster, "B", "Beta", link => link.State == LinkState.Linked);
    }

    [Fact]
    public async Task Review_AcceptAndReject_StandAndTeachOthers()
    {
        await using var cluster = await StartAsync();
        _ = await SaveAsync(cluster, Product("P-1", "Walnut chopping board large"), Product("P-2", "Oak chopping board small"));
        await SellAsync(cluster, ("till-7", "grandmas breakfast plank"), ("till-8", "Grandma's breakfast plank"));
        Assert.Equal(LinkState.Unlinked, (await DecidedAsync(cluster, "till-7", "grandmas breakfast plank")).State);
        var links = cluster.Silos.Client.GetGrain<ILinkGrain>(0);
        var id = MentionIdentity.Of("till-7", "grandmas breakfast plank", null, null);

        Assert.Equal(LinkReplyStatus.UnknownProduct, (await links.AcceptAsync(id, "none", false, Act)).Status);
        Assert.Equal(LinkReplyStatus.NotFound, (await links.AcceptAsync(id + 1, "P-1", false, Act)).Status);
        var accepted = await links.AcceptAsync(id, "P-1", false, Act);
        Assert.Equal((LinkReplyStatus.Done, "grandmas breakfast plank", true), (accepted.Status, accepted.Alias, accepted.Link!.Manual));

        // The other spelling has the same name by now.
        _ = await UntilAsync(cluster, "till-8", "Grandma's breakfast plank", link => link is { State: LinkState.Linked, Method: LinkMethod.Alias, ProductId: "P-1" });
        var rejected = await links.RejectAsync(id, null, false, Act);
        Assert.Equal(LinkReplyStatus.Done, rejected.Status);
        Assert.NotEqual("P-1", rejected.Link!.ProductId);
        _ = await UntilAsync(cluster, "till-8", "Grandma's breakfast plank", link => link.Method != LinkMethod.Alias);
        var explained = await links.ExplainAsync(id);
        Assert.Equal(["P-1"], explained!.Rejected);
        Assert.Equal(("grandmas breakfast plank", 0.90m), (explained.NormalisedName, explained.LinkAt));
        var coverage = await links.ReadCoverageAsync(new DateOnly(2000, 1, 1), new DateOnly(2100, 1, 1));
        Assert.Equal(2, coverage.Shares.Sum(share => share.Mentions));
    }

    [Fact]
    public async Task Pause_MentionsWait_ResumeDecidesThem()
    {
        await using var cluster = await StartAsync();
        _ = await SaveAsync(cluster, Product("A", "Alpha"));
        await SellAsync(cluster, ("A", "Alpha"));
        _ = await DecidedAsync(cluster, "A", "Alpha");
        var stage = cluster.Silos.Client.GetGrain<IStageSwitchGrain>(Stages.Linking);
        _ = await stage.SetAsync(paused: true);
        await Eventually.UntilAsync(async () => await ReadStageAsync(cluster) is { State: "paused" }, "the stage rests");

        // Whoever heard that it may run does so for another moment: these may still be decided, the last of them are not.
        var sold = 0;
        await Eventually.UntilAsync(
            async () =>
            {
                await SellAsync(cluster, ("A", $"Alpha {++sold}"));
                await cluster.WaitUntilNothingIsPendingAsync();
                return await ReadStageAsync(cluster) is { Backlog: >= 3 };
            },
            "mentions wait");

        _ = await stage.SetAsync(paused: false);

        Assert.Equal(LinkState.Linked, (await DecidedAsync(cluster, "A", $"Alpha {sold}")).State);
        await Eventually.UntilAsync(async () => await ReadStageAsync(cluster) is { Backlog: 0, LastRun: not null }, "nothing waits");
    }

    [Fact]
    public async Task Match_WithoutSales_AnswersFromMemoryInOrderAndStoresNothing()
    {
        await using var cluster = await StartAsync();
        _ = await SaveAsync(cluster, Product("A", "Alpha"), Product("B", "Beta") with { Active = false });
        var match = cluster.Silos.Client.GetGrain<ILinkMatchGrain>(0);
        List<MentionInput> asked = [new("?", "nothing like it", null, null, null), new("A", null, null, null, null), new("B", null, null, null, null), new(null, "alpha", null, null, null)];

        await Eventually.UntilAsync(async () => (await match.MatchAsync(asked)).Results[1].ProductId == "A", "the catalogue is known");
        var reply = await match.MatchAsync(asked);

        Assert.Equal([null, "A", null, "A"], reply.Results.Select(result => result.ProductId));
        Assert.Equal([0m, 0m], [reply.Results[0].Confidence, reply.Results[2].Confidence]);
        Assert.Equal(0, await cluster.Database.CountAsync("mentions"));
    }

    private protected abstract Task<ScoutCluster> StartAsync();

    private static CatalogProductInput Product(string id, string name, string? brand = null) => new() { ProductId = id, ProductName = name, Brand = brand };

    private static async Task<long> SaveAsync(ScoutCluster cluster, params CatalogProductInput[] products) =>
        (await cluster.Silos.Client.GetGrain<ICatalogGrain>(0).UpsertAsync([.. products], Act)).Version;

    private static async Task SellAsync(ScoutCluster cluster, params (string Id, string? Name)[] products) => _ = await cluster.SubmitAsync(
        new TransactionBuilder(Interlocked.Increment(ref _lastSale))
        {
            Store = "SHOP",
            Items =
            [
                .. products.Select(product => new LineItem
                {
                    ProductId = product.Id,
                    ProductName = product.Name,
                    Quantity = Amount.FromDecimal(1),
                    UnitPrice = Amount.FromDecimal(2),
                    LineAmount = Amount.FromDecimal(2),
                }),
            ],
        }.Build());

    private static async Task<StageStatus> ReadStageAsync(ScoutCluster cluster) =>
        (await cluster.Silos.Client.GetGrain<IPipelineGrain>(0).ReadStagesAsync()).Single(stage => stage.Stage == Stages.Linking);

    private static async Task<(LinkState State, string? Product, LinkMethod? Method)> DecidedAsync(ScoutCluster cluster, string id, string? name, long version = 0)
    {
        var link = await UntilAsync(cluster, id, name, link => link.State != LinkState.Pending && link.CatalogVersion >= version);
        return (link.State, link.ProductId, link.Method);
    }

    private static async Task<LinkView> UntilAsync(ScoutCluster cluster, string id, string? name, Func<LinkView, bool> condition)
    {
        var grain = cluster.Silos.Client.GetGrain<ILinkGrain>(0);
        LinkView? link = null;
        await Eventually.UntilAsync(
            async () => (link = await grain.FindAsync(MentionIdentity.Of(id, name, null, null))) is not null && condition(link), $"'{name}' is decided",
            () => Task.FromResult($"{link}"));
        return link!;
    }
}

public sealed class SqliteLinkingTests : LinkingSuite
{
    private protected override async Task<ScoutCluster> StartAsync() => await ScoutCluster.StartAsync(await ClusterDatabase.CreateSqliteAsync(), silos: 1);
}

public sealed class PostgresLinkingTests(PostgresServer server) : LinkingSuite
{
    [Fact]
    public async Task Link_TwoActivationsDecideAtOnce_EqualsOne()
    {
        await using var cluster = await StartAsync();
        var products = Enumerable.Range(0, 200).Select(i => new CatalogProductInput { ProductId = $"P-{i}", ProductName = $"Product number {i}" }).ToArray();
        _ = await cluster.Silos.Client.GetGrain<ICatalogGrain>(0).UpsertAsync([.. products], new OperatorAct("me", null));
        var sales = Enumerable.Range(1_000, 40).Select(seed => new TransactionBuilder(seed)
        {
            Store = "SHOP",
            Items = [.. Enumerable.Range(0, 5).Select(i => TransactionBuilder.Line(seed * 5 + i, 1, 2)), TransactionBuilder.Line(seed % 7, 1, 2)],
        }.Build()).ToArray();
        _ = await cluster.SubmitAsync(sales);
        await cluster.WaitUntilNothingIsPendingAsync();

        // As a grain that was thought dead would: straight to the store, from every silo, beside the one that lives.
        await Task.WhenAll(cluster.Silos.Silos.SelectMany(silo => Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var links = silo.ServiceProvider.GetRequiredService<Storage.Links.ILinkStore>();
            var edition = await silo.ServiceProvider.GetRequiredService<CatalogBook>().GetAsync();
            var due = await links.ReadDueAsync(edition.Version, 1_000, CancellationToken.None);
            _ = await links.DecideAsync(
                [.. due.Select(one => LinkJudge.Decide(edition.Matcher, one.Mention, one.Rejected, new ProductLinkingOptions()))], edition.Version.Current,
                TimeProvider.System.GetUtcNow(), CancellationToken.None);
        }))));
        await Eventually.UntilAsync(async () => await cluster.Database.CountAsync("mentions where state = 'pending'") == 0, "all are decided");

        Assert.Equal(0, await cluster.Database.CountAsync("silver_line_items where mention_id not in (select mention_id from mentions)"));
        Assert.Equal(0, await cluster.Database.CountAsync("mentions where state = 'linked' and linked_product_id <> candidate_product_id"));
    }

    private protected override async Task<ScoutCluster> StartAsync() => await ScoutCluster.StartAsync(await ClusterDatabase.CreatePostgresAsync(server), silos: 2);
}
