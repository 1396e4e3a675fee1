using Scout.Domain.Money;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Stores;

namespace Scout.Storage.Tests.Stores;

/// <summary>What every <see cref="IStoreRegistry"/> must do.</summary>
public abstract class StoreRegistryContract : StorageContract
{
    [Fact]
    public async Task Find_UnknownStore_AnswersNothing() => Assert.Null(await Registry.FindAsync(StoreId.Parse("nowhere"), Cancellation));

    [Fact]
    public async Task Register_UnknownStore_AnswersTheProfileGiven()
    {
        var bare = Profile("bare");

        Assert.Equal(bare, await Registry.RegisterAsync(bare, Cancellation));
        Assert.Equal(bare, await Registry.FindAsync(bare.StoreId, Cancellation));
    }

    [Fact]
    public async Task Register_KnownStore_AnswersTheKnownProfile()
    {
        var known = await Registry.RegisterAsync(Profile("known") with { Name = "first" }, Cancellation);

        Assert.Equal(known, await Registry.RegisterAsync(Profile("known") with { Name = "second" }, Cancellation));
    }

    [Fact]
    public async Task Register_FromManyTasks_AnswersOneProfileToAll()
    {
        for (var round = 0; round < 10; round++)
        {
            var profiles = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(
                async () => await Registry.RegisterAsync(Profile($"raced-{round}") with { Name = $"by {i}" }, Cancellation))));

            _ = Assert.Single(profiles.Distinct());
        }
    }

    [Fact]
    public async Task Save_EveryMember_ComesBackAndKeepsTheFirstRegistration()
    {
        var full = Profile("full") with
        {
            Name = "Café №1",
            Region = "NCR",
            Province = "",
            City = "Quezon City",
            TimeZone = "Asia/Manila",
            Currency = "PHP",
            BusinessDayStart = new TimeOnly(4, 30),
            Active = false,
            AmountLimit = new Amount(Amount.UnitsMax),
            UpdatedAt = Noon.AddDays(1),
        };
        _ = await Registry.RegisterAsync(Profile("full"), Cancellation);

        Assert.Equal(full, await Registry.SaveAsync(full with { RegisteredAt = Noon.AddDays(1) }, Cancellation));

        await Store.ReopenAsync();
        Assert.Equal(full, await Registry.FindAsync(full.StoreId, Cancellation));
    }

    [Fact]
    public async Task Save_UnknownStore_CreatesIt() => Assert.Equal(Profile("new"), await Registry.SaveAsync(Profile("new"), Cancellation));

    [Fact]
    public async Task ReadPage_PageByPage_AnswersEachOnceInTheOrderOfCodePoints()
    {
        // U+FF21 sorts before U+1F6D2 by code point and after it in UTF-16.
        string[] ordered = ["STORE-10", "STORE-9", "Z", "a", "b c", "é", "\uFF21", "\U0001F6D2"];
        foreach (var id in ordered.Reverse())
            _ = await Registry.SaveAsync(Profile(id), Cancellation);

        var seen = new List<string>();
        for (StoreId? after = null; ;)
        {
            var page = await Registry.ReadPageAsync(after, 3, Cancellation);
            if (page.Count == 0)
                break;
            Assert.True(page.Count <= 3);
            seen.AddRange(page.Select(profile => profile.StoreId.Value));
            after = page[^1].StoreId;
        }

        Assert.Equal(ordered, seen);
    }

    private static StoreProfile Profile(string id) => new()
    {
        StoreId = StoreId.Parse(id),
        TimeZone = "UTC",
        Currency = "GBP",
        RegisteredAt = Noon,
        UpdatedAt = Noon,
    };
}
