using Scout.Linking.Matching;

namespace Scout.Linking.Tests.Matching;

public sealed class ModelNumbersTests
{
    [Theory]
    [InlineData("kxtg6700b", "kxtg6700b")]
    [InlineData("kxtg6700b", "kxtg6700")]
    [InlineData("tg6700b", "kxtg6700b")]
    public void Agree_OfOneModel_IsSure(string left, string right) => Assert.True(ModelNumbers.Agree(left, right) >= 0.8f);

    [Theory]
    [InlineData("kxtg6700b", "kxtg6701b")]
    [InlineData("fx07", "fx071")]
    [InlineData("cs3", "cs3x")]
    public void Agree_OfTwoModels_IsNone(string left, string right) => Assert.Equal(0, ModelNumbers.Agree(left, right));

    [Theory]
    [InlineData("pslx350h", "pslx250h", true)]
    [InlineData("cs2", "cs3", true)]
    [InlineData("fx07eb", "sd790is", false)]
    [InlineData("kdl37m4000", "122", false)]
    public void AreSiblings_OfOneSeries_IsTold(string left, string right, bool expected) => Assert.Equal(expected, ModelNumbers.AreSiblings(left, right));
}
