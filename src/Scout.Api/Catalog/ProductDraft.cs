using Scout.Contracts.Catalog;
using Scout.Domain.Money;
using Scout.Domain.Transactions;
using Scout.Linking.Catalog;
using Scout.Linking.Mentions;

namespace Scout.Api.Catalog;

/// <summary>One row of an upload on its way to be a product: each value is checked as it is put in, whatever form it came in.</summary>
internal sealed class ProductDraft(int row, CatalogFaults faults)
{
    public const string ProductId = "product_id";
    public const string Sku = "sku";
    public const string GtinMember = "gtin";
    public const string ProductName = "product_name";
    public const string Brand = "brand";
    public const string Category = "category";
    public const string PackSize = "pack_size";
    public const string ListPrice = "list_price";
    public const string Active = "active";
    public const string Aliases = "aliases";

    /// <summary>All of them, in the order in which rows are written.</summary>
    public static readonly string[] Members = [ProductId, Sku, GtinMember, ProductName, Brand, Category, PackSize, ListPrice, Active, Aliases];

    private const string RequiredFault = "is required";
    private const int AliasesMax = 100;

    private readonly List<(string Written, string Normal)> _aliases = [];
    private bool _isRefused;
    private bool _idFaulty;
    private bool _nameFaulty;
    private string? _productId;
    private string? _sku;
    private string? _gtin;
    private string? _productName;
    private string? _brand;
    private string? _category;
    private string? _packSize;
    private long? _listPriceUnits;
    private bool _active = true;

    public int Row => row;

    public static bool IsMember(string name) => Array.IndexOf(Members, name) >= 0;

    /// <summary>Null while there is none that is right.</summary>
    public string? Id => _productId;

    /// <summary>Each name once, with its normal form.</summary>
    public IReadOnlyList<(string Written, string Normal)> OtherNames => _aliases;

    /// <summary>Puts a text in. Empty is the same as none, which is what spreadsheets write.</summary>
    public void SetText(string member, string text)
    {
        if (text.Length == 0)
            return;
        switch (member)
        {
            case ProductId:
                _productId = Identifier(member, text);
                _idFaulty = _productId is null;
                break;
            case Sku:
                _sku = Identifier(member, text);
                break;
            case GtinMember:
                if (Gtin.TryParse(text, out var gtin))
                    _gtin = gtin.ToString();
                else
                    Refuse(member, "must be a GTIN of 8, 12, 13 or 14 digits with a right check digit");
                break;
            case ProductName:
                _productName = Text(member, text, TransactionLimits.ProductNameCharactersMax);
                _nameFaulty = _productName is null;
                break;
            case Brand:
                _brand = Text(member, text, TransactionLimits.TextCharactersMax);
                break;
            case Category:
                _category = Text(member, text, TransactionLimits.TextCharactersMax);
                break;
            default:
                _packSize = Text(member, text, TransactionLimits.TextCharactersMax);
                break;
        }
    }

    /// <param name="utf8">The number as it stood.</param>
    public void SetListPrice(ReadOnlySpan<byte> utf8)
    {
        if (AmountText.Read(utf8, out var price) is { } fault)
            Refuse(ListPrice, fault);
        else if (price < Amount.Zero)
            Refuse(ListPrice, "must not be negative");
        else
            _listPriceUnits = price.Units;
    }

    public void SetActive(bool active) => _active = active;

    public void AddAlias(int place, string alias)
    {
        var path = $"{Aliases}[{place}]";
        if (place == AliasesMax)
            Refuse(Aliases, $"must hold at most {AliasesMax}");
        if (place >= AliasesMax || Text(path, alias, NormalText.CharsMax) is null)
            return;
        var normal = NormalText.OfName(alias);
        if (normal.Length == 0)
            Refuse(path, "must hold a letter or a digit");
        else if (!_aliases.Exists(known => known.Normal == normal))
            _aliases.Add((alias, normal));
    }

    /// <summary>Notes that a value is not of its kind, or another fault of a member.</summary>
    public void Refuse(string member, string fault)
    {
        _idFaulty |= member == ProductId;
        _nameFaulty |= member == ProductName;
        faults.Add(row, member, fault);
    }

    /// <summary>Notes that the row is nothing that could be a product.</summary>
    public void RefuseRow(string fault)
    {
        _isRefused = true;
        faults.Add(row, fault);
    }

    /// <summary>Ends the row.</summary>
    /// <returns>Null when what every product must have is missing or at fault, which is noted.</returns>
    public CatalogProductInput? Finish()
    {
        if (_isRefused)
            return null;
        if (_productId is null && !_idFaulty)
            Refuse(ProductId, RequiredFault);
        if (_productName is null && !_nameFaulty)
            Refuse(ProductName, RequiredFault);
        if (_productId is null || _productName is null)
            return null;
        return new CatalogProductInput
        {
            ProductId = _productId,
            Sku = _sku,
            Gtin = _gtin,
            ProductName = _productName,
            Brand = _brand,
            Category = _category,
            PackSize = _packSize,
            ListPriceUnits = _listPriceUnits,
            Active = _active,
            Aliases = _aliases.Count == 0 ? null : _aliases.ConvertAll(alias => alias.Written),
        };
    }

    private string? Identifier(string member, string text)
    {
        if (PrintableText.FindIdentifierFault(text, TransactionLimits.ProductIdCharactersMax) is not { } fault)
            return text;
        Refuse(member, fault);
        return null;
    }

    private string? Text(string member, string text, int charactersMax)
    {
        if (text.Length <= charactersMax || text.EnumerateRunes().Count() <= charactersMax)
        {
            if (string.IsNullOrWhiteSpace(text))
                Refuse(member, "must not be blank");
            else if (PrintableText.HasControl(text))
                Refuse(member, "must not hold control characters");
            else
                return text;
        }
        else
        {
            Refuse(member, $"must have at most {charactersMax} characters");
        }

        return null;
    }
}
