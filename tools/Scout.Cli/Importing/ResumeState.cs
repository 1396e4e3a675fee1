using System.Text.Json;
using Scout.Cli.Mapping;

namespace Scout.Cli.Importing;

/// <summary>How far an import has come: the content of a state file.</summary>
/// <param name="FileSha256">Of the sale file.</param>
/// <param name="MappingSha256">Of the mapping file.</param>
/// <param name="Answered">Entries from the start of the file, transactions and rows that name none, that are wholly answered.</param>
/// <param name="Refused">Those of them that were refused.</param>
/// <param name="RejectsBytes">The length of the rejects file that tells of them.</param>
internal sealed record ResumeState(int Version, string FileSha256, string MappingSha256, string Server, int Answered, int Refused, long RejectsBytes)
{
    private const int VersionNow = 1;

    /// <summary>The state of a file; the start of an import when there is none yet.</summary>
    /// <exception cref="MappingException">The state is that of another file, mapping or server, or is none.</exception>
    public static ResumeState Load(string? path, string fileSha256, string mappingSha256, string server)
    {
        var start = new ResumeState(VersionNow, fileSha256, mappingSha256, server, 0, 0, 0);
        if (path is null || !File.Exists(path))
            return start;
        var found = Read(path);
        List<string> faults = [];
        if (found.FileSha256 != fileSha256)
            faults.Add("belongs to another sale file, or the file has changed since");
        if (found.MappingSha256 != mappingSha256)
            faults.Add("belongs to another mapping, or the mapping has changed since");
        if (found.Server != server)
            faults.Add($"belongs to an import into {found.Server}");
        return faults.Count == 0 ? found : throw new MappingException($"state file {path}", faults);
    }

    /// <summary>Replaces the file at once, so that a crash leaves the old state or the new one.</summary>
    public void Save(string path)
    {
        var next = $"{path}.next";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, this, CliJson.Default.ResumeState);
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }

    private static ResumeState Read(string path)
    {
        try
        {
            var state = JsonSerializer.Deserialize(File.ReadAllBytes(path), CliJson.Default.ResumeState);
            if (state is { Version: VersionNow, Answered: >= 0, Refused: >= 0, RejectsBytes: >= 0 })
                return state;
        }
        catch (JsonException)
        {
            // Told below, as any other content that is no state.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MappingException($"state file {path}", [exception.Message]);
        }

        throw new MappingException($"state file {path}", ["is not a state file of this version of scout import"]);
    }
}
