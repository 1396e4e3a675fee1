using Microsoft.Extensions.Logging;

namespace Scout.Grains.Ingestion;

internal sealed partial class BronzeJournal
{
    [LoggerMessage(1001, LogLevel.Error, "Bronze cannot be written; devices are answered 503 until it can")]
    private partial void LogStorageAway(Exception exception);

    [LoggerMessage(1002, LogLevel.Information, "Bronze is written again")]
    private partial void LogStorageBack();
}
