using Scout.Bench.Hosting;
using Scout.Bench.Load;
using Scout.Bench.Silver;

namespace Scout.Bench.Phases;

/// <summary>The server a phase drives, and the ways to look into it.</summary>
/// <param name="Name"><c>sqlite</c>, <c>postgres</c>, <c>ceiling</c> or <c>server</c>.</param>
/// <param name="Silver">Null where nothing can be asked.</param>
internal sealed record Subject(string Name, HttpTarget Target, CpuMeter Cpu, ISilverProbe? Silver)
{
    /// <summary>Every transaction that any phase was told is accepted.</summary>
    public long Accepted { get; set; }
}
