namespace Scout.Domain.Quality;

/// <summary>Why a body was set aside. Stored by its name in lower case.</summary>
public enum DeadLetterKind : byte
{
    /// <summary>Other content under an identity that is taken.</summary>
    Conflict,

    /// <summary>In bronze, but it cannot become silver.</summary>
    Unpromotable,

    /// <summary>The store refused its values; it is not in bronze.</summary>
    Unstorable,

    /// <summary>A quality rule refused it; it is not in bronze.</summary>
    Rejected,
}

/// <summary>Where a dead letter stands. Stored by its name in lower case.</summary>
public enum DeadLetterState : byte
{
    /// <summary>Nobody has decided.</summary>
    Open,

    /// <summary>Its body was taken in after all.</summary>
    Replayed,

    /// <summary>It never will be.</summary>
    Discarded,

    /// <summary>A correction took its place.</summary>
    Corrected,
}
