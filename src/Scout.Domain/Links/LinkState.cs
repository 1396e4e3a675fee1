namespace Scout.Domain.Links;

/// <summary>Where a mention's link stands. The words for it are in <see cref="LinkWords"/>.</summary>
public enum LinkState : byte
{
    /// <summary>Not decided yet.</summary>
    Pending = 0,

    /// <summary>It counts as the linked product wherever figures are read.</summary>
    Linked = 1,

    /// <summary>A product is near, not near enough: a person should look.</summary>
    Review = 2,

    /// <summary>Nothing is near. It counts as what was told.</summary>
    Unlinked = 3,
}

/// <summary>How a link was found.</summary>
public enum LinkMethod : byte
{
    /// <summary>The id is a product's, or its stock number.</summary>
    ExactId = 0,
    Gtin = 1,

    /// <summary>The name is one that the catalogue or a person gave as another name of the product.</summary>
    Alias = 2,
    ExactName = 3,
    Fuzzy = 4,

    /// <summary>A person said so.</summary>
    Manual = 5,
}

/// <summary>What a person said about a link.</summary>
public enum LinkVerdict : byte
{
    Accept = 0,
    Reject = 1,
}

/// <summary>The words for all of these, in the tables and outside.</summary>
public static class LinkWords
{
    public static string Of(LinkState state) => state switch
    {
        LinkState.Pending => "pending",
        LinkState.Linked => "linked",
        LinkState.Review => "review",
        LinkState.Unlinked => "unlinked",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "There is no such state."),
    };

    public static string Of(LinkMethod method) => method switch
    {
        LinkMethod.ExactId => "exact_id",
        LinkMethod.Gtin => "gtin",
        LinkMethod.Alias => "alias",
        LinkMethod.ExactName => "exact_name",
        LinkMethod.Fuzzy => "fuzzy",
        LinkMethod.Manual => "manual",
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "There is no such method."),
    };

    public static string Of(LinkVerdict verdict) => verdict == LinkVerdict.Accept ? "accept" : "reject";

    /// <returns>Null when no state is called that.</returns>
    public static LinkState? FindState(string word) => Find(Enum.GetValues<LinkState>(), word, Of);

    /// <returns>Null when no method is called that.</returns>
    public static LinkMethod? FindMethod(string word) => Find(Enum.GetValues<LinkMethod>(), word, Of);

    private static T? Find<T>(T[] values, string word, Func<T, string> of)
        where T : struct
    {
        foreach (var value in values)
        {
            if (of(value) == word)
                return value;
        }

        return null;
    }
}
