using Scout.Linking.Matching;

namespace Scout.Linking.Tests.Matching;

public sealed class WordSimilarityTests
{
    [Theory]
    [InlineData("chocolate", "chocolat")]
    [InlineData("chocolate", "choc")]
    [InlineData("management", "mgmt")]
    [InlineData("upgrade", "upgrd")]
    [InlineData("camera", "cameras")]
    [InlineData("notebook", "notbeook")]
    public void Of_OneWordSpeltTwice_IsHigh(string left, string right)
    {
        Assert.True(WordSimilarity.Of(left, right) >= 0.7f);
        Assert.Equal(WordSimilarity.Of(left, right), WordSimilarity.Of(right, left));
    }

    [Theory]
    [InlineData("red", "rod")]
    [InlineData("cola", "soda")]
    [InlineData("orange", "lemon")]
    [InlineData("a", "an")]
    public void Of_TwoWords_IsNothing(string left, string right) => Assert.Equal(0, WordSimilarity.Of(left, right));
}
