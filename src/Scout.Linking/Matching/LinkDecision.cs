namespace Scout.Linking.Matching;

/// <summary>How a product was found, in the order in which the ways are tried.</summary>
public enum LinkMethod
{
    None,
    ExactId,
    Gtin,
    Alias,
    ExactName,
    Fuzzy,
}

/// <summary>The words of <see cref="LinkMethod"/> in interfaces and tables.</summary>
public static class LinkMethods
{
    /// <summary>For example <c>exact_id</c>; null for none.</summary>
    public static string? Word(this LinkMethod method) => method switch
    {
        LinkMethod.ExactId => "exact_id",
        LinkMethod.Gtin => "gtin",
        LinkMethod.Alias => "alias",
        LinkMethod.ExactName => "exact_name",
        LinkMethod.Fuzzy => "fuzzy",
        _ => null,
    };
}

/// <summary>The best product for a mention, whatever the thresholds.</summary>
/// <param name="ProductId">Null where nothing is near.</param>
/// <param name="Confidence">The probability that the product is meant, 0 to 1; with no product, that of the best that there was.</param>
public readonly record struct LinkDecision(string? ProductId, LinkMethod Method, double Confidence);
