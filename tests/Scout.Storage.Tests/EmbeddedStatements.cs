using System.Reflection;

namespace Scout.Storage.Tests;

/// <summary>What a store embeds beside what its code loads.</summary>
internal static class EmbeddedStatements
{
    /// <summary>The statements of a class such as <c>PostgresStatements</c>, by the names of its fields.</summary>
    public static IReadOnlyDictionary<string, string> LoadedBy(Type statements) => statements
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(field => field.Name, field => (string)field.GetValue(null)!);

    /// <summary>Embedded files of <c>Sql/</c> that no field loads.</summary>
    public static IReadOnlyList<string> ForgottenBy(Type statements)
    {
        var loaded = LoadedBy(statements).Values.ToHashSet();
        return [.. statements.Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("sql/", StringComparison.Ordinal))
            .Select(name => name["sql/".Length..])
            .Where(name => !loaded.Contains(EmbeddedSql.Load(statements.Assembly, name)))];
    }
}
