using Npgsql;

namespace Scout.Api.Hosting;

/// <summary>The connection string <c>ConnectionStrings:Scout</c>, and what Orleans' own providers make of it.</summary>
public static class ClusterConnection
{
    private const string Setting = "ConnectionStrings:Scout";
    private const string Example = "Host=db;Database=scout;Username=scout";

    /// <summary>Reads the setting and notes what is wrong with it.</summary>
    /// <returns>Null when it is not set.</returns>
    public static string? Read(SettingsReader settings, IConfiguration configuration)
    {
        var text = configuration.GetConnectionString("Scout");
        if (text is null)
            return null;

        // Set but empty is a variable that someone forgot to fill, not a wish for the embedded store.
        if (string.IsNullOrWhiteSpace(text))
            settings.Refuse(Setting, "is set but empty: fill it in, or leave it out for the embedded store", Example);
        else if (FindFault(text) is { } fault)
            settings.Refuse(Setting, $"cannot be read: {fault}", Example);
        return text;
    }

    /// <summary>Notes that the setting is missing where nothing works without it.</summary>
    public static void Require(SettingsReader settings, string? connectionString)
    {
        if (connectionString is null)
            settings.Refuse(Setting, "is missing: an API of its own finds its silos in their database", Example);
    }

    /// <summary>The same server, the schema <c>orleans</c>, and a small pool of its own.</summary>
    public static string For(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = "scout-orleans",
        SearchPath = "orleans",
        MaxPoolSize = 4,
        CommandTimeout = 4,
        Timeout = 3,
    }.ConnectionString;

    private static string? FindFault(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Host is { Length: > 0 } ? null : "it names no Host";
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }
}
