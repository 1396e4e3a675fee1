using System.Threading.Channels;
using Scout.Storage.Bronze;

namespace Scout.Grains.Tests.Ingestion;

/// <summary>A log whose every write waits until the test answers it.</summary>
internal sealed class ScriptedBronzeLog(params EventIdBlock[] blocks) : IBronzeLog
{
    private readonly Channel<ScriptedWrite> _writes = Channel.CreateUnbounded<ScriptedWrite>();
    private int _reserved;

    /// <summary>Thrown by the next reservation, once.</summary>
    public Exception? ReservationFault { get; set; }

    /// <summary>Writes that nobody took yet.</summary>
    public int Unseen => _writes.Reader.Count;

    /// <summary>The next write of the journal, still waiting for its answer.</summary>
    public Task<ScriptedWrite> NextAsync() => Eventually.For(_writes.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask(), "the journal to write a batch");

    public ValueTask<EventIdBlock> ReserveEventIdsAsync(CancellationToken cancellationToken)
    {
        if (ReservationFault is { } fault)
        {
            ReservationFault = null;
            throw fault;
        }

        return ValueTask.FromResult(_reserved < blocks.Length ? blocks[_reserved++] : EventIdBlock.FromNumber(1_000 + _reserved++));
    }

    public async ValueTask<AppendOutcome[]> AppendAsync(IReadOnlyList<BronzeEvent> batch, CancellationToken cancellationToken)
    {
        var write = new ScriptedWrite([.. batch]);
        await _writes.Writer.WriteAsync(write, cancellationToken);
        return await write.Answer.Task;
    }
}

internal sealed class ScriptedWrite(BronzeEvent[] batch)
{
    public BronzeEvent[] Batch { get; } = batch;

    public long[] Ids { get; } = [.. batch.Select(item => item.EventId.Value)];

    public TaskCompletionSource<AppendOutcome[]> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Accept() => Answer.SetResult([.. Batch.Select(item => new AppendOutcome(AppendStatus.Accepted, item.EventId, item.ReceivedAt))]);

    public void Fail(Exception exception) => Answer.SetException(exception);
}
