using System.Globalization;
using System.Text;

namespace Scout.Bench.Load;

/// <summary>The prebuilt bodies of one run: 1,000 baskets of 1 to 6 items, 2.7 on average, whose amounts add up to the cent.</summary>
/// <remarks>The seed is fixed, so every run, and both sides of a comparison, send the same baskets in the same order.</remarks>
internal sealed class TransactionTemplates
{
    public const int Count = 1000;

    private const int Seed = 20250824;
    private const int Products = 800;

    /// <summary>How many of the templates have 1, 2, ... 6 items.</summary>
    private static readonly int[] BasketSizes = [240, 270, 220, 140, 80, 50];

    private static readonly (string Name, string Brand)[] Shelf =
    [
        ("Coca-Cola", "Coca-Cola"), ("Royal Tru-Orange", "Royal"), ("Lucky Me Pancit Canton", "Lucky Me"), ("Bear Brand Milk", "Nestle"),
        ("Kopiko Brown Coffee", "Kopiko"), ("Safeguard Soap", "Safeguard"), ("Argentina Corned Beef", "Argentina"), ("SkyFlakes", "Monde"),
    ];

    private readonly byte[][] _bodies;

    public TransactionTemplates(string runId)
    {
        var random = new Random(Seed);
        var sizes = BasketSizes.SelectMany((count, index) => Enumerable.Repeat(index + 1, count)).ToArray();
        random.Shuffle(sizes);
        _bodies = Array.ConvertAll(sizes, items => Encoding.UTF8.GetBytes(Build(runId, items, random)));
    }

    public int BytesMax => _bodies.Max(body => body.Length);

    public double BytesMean => _bodies.Average(body => body.Length);

    /// <summary>The body a sequence number is made from; the same number always gives the same basket.</summary>
    public byte[] this[long sequence] => _bodies[sequence % Count];

    private static string Build(string runId, int items, Random random)
    {
        var lines = new StringBuilder();
        var totalCents = 0;
        for (var line = 0; line < items; line++)
        {
            var product = random.Next(Products);
            var (name, brand) = Shelf[product % Shelf.Length];
            var quantity = 1 + random.Next(4);
            var priceCents = 500 + product * 37 % 9500;
            totalCents += quantity * priceCents;
            lines.Append(line == 0 ? "{" : ",{")
                .Append(CultureInfo.InvariantCulture, $$"""
                    "product_id":"PROD-{{product:D4}}","product_name":"{{name}} {{100 + product}}g","brand":"{{brand}}",
                    """)
                .Append(CultureInfo.InvariantCulture, $$"""
                    "qty":{{quantity}},"unit_price":{{Money(priceCents)}},"line_amount":{{Money(quantity * priceCents)}}}
                    """);
        }

        return $$"""{{TransactionBody.Opening(runId)}}"total_amount":{{Money(totalCents)}},"items":[{{lines}}]}""";
    }

    private static string Money(int cents) => string.Create(CultureInfo.InvariantCulture, $"{cents / 100}.{cents % 100:D2}");
}
