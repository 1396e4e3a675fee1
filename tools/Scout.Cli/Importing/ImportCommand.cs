using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Scout.Cli.Mapping;
using Scout.Cli.Sending;
using Spectre.Console;

namespace Scout.Cli.Importing;

/// <summary><c>scout import</c>: its arguments, and what it prints.</summary>
internal sealed class ImportCommand
{
    /// <summary>Where a key may stand instead of the command line, which other users of a machine can read.</summary>
    public const string KeyVariable = "SCOUT_API_KEY";

    private const int ParallelMax = 64;

    private readonly Argument<string> _file = new("file") { Description = "The CSV file of sale lines" };
    private readonly Option<string> _map = new("--map", "-m") { Description = "The mapping file (YAML), see docs/import.md", Required = true };
    private readonly Option<Uri> _server = new("--server", "-s")
    {
        Description = "Address of the Scout server",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080/"),
        CustomParser = ParseServer,
    };

    private readonly Option<string?> _key = new("--key") { Description = $"Key to authenticate with; better given in the environment as {KeyVariable}" };
    private readonly Option<int> _batch = new("--batch") { Description = $"Transactions in one call, 1 to {BatchSender.ElementsMax}", DefaultValueFactory = _ => 200 };
    private readonly Option<int> _parallel = new("--parallel") { Description = $"Calls in flight, 1 to {ParallelMax}", DefaultValueFactory = _ => 4 };
    private readonly Option<string?> _resume = new("--resume") { Description = "State file: made where there is none, gone on from where there is one" };
    private readonly Option<string?> _rejects = new("--rejects") { Description = "Where refused transactions are written (NDJSON); default <file name>.rejects.ndjson in the current directory" };
    private readonly Option<int?> _limit = new("--limit") { Description = "Only the first N transactions of the file" };
    private readonly Option<TimeSpan> _deadline = new("--deadline")
    {
        Description = "How long one unanswered call is retried, such as 90s, 5m or 1h",
        DefaultValueFactory = _ => TimeSpan.FromMinutes(2),
        CustomParser = ParseDuration,
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Read and check everything, send nothing" };
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON" };
    private readonly TimeProvider _time;

    private ImportCommand(TimeProvider time)
    {
        _time = time;
        RequireRange(_batch, BatchSender.ElementsMax);
        RequireRange(_parallel, ParallelMax);
        _limit.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.GetValueOrDefault<int?>() is null or > 0)
                return;
            result.AddError("--limit must be 1 or more");
        });
    }

    public static Command Build(TimeProvider time)
    {
        var import = new ImportCommand(time);
        var command = new Command("import", "Send a CSV file of sale lines through the API. Safe to repeat.")
        {
            import._file, import._map, import._server, import._key, import._batch, import._parallel,
            import._resume, import._rejects, import._limit, import._deadline, import._dryRun, import._json,
        };
        command.SetAction(import.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.InvocationConfiguration.Output;
        var error = parsed.InvocationConfiguration.Error;
        try
        {
            var summary = await RunAsync(ReadOptions(parsed), error, cancellationToken);
            WriteSummary(output, summary, parsed.GetValue(_json));
            if (summary.Failure is { } failure)
                await error.WriteLineAsync($"scout import: {failure.Message}");
            return summary.ExitCode;
        }
        catch (Exception exception) when (exception is MappingException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"scout import: {exception.Message}");
            return ExitCode.Unusable;
        }
    }

    private async Task<ImportSummary> RunAsync(ImportOptions options, TextWriter error, CancellationToken cancellationToken)
    {
        // A moving line is for eyes; in a log it would be noise. The summary on standard output stays clean either way.
        if (error != Console.Error || Console.IsErrorRedirected)
            return await new Importer(options, _time, new ImportProgress(error, null)).RunAsync(cancellationToken);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return await console.Status().StartAsync("reading", status => new Importer(options, _time, new ImportProgress(error, status)).RunAsync(cancellationToken));
    }

    private static void WriteSummary(TextWriter output, ImportSummary summary, bool asJson)
    {
        if (asJson)
            output.WriteLine(SummaryJson.Write(summary));
        else if (output != Console.Out || Console.IsOutputRedirected)
            SummaryText.WritePlain(output, summary);
        else
            SummaryText.WriteTables(AnsiConsole.Console, summary);
    }

    private ImportOptions ReadOptions(ParseResult parsed)
    {
        var file = parsed.GetRequiredValue(_file);
        return new ImportOptions
        {
            File = file,
            Mapping = parsed.GetRequiredValue(_map),
            Server = parsed.GetRequiredValue(_server),
            Key = parsed.GetValue(_key) ?? (Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key ? key : null),
            BatchEntries = parsed.GetValue(_batch),
            Parallel = parsed.GetValue(_parallel),
            StateFile = parsed.GetValue(_resume),
            RejectsFile = parsed.GetValue(_rejects) ?? $"{Path.GetFileName(file)}.rejects.ndjson",
            Limit = parsed.GetValue(_limit),
            DryRun = parsed.GetValue(_dryRun),
            Deadline = parsed.GetValue(_deadline),
        };
    }

    private static void RequireRange(Option<int> option, int max) => option.Validators.Add(result =>
    {
        if (!result.Errors.Any() && result.GetValueOrDefault<int>() is var value && (value < 1 || value > max))
            result.AddError($"{option.Name} must be 1 to {max}, not {value}");
    });

    private static Uri? ParseServer(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var server) && server.Scheme is "http" or "https" && server.Query.Length == 0)
            return server;
        result.AddError($"--server must be an address such as http://127.0.0.1:8080, not '{text}'");
        return null;
    }

    private static TimeSpan ParseDuration(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        var unit = text.Length == 0 ? '\0' : text[^1];
        if (unit is 's' or 'm' or 'h' && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 100_000)
            return unit == 's' ? TimeSpan.FromSeconds(number) : unit == 'm' ? TimeSpan.FromMinutes(number) : TimeSpan.FromHours(number);
        result.AddError($"--deadline must be a duration such as 90s, 5m or 1h, not '{text}'");
        return default;
    }
}
