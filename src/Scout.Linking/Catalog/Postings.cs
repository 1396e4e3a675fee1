namespace Scout.Linking.Catalog;

/// <summary>For each term, the products that have it, in one array.</summary>
internal sealed class Postings(int[] offsets, int[] products)
{
    public ReadOnlySpan<int> Of(int term) => products.AsSpan(offsets[term]..offsets[term + 1]);

    /// <param name="terms">For each product, its distinct terms to be found by.</param>
    /// <param name="frequencies">For each term, the number of products that have it; becomes the vocabulary's.</param>
    public static Postings Build(IReadOnlyList<int[]> terms, int[] frequencies)
    {
        var offsets = new int[frequencies.Length + 1];
        for (var term = 0; term < frequencies.Length; term++)
            offsets[term + 1] = offsets[term] + frequencies[term];
        var products = new int[offsets[^1]];
        var next = offsets.AsSpan(0, frequencies.Length).ToArray();
        for (var product = 0; product < terms.Count; product++)
        {
            foreach (var term in terms[product])
                products[next[term]++] = product;
        }

        return new(offsets, products);
    }
}
