using System.Reflection;

namespace Scout.Storage;

/// <summary>Reads the statements that a store embeds, one file each.</summary>
public static class EmbeddedSql
{
    /// <param name="assembly">The store's assembly.</param>
    /// <param name="name">The file's name without folder and ending.</param>
    /// <exception cref="InvalidOperationException">There is no such statement: a mistake of the build.</exception>
    public static string Load(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream($"sql/{name}")
            ?? throw new InvalidOperationException($"The statement {name}.sql is not embedded in {assembly.GetName().Name}.");
        using var reader = new StreamReader(stream);
        return StripHeader(reader.ReadToEnd());
    }

    // The header is for readers of the file; sending it with each unprepared statement would cost more than some of the statements.
    private static string StripHeader(string text) =>
        string.Join('\n', text.Split('\n').SkipWhile(line => line.StartsWith("--", StringComparison.Ordinal))).Trim();
}
