using Scout.Contracts.Stores;
using Scout.Grains.Ingestion;

namespace Scout.Grains.Tests.Wire;

/// <summary>Holds the messages between silos to what the builds before this one speak, so that a rolling update may mix them.</summary>
public sealed class WireContractTests
{
    private const string Approved = "Wire/wire-contract.txt";
    private static readonly string[] Spoken = [.. WireContract.Read(typeof(IStoreGrain).Assembly, typeof(IBronzeJournal).Assembly)];

    [Fact]
    public void Contract_OfEarlierBuilds_IsStillSpoken()
    {
        var lost = Known().Except(Spoken, StringComparer.Ordinal).ToArray();

        Assert.True(lost.Length == 0, $"An older build beside this one would not be understood. Keep these and add new ones beside them:\n{string.Join('\n', lost)}");
    }

    [Fact]
    public void Contract_OfThisBuild_IsWrittenDown()
    {
        var added = Spoken.Except(Known(), StringComparer.Ordinal).ToArray();

        Assert.True(added.Length == 0, $"New on the wire; check names and numbers, then add these lines to {Approved}:\n{string.Join('\n', added)}");
    }

    [Fact]
    public void Contract_OfEveryMessage_HasNamesThatSurviveRenaming() =>
        Assert.DoesNotContain(Spoken, line => line.Contains("no alias", StringComparison.Ordinal));

    [Fact]
    public void Contract_OfEachMember_HasANumberOfItsOwn()
    {
        var numbers = Spoken.Where(line => line.Contains(" [", StringComparison.Ordinal)).Select(line => line[..(line.IndexOf(']', StringComparison.Ordinal) + 1)]).ToArray();

        Assert.NotEmpty(numbers);
        Assert.Equal(numbers.Length, numbers.Distinct(StringComparer.Ordinal).Count());
    }

    private static string[] Known() => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, Approved)).Where(line => line.Length > 0)];
}
