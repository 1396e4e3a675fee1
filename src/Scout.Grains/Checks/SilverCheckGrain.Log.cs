using Microsoft.Extensions.Logging;

namespace Scout.Grains.Checks;

internal sealed partial class SilverCheckGrain
{
    [LoggerMessage(5001, LogLevel.Warning, "The sanity checks of silver could not be run; they are tried again at their next time")]
    private partial void LogNotRun(Exception exception);

    [LoggerMessage(5002, LogLevel.Error, "Check {Check} is critical: {Failures} events fail it, {Unexplained} of them unexplained")]
    private partial void LogCritical(string check, long failures, long unexplained);

    [LoggerMessage(5003, LogLevel.Information, "The sanity checks of silver looked at {Events} events, all of them: {IsFull}")]
    private partial void LogRan(long events, bool isFull);
}
