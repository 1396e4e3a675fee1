using Scout.Contracts.Ingestion;
using Scout.Contracts.Stores;
using Scout.Testing.Transactions;

namespace Scout.Grains.Tests.Clusters;

public sealed class ClosedRegistrationTests
{
    [Fact]
    public async Task Submit_StoresDoNotRegisterThemselves_IsRefusedUntilTheStoreIsRegistered()
    {
        await using var cluster = await ScoutCluster.StartAsync(await ClusterDatabase.CreateSqliteAsync(), silos: 1, stores => stores.AutoRegister = false);
        var sale = new TransactionBuilder(1) { Store = "NEW", OccurredAt = Oracle.Recently(1) }.Build();

        Assert.Equal(SubmitStatus.UnknownStore, (await cluster.SubmitAsync(sale)).Status);
        Assert.Null(await cluster.Store("NEW").FindProfileAsync());
        Assert.Equal(0, await cluster.Database.CountAsync("bronze_events"));
        Assert.Equal(0, await cluster.Database.CountAsync("stores"));

        var saved = await cluster.Store("NEW").SaveProfileAsync(new ProfileChange { Name = new Change<string?>(true, "New shop") });
        Assert.True(saved.Created);
        Assert.Equal(TransactionStatus.Accepted, Assert.Single((await cluster.SubmitAsync(sale)).Results).Status);
        await cluster.WaitForSilverAsync("NEW", 1);
    }
}
