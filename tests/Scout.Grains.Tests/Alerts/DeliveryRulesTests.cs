using Scout.Grains.Alerts;
using Scout.Storage.Alerts;

namespace Scout.Grains.Tests.Alerts;

public sealed class DeliveryRulesTests
{
    private static readonly DateTimeOffset Noon = new(2025, 8, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly AlertOptions Options = new()
    {
        DeliveryRetryDelay = TimeSpan.FromSeconds(1),
        DeliveryRetryDelayMax = TimeSpan.FromSeconds(60),
        DeliveryAttemptsMax = 10,
        DeliveryAgeMax = TimeSpan.FromHours(1),
    };

    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(2, 0.5, 2)]
    [InlineData(5, 0.5, 16)]
    [InlineData(7, 0.5, 60)]
    [InlineData(9, 0.5, 60)]
    [InlineData(1, 0, 0.8)]
    [InlineData(1, 1, 1.2)]
    public void Conclude_AFailure_WaitsTwiceAsLongEachTimeAndNeverAllAtOnce(int attempts, double random, double seconds)
    {
        var outcome = DeliveryRules.Conclude(News(attempts), new SendOutcome(false, "answered 500"), Noon, Options, random);

        Assert.Equal(seconds, Math.Round((outcome.TryAgainAt!.Value - Noon).TotalSeconds, 3));
        Assert.Equal((null, "answered 500"), (outcome.DeliveredAt, outcome.Fault));
    }

    [Fact]
    public void Conclude_TheLastAttempt_GivesUp() => AssertGivenUp(DeliveryRules.Conclude(News(10), new SendOutcome(false, "x"), Noon, Options, 0.5));

    [Fact]
    public void Conclude_WhatIsTooOldByThen_GivesUp() =>
        AssertGivenUp(DeliveryRules.Conclude(News(1) with { CreatedAt = Noon.AddHours(-1) }, new SendOutcome(false, "x"), Noon, Options, 0.5));

    [Fact]
    public void Conclude_WhatIsFinal_GivesUp() => AssertGivenUp(DeliveryRules.Conclude(News(1), new SendOutcome(false, "x", IsFinal: true), Noon, Options, 0.5));

    [Fact]
    public void Conclude_WhatWasTaken_IsDone() =>
        Assert.Equal(new DeliveryOutcome(7, 10, Noon, null, null), DeliveryRules.Conclude(News(10), SendOutcome.Done, Noon, Options, 0.5));

    private static LeasedNews News(int attempts) => new(7, new AlertNews("msg_1", "alert.opened", "one", "{}"), attempts, Noon);

    private static void AssertGivenUp(DeliveryOutcome outcome) => Assert.Equal((null, null, "x"), (outcome.DeliveredAt, outcome.TryAgainAt, outcome.Fault));
}
