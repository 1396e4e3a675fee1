using Scout.Linking.Reading;

namespace Scout.Linking.Catalog;

/// <summary>What a product's name says, in terms of the vocabulary. Small, because there is one for each product.</summary>
internal sealed class ProductProfile
{
    /// <summary>Distinct terms in the order of the text; those after <see cref="NameTerms"/> are from brand, pack size, SKU and category.</summary>
    public required int[] Terms { get; init; }

    public required int NameTerms { get; init; }

    /// <summary>Neighbouring terms that are one word when joined: index of the first, number, term of the whole.</summary>
    public required (byte First, byte Count, int Term)[] Compounds { get; init; }

    public required Quantity[] Quantities { get; init; }

    /// <summary>Price in units of an amount; zero when unknown.</summary>
    public required long Price { get; init; }

    /// <summary>Index of the brand; -1 when unknown.</summary>
    public required int Brand { get; init; }
}
