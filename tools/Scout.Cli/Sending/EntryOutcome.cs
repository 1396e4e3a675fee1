namespace Scout.Cli.Sending;

/// <summary>What became of one entry of the file.</summary>
/// <param name="ErrorsJson">Why, as a JSON value; null when the server gave no reason.</param>
internal readonly record struct EntryOutcome(EntryStatus Status, string? ErrorsJson)
{
    public bool IsRefused => Status is EntryStatus.Conflict or EntryStatus.Rejected or EntryStatus.NotSent;
}

internal enum EntryStatus
{
    Accepted,
    Duplicate,
    Quarantined,
    Conflict,
    Rejected,

    /// <summary>Refused here, because the file does not give a whole transaction.</summary>
    NotSent,
}
