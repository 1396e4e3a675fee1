using Scout.Contracts.Catalog;

namespace Scout.Api.Catalog;

/// <summary>What was read of an upload, in whichever form it came.</summary>
/// <param name="Products">Every product, when nothing is wrong; otherwise those that can be told.</param>
/// <param name="Faults">All that is wrong with the rows.</param>
/// <param name="Malformed">Why it cannot be read at all; null when it can.</param>
internal sealed record CatalogUpload(List<CatalogProductInput> Products, CatalogFaults Faults, string? Malformed = null);

/// <summary>Gathers the rows of an upload, and what they have to do with one another: an id, and another name, stands for one product.</summary>
/// <param name="productsMax">Rows beyond are counted, not kept.</param>
internal sealed class CatalogRows(int productsMax)
{
    private readonly List<CatalogProductInput> _products = [];
    private readonly Dictionary<string, int> _rowsById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _idsByName = new(StringComparer.Ordinal);
    private int _rows;

    public CatalogFaults Faults { get; } = new();

    /// <summary>Whether so many rows stood already that no more are taken.</summary>
    public bool IsFull => _rows >= productsMax;

    public ProductDraft Begin() => new(_rows++, Faults);

    public void Add(ProductDraft draft)
    {
        if (draft.Id is { } id && !_rowsById.TryAdd(id, draft.Row))
            draft.Refuse(ProductDraft.ProductId, $"stands twice: first in [{_rowsById[id]}]");
        foreach (var (place, name) in draft.OtherNames.Index())
        {
            if (draft.Id is { } owner && !_idsByName.TryAdd(name.Normal, owner) && _idsByName[name.Normal] != owner)
                draft.Refuse($"{ProductDraft.Aliases}[{place}]", $"is another name of the product in [{_rowsById[_idsByName[name.Normal]]}] already");
        }

        if (draft.Finish() is { } product)
            _products.Add(product);
    }

    public CatalogUpload Finish()
    {
        Faults.Line = null;
        if (_rows == 0)
            Faults.AddRoot($"must hold 1 to {productsMax} products");
        return new CatalogUpload(_products, Faults);
    }
}
