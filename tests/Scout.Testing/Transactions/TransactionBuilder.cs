using System.Security.Cryptography;
using Scout.Domain.Money;
using Scout.Domain.Transactions;

namespace Scout.Testing.Transactions;

/// <summary>Makes valid transactions, the same from the same seed: change what the test is about, leave the rest.</summary>
/// <example><code>var sale = new TransactionBuilder(seed: 7) { Store = "STORE-001", TotalAmount = 245.5m }.Build();</code></example>
public sealed class TransactionBuilder
{
    private static readonly DateTimeOffset FirstDay = new(2025, 1, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Payments = ["cash", "card", "wallet"];

    private readonly Random _random;

    public TransactionBuilder(int seed)
    {
        // System.Random keeps its sequence for a seed from version to version.
        _random = new Random(seed);
        Id = $"TXN-{seed:D8}-{_random.Next(0x10000):X4}";
        Store = $"STORE-{_random.Next(1, 100):D3}";
        OccurredAt = FirstDay.AddMilliseconds(_random.Next(86_400_000));
        Items = [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Line())];
    }

    public string Id { get; init; }

    public string Store { get; init; }

    public DateTimeOffset OccurredAt { get; init; }

    public TransactionType Type { get; init; }

    /// <summary>What a return says it returns.</summary>
    public string? OriginalId { get; init; }

    /// <summary>As sent; null is the store's own.</summary>
    public string? Currency { get; init; }

    /// <summary>Null means the sum of the lines.</summary>
    public decimal? TotalAmount { get; init; }

    public IReadOnlyList<LineItem> Items { get; init; }

    /// <summary>Changes the content and nothing that the store looks at: two notes under one identity are a conflict.</summary>
    public string Note { get; init; } = "";

    public BuiltTransaction Build()
    {
        // Drawn here and not while the JSON is written, so that the body and the object tell the same.
        var customer = $"C-{_random.Next(10_000)}";
        var payment = Payments[_random.Next(Payments.Length)];
        var total = TotalAmount is { } given ? Amount.FromDecimal(given) : Items.Aggregate(Amount.Zero, (sum, item) => sum + item.LineAmount);
        var body = TransactionBody.Write(this, total, customer, payment);
        return new BuiltTransaction(
            new Transaction
            {
                TransactionId = TransactionId.Parse(Id),
                StoreId = StoreId.Parse(Store),
                Type = Type,
                OccurredAt = OccurredAt,
                OriginalTransactionId = OriginalId is null ? null : TransactionId.Parse(OriginalId),
                TotalAmount = total,
                Currency = Currency,
                CustomerId = customer,
                PaymentMethod = payment,
                DeviceId = "POS-1",
                Items = Items,
                ContentHash = ContentHash.FromBytes(SHA256.HashData(body)),
            },
            body);
    }

    /// <summary>A line of a few pieces at a price with cents.</summary>
    public static LineItem Line(int product, decimal quantity, decimal unitPrice) => new()
    {
        ProductId = $"PROD-{product:D3}",
        ProductName = $"Product {product}",
        Brand = $"Brand {product % 10}",
        Category = "grocery",
        Quantity = Amount.FromDecimal(quantity),
        UnitPrice = Amount.FromDecimal(unitPrice),
        LineAmount = Amount.FromDecimal(decimal.Round(quantity * unitPrice, 4)),
    };

    private LineItem Line() => Line(_random.Next(1, 500), _random.Next(1, 6), _random.Next(50, 20_000) / 100m);
}
