using System.Globalization;
using System.Text.Json;

namespace Scout.EndToEnd.Tests.Wire;

/// <summary>A sale of several lines. It breaks no rule.</summary>
public sealed record Basket(string Store, string Id, DateTimeOffset At, params IReadOnlyList<BasketLine> Lines)
{
    public string? Currency { get; init; }

    public decimal Total => Lines.Sum(line => line.Amount);

    public decimal Units => Lines.Sum(line => line.Quantity);

    public string Json => JsonSerializer.Serialize(new
    {
        transaction_id = Id,
        store_id = Store,
        ts = At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
        type = Total < 0 ? "return" : "sale",
        currency = Currency,
        total_amount = Total,
        items = Lines.Select(line => new
        {
            product_id = line.Product,
            product_name = line.Name ?? $"Name of {line.Product}",
            brand = line.Brand,
            category = line.Category,
            gtin = line.Gtin,
            qty = line.Quantity,
            unit_price = line.UnitPrice,
            line_amount = line.Amount,
        }),
    });
}

/// <param name="Product">Its id.</param>
/// <param name="Quantity">Negative in a return.</param>
/// <param name="UnitPrice">Of one.</param>
/// <param name="Brand">May be missing.</param>
/// <param name="Category">May be missing.</param>
public sealed record BasketLine(string Product, decimal Quantity, decimal UnitPrice, string? Brand = null, string? Category = null)
{
    /// <summary>Null is a name made of the id.</summary>
    public string? Name { get; init; }

    public string? Gtin { get; init; }

    public decimal Amount => Quantity * UnitPrice;
}
