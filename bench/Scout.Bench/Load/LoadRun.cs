namespace Scout.Bench.Load;

/// <summary>Several connections that send the same kind of request until told to stop.</summary>
internal sealed class LoadRun : IDisposable
{
    /// <summary>The longest wait for answers in flight: well over the 10 s that the server gives a request.</summary>
    private static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(30);

    private readonly List<LoadConnection> _connections = [];

    private LoadRun()
    {
    }

    public LoadTally Tally { get; } = new();

    /// <summary>Opens every connection before the first request, so that connecting is not measured.</summary>
    /// <param name="target">The server.</param>
    /// <param name="requests">What is sent.</param>
    /// <param name="connections">How many send at the same time.</param>
    /// <param name="cancellationToken">Cancels the connecting.</param>
    /// <param name="pace">When each request is due; null for as fast as answers come.</param>
    public static async Task<LoadRun> StartAsync(
        HttpTarget target, RequestSource requests, int connections, CancellationToken cancellationToken, Pace? pace = null)
    {
        var run = new LoadRun();
        for (var index = 0; index < connections; index++)
            run._connections.Add(new(await target.ConnectAsync(cancellationToken), requests, run.Tally, pace));
        run._connections.ForEach(connection => connection.Start());
        return run;
    }

    /// <summary>Sends nothing new and returns at the last answer.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _connections.ForEach(connection => connection.Stop());
        try
        {
            await Task.WhenAll(_connections.Select(connection => connection.Finished)).WaitAsync(DrainMax, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            var unanswered = _connections.Count(connection => !connection.Finished.IsCompleted);
            Tally.OnFault($"{unanswered} requests had no answer after {DrainMax.TotalSeconds} s");
        }
    }

    public void Dispose() => _connections.ForEach(connection => connection.Dispose());
}
