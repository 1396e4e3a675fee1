using Scout.Linking.Mentions;

namespace Scout.Linking.Tests.Mentions;

public sealed class MentionKeyTests
{
    [Fact]
    public void Of_WithOtherSpelling_IsTheSame() =>
        Assert.Equal(MentionKey.Of("p-1", "Coca-Cola 350ml", "COCA COLA"), MentionKey.Of(" P-1", "coca  cola 350ML", "Coca-Cola"));

    [Theory]
    [InlineData("p-2", "cola", "brand")]
    [InlineData("p-1", "colas", "brand")]
    [InlineData("p-1", "cola", "brands")]
    [InlineData("p-1", "cola brand", "")]
    public void Of_WithAnotherMember_Differs(string id, string name, string brand) =>
        Assert.NotEqual(MentionKey.Of("p-1", "cola", "brand").Hash, MentionKey.Of(id, name, brand).Hash);

    // The hash is stored: when this fails, what was stored is not found any more. Raise NormalText.Version and migrate.
    [Fact]
    public void Of_AKnownMention_HasTheStoredHash() =>
        Assert.Equal("958573a860e7948149b75ff5318a189d", MentionKey.Of("P-1", "Crème 1,5 L", "Ärla").Hash.ToString("x32", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Of_PriceAndGtin_AreNoPartOfIt() =>
        Assert.Equal(MentionKey.Of(new Mention("1", "a", "b", "5449000000996", Shop.Price(1))), MentionKey.Of(new Mention("1", "a", "b")));
}
