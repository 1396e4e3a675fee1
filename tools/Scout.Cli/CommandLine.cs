using System.CommandLine;
using System.CommandLine.Invocation;
using Scout.Cli.Importing;

namespace Scout.Cli;

/// <summary>The commands of <c>scout</c>.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error, TimeProvider time, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Scout's command line: brings retail transactions into a Scout server.") { ImportCommand.Build(time) };
        var parsed = root.Parse(arguments);
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, cancellationToken);
        // The library answers 1 for a command line it cannot read, which here means that some transactions were refused.
        return parsed.Action is ParseErrorAction ? ExitCode.Unusable : exitCode;
    }
}
