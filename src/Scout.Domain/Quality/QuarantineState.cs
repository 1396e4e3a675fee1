namespace Scout.Domain.Quality;

/// <summary>Where an event that a rule held stands. Stored by its name in lower case.</summary>
public enum QuarantineState : byte
{
    /// <summary>Nobody has decided.</summary>
    Open,

    /// <summary>Promoted, as it is or because it passes today's rules.</summary>
    Released,

    /// <summary>It never will be.</summary>
    Discarded,

    /// <summary>Its transaction was voided while it was open.</summary>
    Voided,

    /// <summary>A correction took its place.</summary>
    Corrected,
}
