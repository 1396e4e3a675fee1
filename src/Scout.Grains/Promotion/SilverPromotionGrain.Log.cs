using Microsoft.Extensions.Logging;

namespace Scout.Grains.Promotion;

internal sealed partial class SilverPromotionGrain
{
    [LoggerMessage(2001, LogLevel.Error, "Shard {Shard} cannot be promoted for now; it goes on trying")]
    private partial void LogStorageAway(int shard, Exception exception);

    [LoggerMessage(2002, LogLevel.Warning, "Shard {Shard}, event {BronzeEvent} cannot become silver and is kept as a dead letter: {Reason}")]
    private partial void LogPoison(int shard, long bronzeEvent, string reason);

    [LoggerMessage(2003, LogLevel.Warning, "Shard {Shard} is claimed by someone else since epoch {Epoch}; claiming it again")]
    private partial void LogFenced(int shard, long epoch);

    [LoggerMessage(2004, LogLevel.Information, "Shard {Shard} is promoted here from now on, under epoch {Epoch}")]
    private partial void LogClaimed(int shard, long epoch);

    [LoggerMessage(2012, LogLevel.Debug, "The reminder of shard {Shard} came")]
    private partial void LogReminded(int shard);
}
