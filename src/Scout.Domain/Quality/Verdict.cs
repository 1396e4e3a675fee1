namespace Scout.Domain.Quality;

/// <summary>What becomes of a transaction at the door.</summary>
public enum Disposition : byte
{
    /// <summary>Into bronze and on to silver, flagged or not.</summary>
    Promote = 0,

    /// <summary>Into bronze, and held there.</summary>
    Quarantine = 1,

    /// <summary>Refused; kept as a dead letter only.</summary>
    Reject = 2,
}

/// <summary>What the rules say of one transaction.</summary>
/// <param name="Broken">Every rule it breaks.</param>
/// <param name="Decisive">Those of them whose action is the reason for the disposition; none when it is promoted.</param>
/// <param name="Disposition">What becomes of it.</param>
public readonly record struct Verdict(BrokenRules Broken, BrokenRules Decisive, Disposition Disposition)
{
    public static Verdict Of(BrokenRules broken, QualityRules rules)
    {
        if ((broken & rules.Rejecting) is var rejecting and not 0)
            return new Verdict(broken, rejecting, Disposition.Reject);
        return (broken & rules.Quarantining) is var quarantining and not 0
            ? new Verdict(broken, quarantining, Disposition.Quarantine)
            : new Verdict(broken, BrokenRules.None, Disposition.Promote);
    }
}
