using System.Text;
using CsCheck;
using Scout.Linking.Mentions;

namespace Scout.Linking.Tests.Mentions;

public sealed class NormalTextTests
{
    [Theory]
    [InlineData("Noah's  ARK!", "noahs ark")]
    [InlineData("Crème brûlée", "creme brulee")]
    [InlineData("ＷＩＤＥ ﬁne", "wide fine")]
    [InlineData("Straße Łódź Ørsted", "strasse lodz orsted")]
    [InlineData("1,5 L / 950,000", "1.5 l 950000")]
    [InlineData("50% off-white", "50% off white")]
    [InlineData("Windows® XP™", "windows xp")]
    [InlineData("  \t\n ", "")]
    [InlineData("😀", "")]
    [InlineData("שוקולד חלב", "שוקולד חלב")]
    [InlineData("zero\u200bwidth", "zerowidth")]
    public void OfName_WithSpellingHabits_DropsThem(string text, string expected) => Assert.Equal(expected, NormalText.OfName(text));

    [Theory]
    [InlineData(" AB-12/c ", "ab-12/c")]
    [InlineData("85123A", "85123a")]
    public void OfId_WithPunctuation_KeepsIt(string text, string expected) => Assert.Equal(expected, NormalText.OfId(text));

    [Fact]
    public void OfName_OfItsOwnResult_ChangesNothing() => Gen.String[Gen.Char, 0, 60].Sample(text =>
    {
        var once = NormalText.OfName(text);
        return NormalText.OfName(once) == once && once.Length <= NormalText.CharsMax;
    });

    [Fact]
    public void OfName_WithLoneSurrogates_DoesNotThrow() => Assert.Equal("abc", NormalText.OfName("\ud800 abc \udfff"));

    [Fact]
    public void OfName_WhenTooLong_IsBounded() => Assert.Equal(NormalText.CharsMax, NormalText.OfName(new string('x', 10_000)).Length);

    [Fact]
    public void OfName_OfDecomposedText_EqualsComposed() =>
        Assert.Equal(NormalText.OfName("Ünïcode café"), NormalText.OfName("Ünïcode café".Normalize(NormalizationForm.FormD)));
}
