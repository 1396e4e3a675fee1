namespace Scout.Linking.Matching;

/// <summary>What is measured between a mention and a product. Each is 0 to 1 unless told otherwise.</summary>
internal enum PairFeature
{
    /// <summary>Always 1.</summary>
    Base,

    /// <summary>Weight of the terms that both have, over the geometric mean of the weights of each.</summary>
    Cosine,

    /// <summary>The share explained of the side that is explained better: a terse name inside a wordy one has 1.</summary>
    Containment,

    /// <summary>The share explained of the side that is explained worse.</summary>
    Coverage,

    /// <summary>How much was agreed on at all, in terms as rare as can be; 3 of them and more are 1.</summary>
    Evidence,

    /// <summary>Rare words left over on both sides: something was replaced. 0 to 2.</summary>
    Replaced,

    /// <summary>Character trigrams in common.</summary>
    Characters,

    /// <summary>A model or part number in common.</summary>
    ModelAgrees,

    /// <summary>Model numbers on both sides, none in common; 1 when they look like siblings.</summary>
    ModelDiffers,

    /// <summary>Only one side has a model number.</summary>
    ModelOneSided,

    /// <summary>A number, version or year in common.</summary>
    NumberAgrees,

    /// <summary>Numbers of the same sort on both sides that differ.</summary>
    NumberDiffers,

    /// <summary>A quantity of one dimension in common.</summary>
    QuantityAgrees,

    /// <summary>Quantities of one dimension that differ.</summary>
    QuantityDiffers,

    /// <summary>Only one side tells a quantity.</summary>
    QuantityOneSided,

    /// <summary>The same brand, or the brand of one in the name of the other.</summary>
    BrandAgrees,

    /// <summary>Two brands that are known and not the same.</summary>
    BrandDiffers,

    /// <summary>The product's brand is known and not told, while the mention has words that the product does not explain.</summary>
    BrandUnsaid,

    /// <summary>Prices within a fifth of each other; 1 when equal.</summary>
    PriceNear,

    /// <summary>Prices apart: 0 at 40 %, 1 at a factor of four.</summary>
    PriceFar,

    /// <summary>Colours, editions, sizes or flavours that differ.</summary>
    VariantDiffers,

    /// <summary>A colour, edition, size or flavour that only one side has.</summary>
    VariantOneSided,
}
