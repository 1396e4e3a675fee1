using Scout.Linking.Catalog;
using Scout.Linking.Mentions;

namespace Scout.Bench.Linking;

/// <summary>A mention and the products that it means: none where the catalogue has it not.</summary>
internal sealed record Question(Mention Mention, IReadOnlySet<string> Truth);

/// <summary>A catalogue and mentions whose products are known.</summary>
internal sealed record LabelledSet(string Name, IReadOnlyList<CatalogProduct> Products, IReadOnlyList<Question> Questions)
{
    /// <summary>The same with a part of the catalogue taken away, so that many mentions have no product any more.</summary>
    public LabelledSet WithShareOfCatalog(double share, int seed)
    {
        var random = new Random(seed);
        var kept = Products.Where(_ => random.NextDouble() < share).ToArray();
        var ids = kept.Select(product => product.ProductId).ToHashSet(StringComparer.Ordinal);
        return new($"{Name}, {share:P0} of the catalogue", kept, [.. Questions.Select(question => question with { Truth = question.Truth.Where(ids.Contains).ToHashSet() })]);
    }
}
