using Microsoft.Extensions.Logging;

namespace Scout.Grains.Rollups;

internal sealed partial class GoldRollupGrain
{
    [LoggerMessage(7001, LogLevel.Error, "Shard {Shard} cannot be rolled up for now; it goes on trying")]
    private partial void LogStorageAway(int shard, Exception exception);

    [LoggerMessage(7002, LogLevel.Error, "Shard {Shard} has transactions in time zones that this machine does not know, which were cut in UTC: {Zones}")]
    private partial void LogUnknownZones(int shard, string zones);

    [LoggerMessage(7003, LogLevel.Information, "The profile of store {Store} cuts other days than before; {Days} of its days were made anew")]
    private partial void LogRecut(string store, int days);

    [LoggerMessage(7004, LogLevel.Information, "Gold of store {Store} was made anew on request: {Changed} rows differed")]
    private partial void LogRebuilt(string store, int changed);
}
