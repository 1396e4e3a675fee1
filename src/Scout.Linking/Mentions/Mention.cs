using Scout.Domain.Money;

namespace Scout.Linking.Mentions;

/// <summary>How a device named what it sold. Each member may be missing; none has been checked.</summary>
/// <param name="ProductId">The device's id of the product: often the catalogue's id or SKU, sometimes a GTIN, sometimes nothing we know.</param>
/// <param name="ProductName">Free text of any length.</param>
/// <param name="Gtin">A GTIN-8, -12, -13 or -14; ignored when its check digit is wrong.</param>
/// <param name="Price">Price of one unit. Zero and less say nothing.</param>
public sealed record Mention(string? ProductId = null, string? ProductName = null, string? Brand = null, string? Gtin = null, Amount? Price = null);
