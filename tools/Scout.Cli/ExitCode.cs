namespace Scout.Cli;

/// <summary>What a script may rely on; told in docs/import.md.</summary>
internal static class ExitCode
{
    /// <summary>Everything is in: accepted, there already, or set aside by a quality rule.</summary>
    public const int AllIn = 0;

    /// <summary>Some transactions or rows were refused; the rest is in.</summary>
    public const int SomeRefused = 1;

    /// <summary>The command, the mapping, the file, the key or the state file cannot be used as they are.</summary>
    public const int Unusable = 2;

    /// <summary>The server did not answer, or not as Scout does, until the deadline.</summary>
    public const int ServerUnreachable = 3;

    /// <summary>Stopped from outside, as shells tell it.</summary>
    public const int Interrupted = 130;
}
