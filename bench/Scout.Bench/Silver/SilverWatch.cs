using System.Diagnostics;

namespace Scout.Bench.Silver;

/// <summary>Waits until everything acknowledged is in silver.</summary>
internal static class SilverWatch
{
    /// <summary>Promotion that moves nothing for so long has stopped.</summary>
    private static readonly TimeSpan StandstillMax = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(50);

    /// <summary>The pause between two looks, as a multiple of what a look takes: counting must not compete with promoting.</summary>
    private const int PausePerLook = 4;

    /// <summary>Call right after the last acknowledgement.</summary>
    /// <returns>How long it took; what is missing is not 0 when promotion stands still or silver holds too much.</returns>
    public static async Task<(TimeSpan Lag, long Missing)> AwaitAsync(ISilverProbe probe, long accepted, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var movedAt = startedAt;
        var last = long.MaxValue;
        while (true)
        {
            var lookedAt = Stopwatch.GetTimestamp();
            var missing = await probe.MissingAsync(accepted, cancellationToken);
            if (missing <= 0 || Stopwatch.GetElapsedTime(movedAt) > StandstillMax)
                return (Stopwatch.GetElapsedTime(startedAt), missing);
            if (missing < last)
                (last, movedAt) = (missing, Stopwatch.GetTimestamp());
            var pause = Stopwatch.GetElapsedTime(lookedAt) * PausePerLook;
            await Task.Delay(pause > PauseMin ? pause : PauseMin, TimeProvider.System, cancellationToken);
        }
    }
}
