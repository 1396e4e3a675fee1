using System.Globalization;
using System.Security.Cryptography;
using Scout.Cli.Mapping;

namespace Scout.Cli.Reading;

/// <summary>A CSV file of sale lines, read once from front to back.</summary>
internal sealed class SaleFile : IDisposable
{
    private readonly string _path;
    private readonly bool _trim;
    private readonly StreamReader _stream;
    private readonly CsvRecordReader _records;
    private string[]? _first;
    private int _fieldsExpected;

    private SaleFile(string path, FileFormat format)
    {
        _path = path;
        _trim = format.Trim;
        _stream = new StreamReader(path, format.Encoding);
        _records = new CsvRecordReader(_stream, format.Delimiter);
    }

    /// <summary>The place of each column by its name, or by its number from 1 in a file without header.</summary>
    public IReadOnlyDictionary<string, int> Columns { get; private set; } = new Dictionary<string, int>();

    /// <exception cref="MappingException">The file cannot be opened or lacks columns that the mapping names.</exception>
    public static SaleFile Open(string path, ImportMapping mapping)
    {
        SaleFile? file = null;
        try
        {
            file = new SaleFile(path, mapping.Format);
            file.BindColumns(mapping.Format.HasHeader, [.. ColumnUse.All(mapping.Transaction, mapping.Line)]);
            return file;
        }
        catch (Exception exception)
        {
            file?.Dispose();
            if (exception is IOException or UnauthorizedAccessException)
                throw new MappingException(path, [exception.Message]);
            throw;
        }
    }

    /// <summary>SHA-256 of the file in lower-case hexadecimal.</summary>
    /// <exception cref="MappingException">The file cannot be read.</exception>
    public static async Task<string> FingerprintAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MappingException(path, [exception.Message]);
        }
    }

    /// <summary>The rows in file order. A row that cannot be read is answered with its fault, so that none goes missing in silence.</summary>
    /// <exception cref="MappingException">Reading cannot go on past some line.</exception>
    public IEnumerable<SaleRow> Read()
    {
        for (var fields = _first ?? ReadRecord(); fields is not null; fields = ReadRecord())
            yield return new SaleRow(_records.LineNumber, fields, FindFault(fields));
    }

    public void Dispose() => _stream.Dispose();

    private void BindColumns(bool hasHeader, ColumnUse[] uses)
    {
        var first = ReadRecord() ?? throw new MappingException(_path, ["is empty"]);
        _first = hasHeader ? null : first;
        _fieldsExpected = first.Length;
        var names = hasHeader ? first : [.. Enumerable.Range(1, first.Length).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        var places = names.Select((name, index) => (name, index)).ToLookup(place => place.name, place => place.index, StringComparer.Ordinal);
        List<string> faults =
        [
            .. uses.Where(use => !places.Contains(use.Column)).Select(use => $"has no column '{use.Column}', which {use.Path} asks for; it has {string.Join(", ", names)}"),
            .. uses.Where(use => places[use.Column].Count() > 1).Select(use => $"has more than one column '{use.Column}', which {use.Path} asks for"),
        ];
        if (faults.Count > 0)
            throw new MappingException(_path, faults);
        Columns = places.ToDictionary(place => place.Key, place => place.First(), StringComparer.Ordinal);
    }

    private string[]? ReadRecord()
    {
        try
        {
            var fields = _records.ReadRecord();
            return fields is null || !_trim ? fields : Array.ConvertAll(fields, field => field.Trim());
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw new MappingException(_path, [exception.Message]);
        }
    }

    private string? FindFault(string[] fields)
    {
        if (_records.IsDamaged)
            return "has text after a closing quote";
        if (fields.Length != _fieldsExpected)
            return $"has {fields.Length} fields instead of {_fieldsExpected}";
        return fields.Any(field => field.Contains('\uFFFD')) ? "holds bytes that are no text in the encoding of the mapping" : null;
    }
}
