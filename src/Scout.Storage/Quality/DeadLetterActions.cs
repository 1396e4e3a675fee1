using Scout.Domain.Quality;

namespace Scout.Storage.Quality;

/// <summary>How the audit log calls a decision on a dead letter.</summary>
public static class DeadLetterActions
{
    /// <exception cref="ArgumentOutOfRangeException">Nobody decides that by itself: a letter is opened by what set it aside, and corrected by the ledger.</exception>
    public static string Of(DeadLetterState state) => state switch
    {
        DeadLetterState.Replayed => "dead_letter_replay",
        DeadLetterState.Discarded => "dead_letter_discard",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A letter is decided by replaying or discarding it."),
    };
}
