using System.Runtime.InteropServices;
using Scout.Domain.Money;
using Scout.Domain.Transactions;
using Scout.Linking.Catalog;
using Scout.Linking.Mentions;

namespace Scout.Storage.Links;

/// <summary>Names the mentions of the lines of one database transaction, and collects those that may have to be written with it.</summary>
public sealed class MentionCollector(KnownMentions known)
{
    /// <summary>Characters of a name that are kept; what comes behind tells no product from another.</summary>
    public const int NameCharsMax = 1_000;

    private readonly Dictionary<long, Mention> _new = [];

    /// <summary>Those that are not known to be stored, in the order of their ids: whoever writes several takes their locks in one order.</summary>
    public Mention[] ToWrite() => [.. _new.Values.OrderBy(mention => mention.MentionId)];

    public bool IsEmpty => _new.Count == 0;

    /// <returns>The mention's id.</returns>
    public long Add(LineItem item, DateTimeOffset seenAt) =>
        Add(item.ProductId, item.ProductName, item.Brand, item.Gtin, item.Category, item.UnitPrice, seenAt);

    /// <returns>The mention's id.</returns>
    public long Add(string productId, string? productName, string? brand, string? gtin, string? category, Amount price, DateTimeOffset seenAt)
    {
        var mentionId = MentionIdentity.Of(productId, productName, brand, gtin);
        if (known.Contains(mentionId))
            return mentionId;
        ref var mention = ref CollectionsMarshal.GetValueRefOrAddDefault(_new, mentionId, out _);
        mention ??= new Mention
        {
            MentionId = mentionId,
            ProductId = productId,
            ProductName = Cut(productName),
            Brand = brand,
            Gtin = Gtin.TryParse(gtin, out var valid) ? valid.ToString() : null,
            Category = category,
            Price = price,
            FirstSeenAt = seenAt,
        };
        return mentionId;
    }

    /// <summary>Takes over what another has collected.</summary>
    public void Add(MentionCollector other)
    {
        foreach (var (mentionId, mention) in other._new)
            _ = _new.TryAdd(mentionId, mention);
    }

    /// <summary>To be called when the transaction is committed.</summary>
    public void Committed() => known.Add(_new.Values);

    private static string? Cut(string? name)
    {
        if (name is null || name.Length <= NameCharsMax)
            return name;
        return name[..(char.IsHighSurrogate(name[NameCharsMax - 1]) ? NameCharsMax - 1 : NameCharsMax)];
    }
}
