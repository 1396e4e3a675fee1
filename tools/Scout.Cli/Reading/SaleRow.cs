namespace Scout.Cli.Reading;

/// <summary>One record of the sale file.</summary>
/// <param name="LineNumber">The line of the file it starts on, counted from 1.</param>
/// <param name="Fault">Why its fields cannot be trusted; null when they can.</param>
internal readonly record struct SaleRow(int LineNumber, string[] Fields, string? Fault);
