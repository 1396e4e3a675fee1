namespace Scout.Bench;

/// <summary>What <c>ingest</c> was asked to do. Written to the JSON report as it stands.</summary>
internal sealed record IngestOptions
{
    /// <summary>Empty: SQLite, and PostgreSQL where its programs are found.</summary>
    public required IReadOnlyList<string> On { get; init; }

    public required IReadOnlyList<string> Phases { get; init; }

    /// <summary>The measured window of <c>single</c> and <c>batch</c>, in seconds.</summary>
    public required int Duration { get; init; }

    /// <summary>Load before that window, in seconds: the server compiles its hot paths meanwhile.</summary>
    public required int WarmUp { get; init; }

    public required int Connections { get; init; }

    public required int BatchConnections { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>Each transaction of a batch has a store of its own, instead of one store for the batch.</summary>
    public required bool MixedBatches { get; init; }

    public required int Stores { get; init; }

    public required long StreamLines { get; init; }

    public required long MemoryTransactions { get; init; }

    /// <summary>Summaries asked for each second in <c>reads-busy</c>.</summary>
    public required int ReadsPerSecond { get; init; }

    /// <summary>Open streams in <c>listeners</c>.</summary>
    public required int Listeners { get; init; }

    /// <summary>Silos on one PostgreSQL; SQLite has one.</summary>
    public required int Silos { get; init; }

    public required int Repeat { get; init; }

    /// <summary>Leaves out the ceiling, measured beside the stores in each repeat.</summary>
    public required bool NoBaseline { get; init; }

    /// <summary>A server that already runs.</summary>
    public required string? Server { get; init; }

    /// <summary>A built server instead of the one in this repository, for example of an older commit.</summary>
    public required string? ServerDll { get; init; }

    /// <summary>Further settings for the server, <c>Name=Value</c>.</summary>
    public required IReadOnlyList<string> ServerSettings { get; init; }

    /// <summary><c>sql</c> or <c>pipeline</c>.</summary>
    public required string Silver { get; init; }

    /// <summary>Where the temporary folder goes: the disk under it is the disk measured.</summary>
    public required string? Folder { get; init; }

    public required bool Keep { get; init; }
}
