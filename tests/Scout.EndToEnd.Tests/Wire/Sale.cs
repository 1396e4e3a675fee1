using System.Globalization;
using System.Text.Json;

namespace Scout.EndToEnd.Tests.Wire;

/// <summary>A transaction of one line as it goes over the wire. It breaks no rule unless a test makes it.</summary>
public sealed record Sale(string Store, string Id)
{
    /// <summary>A fixed moment, so that a repeated run sends the same.</summary>
    public static readonly DateTimeOffset Moment = new(2025, 1, 24, 18, 30, 0, TimeSpan.Zero);

    public DateTimeOffset At { get; init; } = Moment;

    /// <summary>Negative for a return.</summary>
    public decimal Quantity { get; init; } = 2;

    public decimal UnitPrice { get; init; } = 25.25m;

    public string? Currency { get; init; }

    /// <summary>More members, as JSON: <c>"a":1,</c>.</summary>
    public string Extra { get; init; } = "";

    public decimal Total => Quantity * UnitPrice;

    public string Json
    {
        get
        {
            var (quantity, price, total) = (Number(Quantity), Number(UnitPrice), Number(Total));
            var type = Quantity < 0 ? "\"type\":\"return\"," : "";
            var currency = Currency is null ? "" : $"\"currency\":\"{Currency}\",";
            return $$"""
                {"transaction_id":{{Text(Id)}},"store_id":{{Text(Store)}},"ts":"{{At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffff}}Z",{{type}}{{currency}}{{Extra}}"total_amount":{{total}},
                """.TrimEnd() + $$"""
                "items":[{"product_id":"PROD-001","product_name":"Coca-Cola 350ml","brand":"Coca-Cola","qty":{{quantity}},"unit_price":{{price}},"line_amount":{{total}}}]}
                """;
        }
    }

    private static string Text(string value) => JsonSerializer.Serialize(value);

    private static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
