using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Scout.Grains.Pipeline;

/// <summary>
/// Starts the grains of a stage once the silo runs, and looks after them: when a silo dies they are called to life elsewhere in seconds,
/// where their reminders alone would take up to a minute; and a reminder that was lost is set again. Safe in every silo and at every start.
/// </summary>
internal abstract partial class StageStarter(string stage, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan WakePeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EnsurePeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    /// <summary>Sees to it that every grain of the stage has its reminder; nothing is changed where it has.</summary>
    protected abstract Task EnsureStartedAsync();

    /// <summary>Calls every grain of the stage, and waits for none.</summary>
    protected abstract void Wake();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            while (!await TryEnsureStartedAsync())
                await Task.Delay(RetryDelay, time, stoppingToken);
            var ensuredAt = time.GetTimestamp();
            while (time.GetElapsedTime(ensuredAt) < EnsurePeriod)
            {
                await Task.Delay(WakePeriod, time, stoppingToken);
                Wake();
            }
        }
    }

    private async Task<bool> TryEnsureStartedAsync()
    {
        try
        {
            await EnsureStartedAsync();
            return true;
        }
        catch (Exception exception)
        {
            // The reminder table or another silo may be away for a moment; whoever comes later tries the same.
            LogNotStarted(stage, exception);
            return false;
        }
    }

    [LoggerMessage(2011, LogLevel.Warning, "The grains of stage {Stage} could not all be started; trying again")]
    private partial void LogNotStarted(string stage, Exception exception);
}

/// <summary>Reminders as the stages use them.</summary>
internal static class StageReminders
{
    /// <summary>Sets a reminder that is not there. One that is keeps its times: set anew every minute it would never come.</summary>
    public static async Task EnsureReminderAsync(this Grain grain, string name, TimeSpan period)
    {
        if (await grain.GetReminder(name) is null)
            _ = await grain.RegisterOrUpdateReminder(name, period, period);
    }
}
