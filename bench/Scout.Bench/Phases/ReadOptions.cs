namespace Scout.Bench.Phases;

/// <summary>What the phases that read are asked to do.</summary>
internal sealed record ReadOptions(int Stores, int Connections, TimeSpan WarmUp, TimeSpan Duration, double ReadsPerSecond, int Listeners);
