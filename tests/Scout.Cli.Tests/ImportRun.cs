using System.Globalization;
using System.Text.Json;

namespace Scout.Cli.Tests;

/// <summary>A temporary folder to import from, and the command line run on it.</summary>
internal sealed class ImportRun : IDisposable
{
    public ImportRun() => Directory.CreateDirectory(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"scout-cli-{Guid.NewGuid():N}");

    public string Rejects => Path.Combine(Folder, "rejects.ndjson");

    public string State => Path.Combine(Folder, "state.json");

    public CancellationToken Interruption { get; set; } = TestContext.Current.CancellationToken;

    public SkippingTime Time { get; } = new();

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public JsonElement Summary => JsonElement.Parse(Output);

    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    public Task<int> ImportAsync(FakeScout server, string file, string mapping, params string[] more) =>
        ImportAsync(server.Address, file, mapping, more);

    public Task<int> ImportAsync(Uri server, string file, string mapping, params string[] more) =>
        RunAsync(["import", file, "--map", mapping, "--server", server.AbsoluteUri, "--rejects", Rejects, "--json", .. more]);

    public async Task<int> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = await CommandLine.RunAsync(arguments, output, TextWriter.Synchronized(error), Time, Interruption);
        (Output, Error) = (output.ToString(), error.ToString());
        return exitCode;
    }

    public int Count(string name) => Summary.GetProperty(name).GetInt32();

    public List<JsonElement> ReadRejects() => [.. File.ReadLines(Rejects).Select(line => JsonElement.Parse(line))];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
