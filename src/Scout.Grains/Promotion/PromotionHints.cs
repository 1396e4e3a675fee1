using Microsoft.Extensions.Logging;
using Scout.Contracts.Promotion;
using Scout.Domain.Stores;

namespace Scout.Grains.Promotion;

/// <summary>Tells promoters that there is work. A lost hint costs at most one poll interval.</summary>
internal sealed partial class PromotionHints(IGrainFactory grains, ILogger<PromotionHints> logger)
{
    private readonly ISilverPromotionGrain?[] _promoters = new ISilverPromotionGrain?[Sharding.ShardCount];

    public void Wake(int shard)
    {
        var promoter = _promoters[shard] ??= grains.GetGrain<ISilverPromotionGrain>(shard);
        var call = promoter.WakeAsync();
        if (!call.IsCompletedSuccessfully)
            _ = ObserveAsync(call, shard);
    }

    private async Task ObserveAsync(Task call, int shard)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogHintLost(shard, exception);
        }
    }

    [LoggerMessage(2010, LogLevel.Debug, "A hint to the promoter of shard {Shard} was lost; it will look by itself")]
    private partial void LogHintLost(int shard, Exception exception);
}
