namespace Scout.Domain.Transactions;

/// <summary>The bounds of one transaction, as devices are told them. Lengths are Unicode code points.</summary>
public static class TransactionLimits
{
    /// <summary>One transaction's body, unpacked.</summary>
    public const int BodyBytesMax = 256 * 1024;

    public const int ItemsMax = 1000;

    /// <summary><c>metadata</c>, as sent.</summary>
    public const int MetadataBytesMax = 8 * 1024;

    public const int ProductIdCharactersMax = 256;

    public const int ProductNameCharactersMax = 10_000;

    /// <summary>Every other text: brand, category, gtin, unit, payment method, customer, device.</summary>
    public const int TextCharactersMax = 256;

    /// <summary>Nested arrays and objects in one body.</summary>
    public const int DepthMax = 32;

    /// <summary>Faults named in one answer; a last entry tells that there are more.</summary>
    public const int FaultsMax = 100;
}
