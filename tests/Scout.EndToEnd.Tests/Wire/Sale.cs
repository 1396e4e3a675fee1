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

    /// <summary>The amount of the line; null is what quantity and price make.</summary>
    public decimal? LineAmount { get; init; }

    /// <summary>The total as sent; null is the amount of the line.</summary>
    public decimal? SentTotal { get; init; }

    /// <summary>Sent as a return; without being told, what has a negative quantity is one.</summary>
    public bool? IsReturn { get; init; }

    /// <summary>The member <c>metadata</c> as JSON; no part of the content.</summary>
    public string? Metadata { get; init; }

    public decimal Total => SentTotal ?? LineAmount ?? Quantity * UnitPrice;

    public string Json
    {
        get
        {
            var (quantity, price, total, line) = (Number(Quantity), Number(UnitPrice), Number(Total), Number(LineAmount ?? Quantity * UnitPrice));
            var type = IsReturn ?? Quantity < 0 ? "\"type\":\"return\"," : "";
            var metadata = Metadata is null ? "" : $"\"metadata\":{Metadata},";
            var currency = Currency is null ? "" : $"\"currency\":\"{Currency}\",";
            return $$"""
                {"transaction_id":{{Text(Id)}},"store_id":{{Text(Store)}},"ts":"{{At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffff}}Z",{{type}}{{currency}}{{metadata}}{{Extra}}"total_amount":{{total}},
                """.TrimEnd() + $$"""
                "items":[{"product_id":"PROD-001","product_name":"Coca-Cola 350ml","brand":"Coca-Cola","qty":{{quantity}},"unit_price":{{price}},"line_amount":{{line}}}]}
                """;
        }
    }

    private static string Text(string value) => JsonSerializer.Serialize(value);

    private static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
