namespace Scout.Cli.Importing;

/// <summary>How an import run ended.</summary>
/// <param name="AnsweredBefore">Entries that the state file said were done.</param>
/// <param name="RefusedBefore">Those of them that were refused.</param>
/// <param name="Failure">Why it stopped early; null when it came to the end of the file.</param>
internal sealed record ImportSummary(
    ImportOptions Options,
    ImportTally Tally,
    int AnsweredBefore,
    int RefusedBefore,
    int RoundedLines,
    int Retries,
    TimeSpan Elapsed,
    ImportFailure? Failure)
{
    public int ExitCode => Failure?.ExitCode ?? (Tally.Refused + RefusedBefore > 0 ? Cli.ExitCode.SomeRefused : Cli.ExitCode.AllIn);

    public decimal EntriesPerSecond =>
        Elapsed > TimeSpan.Zero ? decimal.Round(Tally.Entries * (decimal)TimeSpan.TicksPerSecond / Elapsed.Ticks, 1) : 0;
}

internal sealed record ImportFailure(int ExitCode, string Message);
