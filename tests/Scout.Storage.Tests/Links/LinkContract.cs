using Scout.Domain.Links;
using Scout.Domain.Money;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Linking.Mentions;
using Scout.Storage.Bronze;
using Scout.Storage.Catalog;
using Scout.Storage.Gold;
using Scout.Storage.Links;
using Scout.Storage.Quality;
using Scout.Storage.Silver;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests.Links;

/// <summary>What every <see cref="ILinkStore"/> must do, together with the promotion that writes mentions and the gold that joins links.</summary>
public abstract class LinkContract : StorageContract
{
    private static readonly DateOnly FirstDay = new(2000, 1, 1);
    private static readonly DateOnly LastDay = new(2100, 1, 1);
    private static readonly AuditedAct Act = new(Noon, "me", "because");

    private ILinkStore Links => Store.Port<ILinkStore>();

    private ICatalogStore Catalog => Store.Port<ICatalogStore>();

    [Fact]
    public async Task Promote_LinesOfThreeMentions_WritesEachOnceAndPointsAtIt()
    {
        var first = await PromoteAsync(Line("A", "Tea"), Line("A", "tea!"), Line("a", "Tea"), Line("A", "Tea", gtin: "00012345678905"));
        var second = await PromoteAsync(Line("A", "TEA", brand: ""), Line("A", "Tea", gtin: "12345678905"), Line("A", "Tea", gtin: "12345678900"));

        Assert.Equal((3, 0), (first.NewMentions, second.NewMentions));
        Assert.Equal(3, await Store.CountAsync("mentions where state = 'pending'"));
        Assert.Equal(0, await Store.CountAsync("silver_line_items where mention_id is null or mention_id not in (select mention_id from mentions)"));
        var found = await FindMentionAsync("A", "Tea", gtin: "00012345678905");
        Assert.Equal(("A", "Tea", "00012345678905", LinkState.Pending), (found.Mention.ProductId, found.Mention.ProductName, found.Mention.Gtin, found.State));
    }

    [Fact]
    public async Task Promote_FromManySidesAtOnce_WritesEachMentionOnce()
    {
        var sales = Enumerable.Range(0, 8).Select(shop => Sale($"SHOP-{shop}", [.. Enumerable.Range(0, 60).Select(i => Line($"P-{i * 7 % 60}", $"Product {i * 7 % 60}"))])).ToArray();

        var outcomes = await Task.WhenAll(sales.GroupBy(sale => sale.Shard).Select(group => Task.Run(() => AppendAndPromoteAsync([.. group]))));

        Assert.Equal(60, outcomes.Sum(outcome => outcome.NewMentions));
        Assert.Equal(60, await Store.CountAsync("mentions"));
    }

    [Fact]
    public async Task Decide_PendingThenByANewerCatalogueOnly_KeepsTheNewestWord()
    {
        _ = await PromoteAsync(Line("x", "Tea"));
        var mention = await FindMentionAsync("x", "Tea");
        var id = mention.Mention.MentionId;

        Assert.Equal(1, await Links.DecideAsync([new LinkDecision(id, LinkState.Review, "T", LinkMethod.Fuzzy, 0.75m)], 2, Noon, Cancellation));
        Assert.Equal(0, await Links.DecideAsync([new LinkDecision(id, LinkState.Linked, "U", LinkMethod.Fuzzy, 0.95m)], 2, Noon, Cancellation));
        Assert.Equal(0, await Links.DecideAsync([new LinkDecision(id, LinkState.Unlinked, null, null, 0)], 1, Noon, Cancellation));
        Assert.Equal((LinkState.Review, "T", 0.75m, 2L), await StandAsync(id));

        Assert.Empty(await Links.ReadDueAsync(new CatalogVersion(2, 2, null), 10, Cancellation));
        Assert.Equal(id, Assert.Single(await Links.ReadDueAsync(new CatalogVersion(3, 2, null), 10, Cancellation)).Mention.MentionId);
        Assert.Equal(1, await Links.DecideAsync([new LinkDecision(id, LinkState.Linked, "U", LinkMethod.Alias, 0.95m)], 3, Noon, Cancellation));
        _ = Assert.Single(await Links.ReadDueAsync(new CatalogVersion(4, 3, null), 10, Cancellation));
        Assert.Equal(1, await Links.DecideAsync([new LinkDecision(id, LinkState.Linked, "U", LinkMethod.Gtin, 1)], 4, Noon, Cancellation));

        // What a GTIN says is only doubted when a product changed.
        Assert.Empty(await Links.ReadDueAsync(new CatalogVersion(5, 4, null), 10, Cancellation));
        _ = Assert.Single(await Links.ReadDueAsync(new CatalogVersion(5, 5, null), 10, Cancellation));
        Assert.Equal((0L, 1L), (await BacklogAsync(5, 5), (await Links.ReadBacklogAsync(new CatalogVersion(5, 5, null), Cancellation)).Outdated));
    }

    [Fact]
    public async Task Accept_ThenRejectThenAcceptAgain_TheLastWordStandsAndNoMachineChangesIt()
    {
        _ = await SaveAsync(Product("T"), Product("U"), Product("V") with { Active = false });
        _ = await PromoteAsync(Line("x", "Green Tea"));
        var id = (await FindMentionAsync("x", "Green Tea")).Mention.MentionId;
        _ = await Links.DecideAsync([new LinkDecision(id, LinkState.Linked, "T", LinkMethod.Fuzzy, 0.92m)], 2, Noon, Cancellation);
        var version = (await Catalog.ReadVersionAsync(Cancellation)).Current;

        var accepted = await Links.AcceptAsync(new LinkAcceptance(id, "U", "green tea", false, Act), Cancellation);
        Assert.Equal((true, null, "U", true, 1m), (accepted!.AliasWritten, accepted.AliasOf, accepted.Link.ProductId, accepted.Link.Manual, accepted.Link.Confidence));
        Assert.Equal(version + 1, (await Catalog.ReadVersionAsync(Cancellation)).Current);
        _ = await Links.AcceptAsync(new LinkAcceptance(id, "U", "green tea", false, Act), Cancellation);
        Assert.Equal(version + 1, (await Catalog.ReadVersionAsync(Cancellation)).Current);
        Assert.Equal(1, await Store.CountAsync("link_reviews"));
        Assert.Equal(0, await Links.DecideAsync([new LinkDecision(id, LinkState.Linked, "T", LinkMethod.Fuzzy, 0.99m)], 99, Noon, Cancellation));
        Assert.Null(await Links.AcceptAsync(new LinkAcceptance(id, "V", null, false, Act), Cancellation));
        Assert.Null(await Links.AcceptAsync(new LinkAcceptance(id, "none", null, false, Act), Cancellation));
        Assert.Null(await Links.AcceptAsync(new LinkAcceptance(id + 1, "U", null, false, Act), Cancellation));

        var rejected = await Links.RejectAsync(
            new LinkRejection(id, "U", new LinkDecision(id, LinkState.Review, "T", LinkMethod.Fuzzy, 0.7m), 5, "green tea", true, Act), Cancellation);
        Assert.Equal((LinkState.Review, "T", false, LinkRecord.Machine), (rejected!.State, rejected.ProductId, rejected.Manual, rejected.DecidedBy));
        Assert.Equal(["U"], rejected.Rejected);
        Assert.Empty((await Catalog.LoadAsync(Cancellation)).Aliases);
        Assert.Equal(0, await Links.DecideAsync([new LinkDecision(id, LinkState.Linked, "U", LinkMethod.Fuzzy, 0.99m)], 99, Noon, Cancellation));
        Assert.Equal(["U"], Assert.Single(await Links.ReadDueAsync(new CatalogVersion(99, 99, null), 10, Cancellation)).Rejected);

        var again = await Links.AcceptAsync(new LinkAcceptance(id, "U", "green tea", false, Act), Cancellation);
        Assert.Equal((LinkState.Linked, "U", LinkMethod.Manual), (again!.Link.State, again.Link.ProductId, again.Link.Method));
        Assert.Empty(again.Link.Rejected);
        Assert.Equal(3, await Store.CountAsync("audit_log where mention_id is not null and actor = 'me'"));
    }

    [Fact]
    public async Task Accept_AliasOfAnotherProduct_StaysItsOwn()
    {
        _ = await SaveAsync(Product("T") with { Aliases = ["Green tea"] }, Product("U"));
        _ = await PromoteAsync(Line("x", "Green Tea"));
        var id = (await FindMentionAsync("x", "Green Tea")).Mention.MentionId;

        var accepted = await Links.AcceptAsync(new LinkAcceptance(id, "U", "green tea", false, Act), Cancellation);

        Assert.Equal((false, "T"), (accepted!.AliasWritten, accepted.AliasOf));
        var kept = await SaveAsync(Product("U") with { Aliases = ["Black tea"] });
        Assert.Equal(0, kept.AliasesKept);
    }

    [Fact]
    public async Task Gold_LinkChanges_MovesProductBrandAndCategoryAndTouchesNoRow()
    {
        _ = await SaveAsync(Product("T") with { ProductName = "Tea of the catalogue", Brand = "Leaf", Category = "drinks" }, Product("U") with { Brand = "Leaf" });
        _ = await Registry.SaveAsync(new StoreProfile { StoreId = StoreId.Parse("S"), TimeZone = "UTC", Currency = "USD", Name = "S" }, Cancellation);
        await PromoteAndRollAsync(Line("T", "Tea", 2), Line("x", "Tee", 3, brand: "Blatt"), Line("y", "Coffee", 5, brand: "Bohne"));
        var rows = await Store.CountAsync("gold_mentions");
        Assert.Equal(["T 2 Tea", "x 3 Tee", "y 5 Coffee"], await RankAsync(RankedGroup.Product));

        await DecideAsync("T", "Tea", "T");
        await DecideAsync("x", "Tee", "T", brand: "Blatt");
        await DecideAsync("y", "Coffee", "U", LinkState.Review, brand: "Bohne");
        Assert.Equal(["T 5 Tea of the catalogue", "y 5 Coffee"], await RankAsync(RankedGroup.Product));
        Assert.Equal(["Bohne 5 ", "Leaf 5 "], await RankAsync(RankedGroup.Brand));
        Assert.Equal(["drinks 5 ", "food 5 "], await RankAsync(RankedGroup.Category));
        Assert.Equal(1, await Store.CountAsync("gold_products where product_id = 'T' and product_name = 'Tea of the catalogue' and lines = 2"));
        Assert.Equal(1, await Store.CountAsync("gold_store_brands where brand = 'Leaf' and lines = 2"));
        Assert.Equal(1, await Store.CountAsync("gold_categories where category = 'drinks' and lines = 2"));

        // The same in the tail that gold does not have yet.
        _ = await PromoteAsync(Line("x", "Tee", 7, brand: "Blatt"));
        Assert.Equal(["T 12 Tea of the catalogue", "y 5 Coffee"], await RankAsync(RankedGroup.Product));
        Assert.Equal(["Bohne 5 ", "Leaf 12 "], await RankAsync(RankedGroup.Brand));

        var id = (await FindMentionAsync("x", "Tee", brand: "Blatt")).Mention.MentionId;
        _ = await Links.AcceptAsync(new LinkAcceptance(id, "U", null, false, Act), Cancellation);
        Assert.Equal(["T 2 Tea of the catalogue", "U 10 Product U", "y 5 Coffee"], await RankAsync(RankedGroup.Product));
        Assert.Equal(rows, await Store.CountAsync("gold_mentions"));
    }

    [Fact]
    public async Task ReadPage_ByConfidenceAndByLines_CoversAllOnceWithTheirFigures()
    {
        await PromoteAndRollAsync([.. Enumerable.Range(0, 7).SelectMany(i => Enumerable.Repeat(Line($"P-{i}", $"Product {i}", 2), i % 3 + 1))]);
        var ids = (await Links.ReadDueAsync(new CatalogVersion(1, 1, null), 100, Cancellation)).Select(due => due.Mention.MentionId).ToArray();
        _ = await Links.DecideAsync([.. ids.Select((id, i) => new LinkDecision(id, LinkState.Review, "T", LinkMethod.Fuzzy, 0.6m + i % 3 * 0.1m))], 1, Noon, Cancellation);

        foreach (var order in Enum.GetValues<LinkOrder>())
        {
            var seen = new List<LinkRecord>();
            LinkPlace? after = null;
            while (await Links.ReadPageAsync(new LinkFilter(LinkState.Review, LinkMethod.Fuzzy, order, after, 2), Cancellation) is { Count: > 0 } page)
            {
                seen.AddRange(page);
                after = new LinkPlace(order == LinkOrder.Lines ? page[^1].Lines : page[^1].Confidence!.Value, page[^1].Mention.MentionId);
            }

            Assert.Equal(ids.Order(), seen.Select(link => link.Mention.MentionId).Order());
            var ranks = seen.Select(link => order == LinkOrder.Lines ? link.Lines : link.Confidence!.Value).ToArray();
            Assert.Equal(ranks.OrderDescending(), ranks);
            Assert.All(seen, link => Assert.Equal(link.Lines * 2m, Assert.Single(link.Revenue).Revenue));
        }

        Assert.Empty(await Links.ReadPageAsync(new LinkFilter(LinkState.Linked, null, LinkOrder.Confidence, null, 10), Cancellation));
    }

    [Fact]
    public async Task ReadSample_AnyPivot_FindsEveryUnreviewedLinkOnce()
    {
        _ = await SaveAsync(Product("T"));
        await PromoteAndRollAsync([.. Enumerable.Range(0, 9).Select(i => Line($"P-{i}", $"Product {i}"))]);
        var ids = (await Links.ReadDueAsync(new CatalogVersion(1, 1, null), 100, Cancellation)).Select(due => due.Mention.MentionId).Order().ToArray();
        _ = await Links.DecideAsync([.. ids.Select(id => new LinkDecision(id, id == ids[0] ? LinkState.Review : LinkState.Linked, "T", LinkMethod.Fuzzy, 0.95m))], 1, Noon, Cancellation);
        _ = await Links.AcceptAsync(new LinkAcceptance(ids[1], "T", null, true, Act), Cancellation);
        _ = await Links.RejectAsync(new LinkRejection(ids[2], "T", new LinkDecision(ids[2], LinkState.Unlinked, null, null, 0), 1, null, true, Act), Cancellation);

        foreach (var pivot in new[] { 0, ids[5], long.MaxValue })
        {
            Assert.Equal(ids[3..], (await Links.ReadSampleAsync(pivot, 100, Cancellation)).Select(link => link.Mention.MentionId).Order());
            Assert.Equal(4, (await Links.ReadSampleAsync(pivot, 4, Cancellation)).Select(link => link.Mention.MentionId).Distinct().Count());
        }

        Assert.Equal([new ReviewRow(LinkMethod.Fuzzy, true, 1, 1)], await Links.ReadReviewsAsync(Cancellation));
    }

    [Fact]
    public async Task ReadCoverage_SeveralStatesAndCurrencies_SumsThem()
    {
        await PromoteAndRollAsync(Line("A", "Tea", 2), Line("A", "Tea", 3), Line("B", "Coffee", 4));
        await DecideAsync("A", "Tea", "T");

        var rows = await Links.ReadCoverageAsync(FirstDay, LastDay, Cancellation);

        Assert.Equal(
            [(LinkState.Pending, null, 1L, 1L, 4m), (LinkState.Linked, LinkMethod.Fuzzy, 1L, 2L, 5m)],
            rows.GroupBy(row => (row.State, row.Method)).OrderBy(one => one.Key.State)
                .Select(one => (one.Key.State, one.Key.Method, one.Sum(row => row.Mentions), one.Sum(row => row.Lines), one.Sum(row => row.Revenue))));
        Assert.Equal(1, await Store.CountAsync("v_product_linking_stats where state = 'linked' and method = 'fuzzy' and mentions = 1 and lines = 2"));
        Assert.DoesNotContain(await Links.ReadCoverageAsync(FirstDay, FirstDay, Cancellation), row => row.Lines != 0);
    }

    [Fact]
    public async Task FindTransaction_LinesWithLinks_TellsThem()
    {
        _ = await SaveAsync(Product("T"));
        var sale = Sale("S", Line("A", "Tea"), Line("B", "Coffee"));
        _ = await AppendAndPromoteAsync(sale);
        await DecideAsync("A", "Tea", "T");

        var found = (await FindAsync(sale))!;

        Assert.Equal([LinkState.Linked, LinkState.Pending], found.Links.Select(link => link!.State));
        Assert.Equal(("T", LinkMethod.Fuzzy, 0.95m), (found.Links[0]!.ProductId, found.Links[0]!.Method, found.Links[0]!.Confidence));
    }

    private static CatalogRow Product(string id) => new() { ProductId = id, ProductName = $"Product {id}" };

    private static LineItem Line(string id, string name, decimal price = 1, string? brand = null, string? gtin = null) => new()
    {
        ProductId = id,
        ProductName = name,
        Brand = brand,
        Category = "food",
        Gtin = gtin,
        Quantity = Amount.FromDecimal(1),
        UnitPrice = Amount.FromDecimal(price),
        LineAmount = Amount.FromDecimal(price),
    };

    private async Task<CatalogSaved> SaveAsync(params CatalogRow[] products) => await Catalog.SaveAsync(products, Act, Cancellation);

    private BronzeEvent Sale(string store, params LineItem[] lines) => Event(new TransactionBuilder(NextSeed()) { Store = store, Currency = "USD", Items = lines }.Build());

    private Task<PromotionOutcome> PromoteAsync(params LineItem[] lines) => AppendAndPromoteAsync(Sale("S", lines));

    private async Task PromoteAndRollAsync(params LineItem[] lines)
    {
        _ = await PromoteAsync(lines);
        while ((await Gold.RollUpAsync(Sharding.ShardOf(StoreId.Parse("S")), 1_000, Cancellation)).Status != RollupStatus.Nothing)
        {
        }
    }

    private async Task<LinkRecord> FindMentionAsync(string id, string name, string? brand = null, string? gtin = null) =>
        (await Links.FindAsync(MentionIdentity.Of(id, name, brand, gtin), Cancellation))!;

    private async Task DecideAsync(string id, string name, string product, LinkState state = LinkState.Linked, string? brand = null) => Assert.Equal(1, await Links.DecideAsync(
        [new LinkDecision(MentionIdentity.Of(id, name, brand, null), state, product, LinkMethod.Fuzzy, 0.95m)], 1, Noon, Cancellation));

    private async Task<(LinkState State, string? Product, decimal? Confidence, long Version)> StandAsync(long id)
    {
        var link = (await Links.FindAsync(id, Cancellation))!;
        return (link.State, link.ProductId, link.Confidence, link.CatalogVersion);
    }

    private async Task<long> BacklogAsync(long version, long products) => (await Links.ReadBacklogAsync(new CatalogVersion(version, products, null), Cancellation)).Pending;

    private async Task<string[]> RankAsync(RankedGroup group)
    {
        var chain = (await GoldReader.ReadChainRankingAsync(group, FirstDay, LastDay, RankBy.Revenue, 100, Cancellation)).Rows;
        if (group == RankedGroup.Product)
        {
            var store = (await GoldReader.ReadStoreProductsAsync(StoreId.Parse("S"), FirstDay, LastDay, RankBy.Revenue, 100, Cancellation)).Rows;
            Assert.Equal(chain, store);
        }

        return [.. chain.Select(row => FormattableString.Invariant($"{row.Key} {row.Revenue} {row.Product?.Name}")).Order(StringComparer.Ordinal)];
    }
}
