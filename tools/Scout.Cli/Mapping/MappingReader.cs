using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Scout.Domain.Money;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Scout.Cli.Mapping;

/// <summary>Reads a mapping file strictly: unknown keys, wrong values and missing parts are refused together, each by its path.</summary>
internal static class MappingReader
{
    private static readonly string[] TransactionTexts = ["payment_method", "device_id", "original_transaction_id"];
    private static readonly string[] LineTexts = ["product_name", "brand", "category", "gtin", "unit"];

    /// <exception cref="MappingException">The file cannot be used; names every fault.</exception>
    public static ImportMapping Load(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MappingException(path, [exception.Message]);
        }
    }

    /// <exception cref="MappingException">The text cannot be used; names every fault.</exception>
    public static ImportMapping Parse(byte[] utf8, string name)
    {
        var faults = new List<string>();
        var root = new YamlSection("", GetRoot(Encoding.UTF8.GetString(utf8), name), faults);
        var format = ReadFormat(root.FindSection("format"));
        var grouping = (LineGrouping)root.FindChoice("grouping", "anywhere", "contiguous");
        var transaction = ReadTransaction(root.FindSection("transaction", required: true));
        var line = ReadLine(root.FindSection("line", required: true));
        var stores = ReadStores(root.FindSection("stores"));
        root.RefuseUnknownKeys();
        if (faults.Count == 0 && !format.HasHeader)
            faults.AddRange(ColumnUse.All(transaction!, line!).Where(use => !ColumnUse.IsNumber(use.Column)).Select(use =>
                $"{use.Path} names column '{use.Column}', but a file without header has columns 1, 2, 3 ..."));
        if (faults.Count > 0)
            throw new MappingException(name, faults);
        return new ImportMapping(format, grouping, transaction!, line!, stores, Convert.ToHexStringLower(SHA256.HashData(utf8)));
    }

    private static YamlMappingNode GetRoot(string text, string name)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw new MappingException(name, [$"line {exception.Start.Line}: is not YAML that can be read: {exception.Message}"]);
        }

        return stream.Documents is [{ RootNode: YamlMappingNode root }]
            ? root
            : throw new MappingException(name, ["must be one YAML document with the keys transaction and line"]);
    }

    private static FileFormat ReadFormat(YamlSection? section)
    {
        if (section is null)
            return new FileFormat(',', new UTF8Encoding(false), HasHeader: true, Trim: true, DecimalPoint: '.');
        var delimiter = section.FindText("delimiter") ?? ",";
        if (delimiter == "tab")
            delimiter = "\t";
        if (delimiter.Length != 1 || delimiter is "\"" or "\n" or "\r")
            section.Fault("delimiter", "must be one character, or the word tab");
        var format = new FileFormat(
            delimiter[0],
            ReadEncoding(section),
            section.FindFlag("header", otherwise: true),
            section.FindFlag("trim", otherwise: true),
            section.FindChoice("decimal_point", ".", ",") == 0 ? '.' : ',');
        section.RefuseUnknownKeys();
        return format;
    }

    private static Encoding ReadEncoding(YamlSection section)
    {
        var name = section.FindText("encoding");
        if (name is null or "utf-8")
            return new UTF8Encoding(false);
        // The old single-byte pages of tills (windows-1252 and kin) come from the platform but must be asked for.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            section.Fault("encoding", $"'{name}' is not known; examples: utf-8, utf-16, iso-8859-1, windows-1252");
            return Encoding.UTF8;
        }
    }

    private static TransactionMapping? ReadTransaction(YamlSection? section)
    {
        if (section is null)
            return null;
        var id = ReadText(section, "id", required: true);
        var store = ReadText(section, "store", required: true);
        var time = ReadTime(section.FindSection("time", required: true));
        var rule = ReadReturn(section.FindSection("type"));
        var total = ReadNumber(section, "total_amount");
        var net = ReadNumber(section, "net_amount");
        var texts = new List<NamedText>();
        // A currency is nearly always the same for the whole file, so its short form is the code itself and not a column.
        if (ReadText(section, "currency", shortForm: "value") is { } currency)
            texts.Add(new NamedText("currency", currency));
        if (texts is [{ Source.Constant: { } code }] && !Currency.IsCode(code))
            section.Fault("currency", $"{Currency.Fault}, not '{code}'; for a column write {{ column: {code} }}");
        if (ReadText(section, "customer") is { } customer)
            texts.Add(new NamedText("customer_id", customer));
        AddTexts(section, TransactionTexts, texts);
        section.RefuseUnknownKeys();
        return id is null || store is null || time is null ? null : new TransactionMapping(id, store, time, rule, total, net, texts);
    }

    private static LineMapping? ReadLine(YamlSection? section)
    {
        if (section is null)
            return null;
        var productId = ReadText(section, "product_id", required: true);
        var texts = new List<NamedText>();
        AddTexts(section, LineTexts, texts);
        var quantity = ReadNumber(section, "qty", required: true);
        var unitPrice = ReadNumber(section, "unit_price", required: true);
        var lineAmount = ReadNumber(section, "line_amount");
        var discount = ReadNumber(section, "discount");
        section.RefuseUnknownKeys();
        return productId is null || quantity is null || unitPrice is null ? null : new LineMapping(productId, quantity, unitPrice, lineAmount, discount, texts);
    }

    private static StoreSettings? ReadStores(YamlSection? section)
    {
        if (section is null)
            return null;
        var zone = section.FindText("time_zone");
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            section.Fault("time_zone", NoZone(zone));
        var currency = section.FindText("currency");
        if (currency is not null && !Currency.IsCode(currency))
            section.Fault("currency", $"{Currency.Fault}, not '{currency}'");
        if (zone is null && currency is null)
            section.Fault("needs time_zone, currency or both");
        section.RefuseUnknownKeys();
        return new StoreSettings(zone, currency);
    }

    private static TimeSource? ReadTime(YamlSection? section)
    {
        if (section is null)
            return null;
        var column = section.FindText("column", required: true);
        var format = section.FindText("format", required: true);
        var zoneName = section.FindText("zone");
        section.RefuseUnknownKeys();
        TimeZoneInfo? zone = null;
        if (zoneName is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zoneName, out zone))
            section.Fault("zone", NoZone(zoneName));
        if (format is null || column is null)
            return null;
        if (TimeFormat.FindFault(format) is { } fault)
            section.Fault("format", fault);
        if (TimeFormat.HasOffset(format) && zoneName is not null)
            section.Fault("zone", "does not go with a format that reads an offset (z or K) from each value");
        if (!TimeFormat.HasOffset(format) && zoneName is null)
            section.Fault("zone", "is missing: the zone of the clock that wrote the times, such as Europe/London");
        return new TimeSource(column, format, zone);
    }

    private static ReturnRule? ReadReturn(YamlSection? type)
    {
        if (type is null)
            return null;
        var negate = type.FindChoice("return_amounts", "as_is", "negate") == 1;
        var when = type.FindSection("return_when", required: true);
        type.RefuseUnknownKeys();
        if (when is null)
            return null;
        var column = when.FindText("column", required: true);
        var startsWith = when.FindText("starts_with");
        var equals = when.FindText("equals");
        var negative = when.FindFlag("negative", otherwise: false);
        when.RefuseUnknownKeys();
        if ((startsWith is null ? 0 : 1) + (equals is null ? 0 : 1) + (negative ? 1 : 0) != 1)
            when.Fault("needs exactly one of starts_with, equals and negative: true");
        var test = startsWith is not null ? ReturnTest.StartsWith : equals is not null ? ReturnTest.EqualTo : ReturnTest.Negative;
        return column is null ? null : new ReturnRule(column, test, startsWith ?? equals ?? "", negate);
    }

    private static void AddTexts(YamlSection section, string[] members, List<NamedText> texts)
    {
        foreach (var member in members)
        {
            if (ReadText(section, member) is { } source)
                texts.Add(new NamedText(member, source));
        }
    }

    private static TextSource? ReadText(YamlSection parent, string key, bool required = false, string shortForm = "column")
    {
        var section = parent.FindSection(key, required, text => new YamlMappingNode(new YamlScalarNode(shortForm), new YamlScalarNode(text)));
        if (section is null)
            return null;
        var column = section.FindText("column");
        var constant = section.FindText("value");
        if (column is null == constant is null)
            section.Fault("needs either column or value");
        var source = new TextSource(
            column,
            constant,
            (TextTransform)section.FindChoice("transform", "none", "upper", "lower"),
            section.FindText("spaces"),
            section.FindFlag("trim_decimal", otherwise: false));
        section.RefuseUnknownKeys();
        return source;
    }

    private static NumberSource? ReadNumber(YamlSection parent, string key, bool required = false) =>
        parent.FindText(key, required) is { } column ? new NumberSource(column) : null;

    private static string NoZone(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"'{name}' is not a time zone known here; use a name such as Europe/London");
}
