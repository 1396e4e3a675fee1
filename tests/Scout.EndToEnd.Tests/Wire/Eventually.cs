using System.Diagnostics;

namespace Scout.EndToEnd.Tests.Wire;

/// <summary>Waits for what another process will show only when asked.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Reads again and again until it is as it should be; fails with the last reading.</summary>
    public static async Task<T> ReadAsync<T>(string what, Func<Task<T>> read, Func<T, bool> isRight, TimeSpan? within = null)
    {
        var startedAt = Stopwatch.GetTimestamp();
        while (true)
        {
            var seen = await read();
            if (isRight(seen))
                return seen;
            if (Stopwatch.GetElapsedTime(startedAt) > (within ?? Within))
                Assert.Fail($"Waited {within ?? Within} for {what}; last seen: {seen}");
            await Task.Delay(Pause);
        }
    }
}
