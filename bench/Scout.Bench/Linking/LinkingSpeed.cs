using System.Diagnostics;
using Scout.Linking.Catalog;
using Scout.Linking.Matching;
using Scout.Linking.Mentions;

namespace Scout.Bench.Linking;

/// <summary>What matching costs against a catalogue of 100,000 products, on one core.</summary>
internal static class LinkingSpeed
{
    private const int Products = 100_000;
    private const int Mentions = 20_000;

    public static void Print()
    {
        var electronics = Electronics.Make(Products / 2, Mentions / 2, 201);
        var groceries = Groceries.Make(Products / 2, Mentions / 2, 202);
        CatalogProduct[] products = [.. electronics.Products, .. groceries.Products];
        Mention[] mentions = [.. electronics.Questions.Concat(groceries.Questions).Select(question => question.Mention)];
        new Random(7).Shuffle(mentions);

        // Once for the compiler, once for the clock.
        _ = CatalogIndex.Build(products.Take(5000), []);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var index = CatalogIndex.Build(products, []);
        var built = watch.Elapsed;
        var peak = GC.GetTotalMemory(forceFullCollection: false);
        var kept = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine($"index of {index.Count:N0} products: {built.TotalSeconds:0.00} s, {(kept - before) / 1e6:0} MB kept, {(peak - before) / 1e6:0} MB before collection (products not counted)");

        var matcher = new Matcher(index);
        foreach (var mention in mentions.Take(2000))
            _ = matcher.Match(mention);
        var times = new double[mentions.Length];
        watch.Restart();
        for (var i = 0; i < mentions.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            _ = matcher.Match(mentions[i]);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        var rate = mentions.Length / watch.Elapsed.TotalSeconds;
        Array.Sort(times);
        Console.WriteLine($"never-seen mentions: {rate:N0}/s on one core; p50 {times[times.Length / 2]:0} us, p99 {times[times.Length * 99 / 100]:0} us, max {times[^1]:0} us");
        PrintKeys(mentions);
        PrintOdd(matcher);
    }

    private static void PrintKeys(Mention[] mentions)
    {
        ulong sum = 0;
        var keys = 0;
        for (var i = 0; i < 20_000; i++)
            sum ^= unchecked((ulong)MentionKey.Of(mentions[i % mentions.Length]).Hash);
        var watch = Stopwatch.StartNew();
        while (watch.ElapsedMilliseconds < 500)
        {
            foreach (var mention in mentions.AsSpan(0, 1000))
                sum ^= unchecked((ulong)MentionKey.Of(mention).Hash);
            keys += 1000;
        }

        Console.WriteLine($"key of a mention: {watch.Elapsed.TotalNanoseconds / keys:0} ns{(sum == 0 ? " " : "")}");
    }

    private static void PrintOdd(Matcher matcher)
    {
        (string Name, string Text)[] odd =
        [
            ("10,000 characters", string.Concat(Enumerable.Repeat("Sony digital camera 12x33cl DSC-W120 ", 271))[..10_000]),
            ("10,000 letters without a space", new string('x', 10_000)),
            ("emoji", "😀🎉🥤 🧃👩‍👩‍👧‍👦"),
            ("right to left", "שוקולד חלב עלית 100 גרם حليب طازج"),
            ("digits", "8715035110106"),
            ("empty", ""),
            ("lone surrogates", "\ud800 abc \udfff"),
            ("combining marks", "a" + new string('\u0301', 5000)),
        ];
        foreach (var (name, text) in odd)
        {
            var watch = Stopwatch.StartNew();
            var decision = matcher.Match(new(ProductName: text));
            Console.WriteLine($"{name,-32} {watch.Elapsed.TotalMilliseconds,6:0.00} ms  {decision.Method.Word() ?? "none"}");
        }
    }
}
