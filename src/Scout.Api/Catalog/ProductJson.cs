using System.Text.Json;
using Scout.Api.Http;
using Scout.Api.Reports;
using Scout.Contracts.Catalog;
using Scout.Domain.Money;

namespace Scout.Api.Catalog;

/// <summary>How a product reads: as it is uploaded, with when it last changed.</summary>
internal static class ProductJson
{
    public static void Write(Utf8JsonWriter writer, CatalogProductView view)
    {
        var product = view.Product;
        writer.WriteStartObject();
        writer.WriteString(ProductDraft.ProductId, product.ProductId);
        writer.WriteOptional(ProductDraft.Sku, product.Sku);
        writer.WriteOptional(ProductDraft.GtinMember, product.Gtin);
        writer.WriteString(ProductDraft.ProductName, product.ProductName);
        writer.WriteOptional(ProductDraft.Brand, product.Brand);
        writer.WriteOptional(ProductDraft.Category, product.Category);
        writer.WriteOptional(ProductDraft.PackSize, product.PackSize);
        writer.WriteAmount(ProductDraft.ListPrice, product.ListPriceUnits);
        writer.WriteBoolean(ProductDraft.Active, product.Active);
        writer.WriteStartArray(ProductDraft.Aliases);
        foreach (var alias in product.Aliases ?? [])
            writer.WriteStringValue(alias);
        writer.WriteEndArray();
        writer.WriteNumber("version", view.Version);
        writer.WriteInstant("updated_at", view.UpdatedAt);
        writer.WriteEndObject();
    }

    public static void WriteAmount(this Utf8JsonWriter writer, string name, long? units)
    {
        if (units is { } known)
            writer.WriteNumber(name, Amount.ToDecimal(known));
        else
            writer.WriteNull(name);
    }
}

/// <summary>The same as rows of commas, in the columns that an upload takes.</summary>
internal static class ProductCsv
{
    public static readonly string Columns = string.Join(',', ProductDraft.Members);

    public static void Add(CsvText csv, CatalogProductView view)
    {
        var product = view.Product;

        // A bar parts the names here, and means no more within one than a space does.
        var aliases = string.Join('|', (product.Aliases ?? []).Select(alias => alias.Replace('|', ' ')));
        _ = csv.Add(
            product.ProductId, product.Sku, product.Gtin, product.ProductName, product.Brand, product.Category, product.PackSize,
            product.ListPriceUnits is { } price ? Amount.ToDecimal(price) : null, product.Active ? "true" : "false", aliases);
    }
}
