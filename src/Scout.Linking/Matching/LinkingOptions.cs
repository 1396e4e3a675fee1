namespace Scout.Linking.Matching;

/// <summary>The thresholds, and the bounds of the work for one mention.</summary>
public sealed record LinkingOptions
{
    /// <summary>Confidence from which a link is made without a person; default 0.90.</summary>
    public double LinkedFrom { get; init; } = 0.90;

    /// <summary>Confidence from which a person is asked; default 0.60.</summary>
    public double ReviewFrom { get; init; } = 0.60;

    /// <summary>Below this nothing is near, and no product is answered; default 0.40.</summary>
    public double AnsweredFrom { get; init; } = 0.40;

    /// <summary>Entries of the inverted index that are read for one mention, rarest terms first; default 12,000.</summary>
    public int PostingsMax { get; init; } = 12_000;

    /// <summary>Products that are compared with a mention in full; default 32.</summary>
    public int CandidatesMax { get; init; } = 32;

    /// <summary>Unknown words of one mention for which words that look alike are sought; default 6.</summary>
    public int SpellingsMax { get; init; } = 6;

    /// <summary>Entries of the trigram index that are read for one unknown word; default 6,000.</summary>
    public int TrigramsMax { get; init; } = 6_000;

    /// <summary>Words that look alike and are searched by in place of one unknown word; default 3.</summary>
    public int LookalikesMax { get; init; } = 3;
}
