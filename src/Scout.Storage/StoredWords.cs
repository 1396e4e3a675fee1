namespace Scout.Storage;

/// <summary>Members of an enum as the tables keep them: their names in lower case.</summary>
public static class StoredWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <exception cref="ArgumentException">There is no such member: the row is of a later version.</exception>
    public static T Parse<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);
}
