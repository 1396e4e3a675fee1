using Scout.Domain.Transactions;

namespace Scout.Domain.Tests.Transactions;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("STORE-001")]
    [InlineData("Łódź 7")]
    [InlineData("店舗")]
    [InlineData("a b")]
    [InlineData("🛒")]
    public void TryParse_WhenPrintable_KeepsTheText(string text)
    {
        Assert.True(StoreId.TryParse(text, out var store));
        Assert.True(TransactionId.TryParse(text, out var transaction));
        Assert.Equal(text, store.Value);
        Assert.Equal(text, transaction.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\u0000b")]
    [InlineData("a\nb")]
    [InlineData("a\u007fb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u200bb")]
    [InlineData("a\u2028b")]
    [InlineData("a\ufffdb")]
    public void TryParse_WhenNotPrintable_Refuses(string text)
    {
        Assert.False(StoreId.TryParse(text, out _));
        Assert.False(TransactionId.TryParse(text, out _));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("🛒")]
    public void TryParse_WhenAtItsLongest_CountsCodePoints(string character)
    {
        Assert.True(StoreId.TryParse(Repeat(character, StoreId.CharactersMax), out _));
        Assert.False(StoreId.TryParse(Repeat(character, StoreId.CharactersMax + 1), out _));
        Assert.True(TransactionId.TryParse(Repeat(character, TransactionId.CharactersMax), out _));
        Assert.False(TransactionId.TryParse(Repeat(character, TransactionId.CharactersMax + 1), out _));
    }

    [Fact]
    public void Value_WhenDefault_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => default(StoreId).Value);
        Assert.Throws<InvalidOperationException>(() => default(TransactionId).Value);
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
