namespace Scout.Linking.Matching;

/// <summary>A decision with what it rests on.</summary>
/// <param name="Candidates">Products that were weighed, best first, at most five; the first is the one answered by a fuzzy decision.</param>
/// <param name="Junk">Whether the name says nothing that could be a product.</param>
public sealed record LinkExplanation(LinkDecision Decision, IReadOnlyList<LinkCandidate> Candidates, bool Junk);

/// <summary>A product that was weighed.</summary>
/// <param name="LogOdds">The sum of the contributions: 0 is even odds, before rivals are considered.</param>
/// <param name="Vetoes">What keeps it from being linked without a person; see <see cref="LinkVetoes"/>.</param>
public sealed record LinkCandidate(string ProductId, string ProductName, double LogOdds, IReadOnlyList<LinkEvidence> Evidence, LinkVetoes Vetoes);

/// <summary>One thing that was measured.</summary>
/// <param name="Feature">Snake case, for example <c>model_agrees</c>.</param>
/// <param name="Contribution">Value times weight.</param>
public readonly record struct LinkEvidence(string Feature, double Value, double Weight, double Contribution);

/// <summary>What keeps a fuzzy link from being made without a person, however high the odds.</summary>
[Flags]
public enum LinkVetoes
{
    None = 0,

    /// <summary>The name is a word of the till.</summary>
    Junk = 1,

    /// <summary>Fewer than two informative terms in common.</summary>
    TooLittleInCommon = 2,

    /// <summary>Model numbers of one series that differ.</summary>
    Model = 4,

    /// <summary>Versions or years that differ.</summary>
    Number = 8,

    /// <summary>Quantities of one dimension that differ.</summary>
    Quantity = 16,

    /// <summary>Two brands.</summary>
    Brand = 32,
}
