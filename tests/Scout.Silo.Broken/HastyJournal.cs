using Scout.Grains.Ingestion;
using Scout.Storage.Bronze;

namespace Scout.Silo.Broken;

/// <summary>Acknowledges before the commit: what the device is told is a hope.</summary>
internal sealed class HastyJournal(IBronzeJournal inner) : IBronzeJournal
{
    // As long as a slow commit: whenever the silo is killed, something acknowledged is not yet written.
    private static readonly TimeSpan WriteBehind = TimeSpan.FromMilliseconds(250);

    public double Load => inner.Load;

    public long Waiting => inner.Waiting;

    public DateTimeOffset? LastCommitAt => inner.LastCommitAt;

    public Task<AppendOutcome[]> AppendAsync(BronzeEvent[] events)
    {
        _ = WriteLaterAsync(events);
        return Task.FromResult(Array.ConvertAll(events, one => new AppendOutcome(AppendStatus.Accepted, one.EventId, one.ReceivedAt)));
    }

    private async Task WriteLaterAsync(BronzeEvent[] events)
    {
        try
        {
            await Task.Delay(WriteBehind);
            _ = await inner.AppendAsync(events);
        }
        catch (Exception)
        {
            // Acknowledged and lost: what this build is for.
        }
    }
}
