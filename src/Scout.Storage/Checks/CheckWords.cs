using Scout.Domain.Quality;

namespace Scout.Storage.Checks;

/// <summary>How severities are written in the tables of checks and alerts.</summary>
public static class CheckWords
{
    /// <summary>Null, all is well, is <c>ok</c>.</summary>
    public static string Of(Severity? severity) => severity switch
    {
        null => "ok",
        Severity.Info => "info",
        Severity.Warning => "warning",
        _ => "critical",
    };

    /// <exception cref="ArgumentException">There is no such severity: the row is of a later version.</exception>
    public static Severity ParseSeverity(string word) => Enum.Parse<Severity>(word, ignoreCase: true);
}
