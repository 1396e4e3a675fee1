namespace Scout.Bench.Report;

/// <summary>A phase's result in one of the repeats.</summary>
internal sealed record RunResult(int Repeat, PhaseResult Result);
