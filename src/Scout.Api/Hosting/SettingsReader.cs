using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Scout.Api.Hosting;

/// <summary>Reads the <c>Scout</c> settings into options, and gathers every fault before anything starts.</summary>
/// <remarks>
/// The framework's binder ignores names it does not know and stops at the first value it cannot read; an operator wants to hear of a
/// misspelt name, and of all faults at once.
/// </remarks>
public sealed class SettingsReader(IConfiguration configuration)
{
    private const string Root = "Scout";
    private readonly List<string> _faults = [];
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _lists = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong so far: the setting, the fault and an example, one line each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Reads one section. Members that are not set keep the default of the options class, which also serves as the example.</summary>
    public TOptions Read<TOptions>(string section)
        where TOptions : class, new()
    {
        var options = new TOptions();
        foreach (var property in typeof(TOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var name = $"{section}:{property.Name}";
            _ = _known.Add(name);
            var example = Format(property.GetValue(options));
            if (property.PropertyType == typeof(string[]))
            {
                _ = _lists.Add(name);
                property.SetValue(options, ReadList(name) ?? property.GetValue(options));
            }
            else if (configuration[name] is { } text)
                SetValue(options, property, name, text, example);
            Validate(options, property, name, example);
        }

        return options;
    }

    /// <summary>Notes a fault that lies between several settings or in what one names.</summary>
    public void Refuse(string name, string fault, string example) => _faults.Add($"{name} {fault}, for example {example}");

    /// <summary>Notes every setting under <c>Scout</c> that no section has. Call after all sections are read.</summary>
    public void RefuseUnknown()
    {
        foreach (var (name, value) in configuration.GetSection(Root).AsEnumerable())
        {
            // A variable that is called just SCOUT is none of ours; a list has its values one level further down.
            if (value is null || name == Root || _known.Contains(name) || _lists.Contains(name[..name.LastIndexOf(':')]))
                continue;
            var nearest = _known.MinBy(known => Distance(known.ToUpperInvariant(), name.ToUpperInvariant()));
            _faults.Add($"{name} is not a setting of Scout; did you mean {nearest}?");
        }
    }

    private string[]? ReadList(string name)
    {
        var children = configuration.GetSection(name).GetChildren().Select(child => child.Value).OfType<string>().ToArray();
        if (children.Length > 0)
            return children;
        return configuration[name]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private void SetValue(object options, PropertyInfo property, string name, string text, string example)
    {
        try
        {
            var value = TypeDescriptor.GetConverter(property.PropertyType).ConvertFromString(null, CultureInfo.InvariantCulture, text);
            if (value is Enum && !Enum.IsDefined(property.PropertyType, value))
                throw new FormatException("A number is not the name of a choice.");
            property.SetValue(options, value);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            Refuse(name, $"is '{text}', which is not {Describe(property.PropertyType)}", example);
        }
    }

    private void Validate(object options, PropertyInfo property, string name, string example)
    {
        var context = new ValidationContext(options) { MemberName = property.Name, DisplayName = name };
        foreach (var attribute in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (attribute.GetValidationResult(property.GetValue(options), context) is { ErrorMessage: { } message })
                Refuse(name, message.Replace($"The field {name} ", "", StringComparison.Ordinal).TrimEnd('.'), example);
        }
    }

    private static string Format(object? value) => value switch
    {
        null => "a text",
        string[] => "https://dashboard.example,https://other.example",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Describe(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => "a duration (hh:mm:ss)",
        _ when type == typeof(decimal) => "a number",
        _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type))}",
        _ => "a whole number in its range",
    };

    // Levenshtein's distance, two rows at a time: https://en.wikipedia.org/wiki/Levenshtein_distance.
    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        foreach (var (row, letter) in left.Index())
        {
            var current = new int[right.Length + 1];
            current[0] = row + 1;
            for (var column = 1; column < current.Length; column++)
                current[column] = Math.Min(Math.Min(current[column - 1], previous[column]) + 1, previous[column - 1] + (letter == right[column - 1] ? 0 : 1));
            previous = current;
        }

        return previous[^1];
    }
}
