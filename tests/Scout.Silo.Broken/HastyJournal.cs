using Scout.Grains.Ingestion;
using Scout.Storage.Bronze;

namespace Scout.Silo.Broken;

/// <summary>Acknowledges before the commit: what the device is told is a hope.</summary>
internal sealed class HastyJournal(IBronzeJournal inner) : IBronzeJournal
{
    public double Load => inner.Load;

    public long Waiting => inner.Waiting;

    public DateTimeOffset? LastCommitAt => inner.LastCommitAt;

    public Task<AppendOutcome[]> AppendAsync(BronzeEvent[] events)
    {
        _ = inner.AppendAsync(events).ContinueWith(static done => _ = done.Exception, TaskScheduler.Default);
        return Task.FromResult(Array.ConvertAll(events, one => new AppendOutcome(AppendStatus.Accepted, one.EventId, one.ReceivedAt)));
    }
}
