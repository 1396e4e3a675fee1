namespace Scout.Cli.Importing;

/// <summary>One import as the command line asks for it.</summary>
internal sealed record ImportOptions
{
    public required string File { get; init; }

    public required string Mapping { get; init; }

    /// <summary>Ends with a slash, so that paths are added and not put in place of its last part.</summary>
    public required Uri Server { get; init; }

    public string? Key { get; init; }

    /// <summary>Entries in one call: 1 to 1000, default 200.</summary>
    public int BatchEntries { get; init; } = 200;

    /// <summary>Calls in flight: 1 to 64, default 4.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>Where progress is kept; null keeps none.</summary>
    public string? StateFile { get; init; }

    public required string RejectsFile { get; init; }

    /// <summary>Only so many transactions from the start of the file; null takes all.</summary>
    public int? Limit { get; init; }

    public bool DryRun { get; init; }

    /// <summary>How long one call is retried: above zero, default two minutes.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(2);
}
