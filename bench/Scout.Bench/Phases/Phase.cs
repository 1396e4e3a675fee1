using System.Diagnostics;
using Scout.Bench.Hosting;
using Scout.Bench.Load;
using Scout.Bench.Report;
using Scout.Bench.Silver;

namespace Scout.Bench.Phases;

/// <summary>One kind of load on one subject: marks silver, loads, waits for silver, and reports.</summary>
internal abstract class Phase(string name)
{
    private const double BytesPerMegabyte = 1024 * 1024;

    public string Name => name;

    public async Task<PhaseResult> RunAsync(Subject subject, CancellationToken cancellationToken)
    {
        var result = new PhaseResult(subject.Name, name);
        if (subject.Silver is not null)
            await subject.Silver.MarkAsync(cancellationToken);
        var cpuBefore = subject.Cpu.Read();
        var startedAt = Stopwatch.GetTimestamp();

        var accepted = await LoadAsync(subject, result, cancellationToken);
        result.Add("accepted in all", accepted);
        await AwaitSilverAsync(subject, result, accepted, startedAt, cpuBefore, cancellationToken);
        subject.Accepted += accepted;
        return result;
    }

    /// <summary>Applies the load and returns at its last acknowledgement.</summary>
    /// <returns>All transactions acknowledged as accepted, those of the warm-up too.</returns>
    protected abstract Task<long> LoadAsync(Subject subject, PhaseResult result, CancellationToken cancellationToken);

    /// <summary>Adds what was spent between two readings for each of a number of transactions.</summary>
    protected static void AddCpu(PhaseResult result, CpuReading before, CpuReading after, long transactions)
    {
        result.Add("server CPU us/tx", PerTransaction(after.Server - before.Server, transactions), 1);
        result.Add("PostgreSQL CPU us/tx", PerTransaction(after.Database - before.Database, transactions), 1);
        result.Add("generator CPU us/tx", PerTransaction(after.Own - before.Own, transactions), 2);
    }

    protected static double? Megabytes(long? bytes) => bytes / BytesPerMegabyte;

    protected static void AddTally(PhaseResult result, LoadTally tally)
    {
        result.Add("non-2xx", tally.Refusals.Values.Sum());
        foreach (var (status, count) in tally.Refusals.OrderBy(refusal => refusal.Key))
            result.Note($"{count} requests were answered {status}");
        foreach (var fault in tally.Faults.GroupBy(fault => fault))
            result.Fail($"{fault.Count()} connections broke: {fault.Key}");
        // Every transaction sent is new and breaks no rule: a server that sets one aside was not measured at its work.
        if (tally.SetAside != 0)
            result.Fail($"{tally.SetAside} transactions were answered 2xx but not accepted");
        if (tally.Accepted == 0)
            result.Fail("nothing was accepted");
    }

    private static async Task AwaitSilverAsync(
        Subject subject, PhaseResult result, long accepted, long startedAt, CpuReading before, CancellationToken cancellationToken)
    {
        if (subject.Silver is null)
            return;
        var (lag, missing) = await SilverWatch.AwaitAsync(subject.Silver, accepted, cancellationToken);
        if (missing != 0)
        {
            result.Fail(missing > 0 ? $"silver misses {missing} of {accepted} accepted" : $"silver holds {-missing} more than the {accepted} accepted");
            return;
        }

        var after = subject.Cpu.Read();
        result.Add("bronze to silver p99 ms", await subject.Silver.FindLatencyP99MillisecondsAsync(accepted, cancellationToken), 0);
        result.Add("silver lag s", lag.TotalSeconds, 2);
        result.Add("through to silver/s", accepted / Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
        result.Add("server CPU us/tx to silver", PerTransaction(after.Server - before.Server, accepted), 1);
        result.Add("PostgreSQL CPU us/tx to silver", PerTransaction(after.Database - before.Database, accepted), 1);
    }

    private static double? PerTransaction(TimeSpan? spent, long transactions) => spent?.TotalMicroseconds / transactions;
}
