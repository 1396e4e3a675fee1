namespace Scout.Storage;

/// <summary>The outermost limit on an act of the store, for loops that must go on whatever a driver does.</summary>
public static class StorageCalls
{
    /// <summary>
    /// Waits for an act at most that long. One that is given up may still be done, which every act of a port allows: a key or a fence in the
    /// store decides, and whoever asks again is told.
    /// </summary>
    /// <remarks>
    /// The driver has limits of its own, well inside of this. They were seen not to end a wait on a connection that was terminated while a
    /// batch was being written.
    /// </remarks>
    /// <exception cref="StorageUnavailableException">The act did not end in time.</exception>
    public static async Task<T> WithinAsync<T>(this ValueTask<T> act, TimeSpan limit, TimeProvider time)
    {
        var running = act.AsTask();
        try
        {
            return await running.WaitAsync(limit, time);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            _ = running.ContinueWith(static ended => _ = ended.Exception, TaskScheduler.Default);
            throw new StorageUnavailableException($"The store did not end an act within {limit}; it was given up.");
        }
    }
}
