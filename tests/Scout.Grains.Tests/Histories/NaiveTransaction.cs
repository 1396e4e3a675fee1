using System.Collections.Immutable;

namespace Scout.Grains.Tests.Histories;

/// <summary>What is done to one transaction.</summary>
internal enum Deed
{
    Send,
    Void,
    Correct,
    Release,
    Discard,
    Replay,
}

/// <param name="Kind">What is done.</param>
/// <param name="Content">For a send and a correction: which of the transaction's contents.</param>
internal readonly record struct Step(Deed Kind, int Content);

/// <summary>The whole life of a transaction as one would tell it, with neither rows nor entries: the oracle.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="First">The content sent first; -1 while it is unknown.</param>
/// <param name="Counts">The content that counts in the figures; -1 when none does.</param>
/// <param name="Corrections">The contents it was corrected to.</param>
internal sealed record NaiveTransaction(NaiveState State, int First, int Counts, ImmutableSortedSet<int> Corrections)
{
    public static readonly NaiveTransaction Unknown = new(NaiveState.Unknown, -1, -1, []);

    /// <param name="step">What is done.</param>
    /// <param name="isHeld">Whether a rule holds a content.</param>
    public NaiveTransaction After(Step step, Func<int, bool> isHeld) => (State, step.Kind) switch
    {
        (NaiveState.Unknown, Deed.Send) when isHeld(step.Content) => this with { State = NaiveState.Held, First = step.Content },
        (NaiveState.Unknown, Deed.Send) => this with { State = NaiveState.Counts, First = step.Content, Counts = step.Content },
        (NaiveState.Held, Deed.Release) => this with { State = NaiveState.Counts, Counts = First },
        (NaiveState.Held, Deed.Discard) => this with { State = NaiveState.Discarded },
        (NaiveState.Held or NaiveState.Counts, Deed.Void) => this with { State = NaiveState.Voided, Counts = -1 },
        (NaiveState.Held or NaiveState.Counts or NaiveState.Discarded, Deed.Correct) when !Corrections.Contains(step.Content) && !isHeld(step.Content) =>
            this with { State = NaiveState.Counts, Counts = step.Content, Corrections = Corrections.Add(step.Content) },
        _ => this,
    };

    // The set compares by reference; two lives are the same when their words are.
    public bool Equals(NaiveTransaction? other) =>
        other is not null && (State, First, Counts) == (other.State, other.First, other.Counts) && Corrections.SetEquals(other.Corrections);

    public override int GetHashCode() => HashCode.Combine(State, First, Counts, Corrections.Count);
}

internal enum NaiveState
{
    Unknown,
    Counts,
    Held,
    Discarded,
    Voided,
}
