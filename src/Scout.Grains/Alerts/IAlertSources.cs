using Scout.Contracts.Pipeline;
using Scout.Contracts.Stores;
using Scout.Domain.Transactions;

namespace Scout.Grains.Alerts;

/// <summary>What other grains know of causes.</summary>
internal interface IAlertSources
{
    ValueTask<IntakeRateView> ReadIntakeRateAsync(StoreId store);

    ValueTask<List<StageStatus>> ReadStagesAsync();
}

internal sealed class GrainAlertSources(IGrainFactory grains) : IAlertSources
{
    public ValueTask<IntakeRateView> ReadIntakeRateAsync(StoreId store) => grains.GetGrain<IStoreGrain>(store.Value).ReadIntakeRateAsync();

    public ValueTask<List<StageStatus>> ReadStagesAsync() => grains.GetGrain<IPipelineGrain>(0).ReadStagesAsync();
}
