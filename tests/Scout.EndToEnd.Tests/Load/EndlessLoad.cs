using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Load;

/// <summary>Clients that send batches until they are told to stop, and everything until it is answered.</summary>
internal sealed class EndlessLoad
{
    private const int Clients = 4;
    private const int BatchMax = 80;
    private const int SeedsPerClient = 1_000_000;

    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly LoadClient[] _clients;
    private readonly Task[] _running;
    private volatile bool _stopping;

    public EndlessLoad(ScoutClient client, int seed)
    {
        _clients = [.. Enumerable.Range(0, Clients).Select(_ => new LoadClient(client, Ledger))];
        _running = [.. _clients.Select((sender, place) => Task.Run(() => RunAsync(sender, place * SeedsPerClient, new Random(seed + place))))];
    }

    public Ledger Ledger { get; } = new();

    public int Refusals => _clients.Sum(client => client.Refusals);

    public int Breaks => _clients.Sum(client => client.Breaks);

    /// <summary>Waits until more is acknowledged than was; fails early when a client found a fault.</summary>
    public async Task WaitForMoreAsync(string after, TimeSpan? within = null)
    {
        var before = Ledger.Count;
        _ = await Eventually.ReadAsync(
            $"acknowledgements after {after}", () => Task.FromResult(_running.Any(task => task.IsFaulted) || Ledger.Count > before), more => more, within);
        await Task.WhenAll(_running.Where(task => task.IsFaulted));
    }

    /// <summary>Ends when every client has its last answer.</summary>
    public Task StopAsync()
    {
        _stopping = true;
        return Task.WhenAll(_running);
    }

    private async Task RunAsync(LoadClient client, int next, Random random)
    {
        var last = new List<LoadTransaction>();
        while (!_stopping)
        {
            // Now and then a whole batch comes once more, as from a device that lost its own notes.
            if (last.Count == 0 || random.Next(10) > 0)
                last = [.. Enumerable.Range(0, random.Next(1, BatchMax)).Select(_ => LoadTransaction.Make(next++, _now))];
            await client.SendBatchAsync(last);
        }
    }
}
