using System.Globalization;
using System.Text;

namespace Scout.Faults.Tests.Histories;

/// <summary>Makes the bodies that devices send.</summary>
internal sealed class Receipts(Random random, DateTimeOffset now)
{
    private static readonly TimeSpan Spread = TimeSpan.FromHours(30);
    private static readonly string[] Products = ["Oat Milk 1l", "Rye Bread", "Green Tea", "Red Apples 1kg", "Dish Soap"];

    public (Sold Sold, string Body) Make(string store, string id) => Make(store, id, now - Spread * random.NextDouble(), reason: null);

    /// <summary>Other content for the same identity, in the same time.</summary>
    /// <param name="sold">What it stands for.</param>
    /// <param name="reason">Of a correction; null for a body that a device might send by mistake.</param>
    public (Sold Sold, string Body) MakeOther(Sold sold, string? reason)
    {
        while (true)
        {
            var other = Make(sold.Store, sold.Id, sold.At, reason);
            if (other.Sold.Total != sold.Total)
                return other;
        }
    }

    private (Sold Sold, string Body) Make(string store, string id, DateTimeOffset occurredAt, string? reason)
    {
        var at = new DateTimeOffset(occurredAt.UtcTicks - occurredAt.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
        var sign = random.Next(20) == 0 ? -1 : 1;
        var lines = random.Next(1, 5);
        var total = 0m;
        var items = new StringBuilder();
        for (var line = 0; line < lines; line++)
        {
            var (quantity, price) = (sign * random.Next(1, 6), random.Next(5, 2000) / 100m);
            total += quantity * price;
            var product = random.Next(Products.Length);
            _ = items.Append(CultureInfo.InvariantCulture,
                $$"""{{(line > 0 ? "," : "")}}{"product_id":"P-{{product}}","product_name":"{{Products[product]}}","qty":{{quantity}},"unit_price":{{price}},"line_amount":{{quantity * price}}}""");
        }

        var type = sign < 0 ? "\"type\":\"return\"," : "";
        var metadata = reason is null ? "" : $"\"metadata\":{{\"reason\":\"{reason}\",\"by\":\"faults\"}},";
        var body = string.Create(CultureInfo.InvariantCulture,
            $$"""{"transaction_id":"{{id}}","store_id":"{{store}}","ts":"{{at:yyyy-MM-ddTHH:mm:ss.fff}}Z",{{type}}{{metadata}}"total_amount":{{total}},"items":[{{items}}]}""");
        return (new Sold(store, id, at, total, lines), body);
    }
}
