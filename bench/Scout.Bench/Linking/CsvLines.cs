using System.Text;

namespace Scout.Bench.Linking;

/// <summary>Reads lines of fields apart by commas, where quotes may hold a comma.</summary>
internal static class CsvLines
{
    public static IEnumerable<List<string>> Read(string file, char separator = ',')
    {
        foreach (var line in File.ReadLines(file))
        {
            var fields = new List<string>();
            var field = new StringBuilder();
            var quoted = false;
            for (var i = 0; i < line.Length; i++)
            {
                if (line[i] == '"' && separator == ',')
                {
                    if (quoted && i + 1 < line.Length && line[i + 1] == '"')
                        field.Append(line[i++]);
                    else
                        quoted = !quoted;
                }
                else if (line[i] == separator && !quoted)
                {
                    fields.Add(field.ToString());
                    field.Clear();
                }
                else
                {
                    field.Append(line[i]);
                }
            }

            fields.Add(field.ToString());
            yield return fields;
        }
    }
}
