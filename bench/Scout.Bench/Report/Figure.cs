namespace Scout.Bench.Report;

/// <summary>One measured number.</summary>
/// <param name="Name">With its unit, as printed and as written to JSON (there with underscores).</param>
/// <param name="Decimals">As many as are worth reading.</param>
internal sealed record Figure(string Name, double Value, int Decimals);
