using Microsoft.Extensions.Time.Testing;
using Scout.Domain.Alerts;
using Scout.Domain.Quality;
using Scout.Grains.Alerts;
using Scout.Storage.Alerts;

namespace Scout.Grains.Tests.Alerts;

public sealed class AlertRulesTests
{
    private static readonly AlertKind[] AllKinds = [AlertKind.CheckFailed, AlertKind.QuarantineRate, AlertKind.StageStalled, AlertKind.StoreSilent];
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 8, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly AlertRules _rules;

    public AlertRulesTests() => _rules = new AlertRules(_clock, new AlertOptions { ResolveAfter = TimeSpan.FromMinutes(1), StandingMax = 10 });

    [Fact]
    public void Decide_ANewCause_IsRaisedOnce()
    {
        var decision = Decide([Signal("a"), Signal("a")]);

        Assert.Equal("a", Assert.Single(decision.Raise).Cause);
        Assert.Empty(decision.Resolve);
        Assert.Empty(Decide([Signal("a")], Standing("a")).Raise);
        Assert.Empty(Decide([Signal("a")], Standing("a") with { State = AlertState.Acknowledged }).Raise);
    }

    [Fact]
    public void Decide_ACauseThatAPersonResolved_IsSilent() =>
        Assert.Empty(_rules.Decide(new AlertRound(AllKinds, [Signal("a")], new HashSet<string>()), [], ["a"]).Raise);

    [Fact]
    public void Decide_ACauseThatStays_IsNotedWhenItGrowsOrOnceAMinute()
    {
        _ = Decide([Signal("a", evidence: 1)]);
        var alert = Standing("a");

        Assert.Empty(Decide([Signal("a", evidence: 1)], alert).Seen);
        Assert.Equal("message 2", Assert.Single(Decide([Signal("a", evidence: 2)], alert).Seen).Message);
        Assert.Empty(Decide([Signal("a", evidence: 2)], alert).Seen);
        Assert.Empty(Decide([Signal("a", evidence: 1)], alert).Seen);
        _clock.Advance(TimeSpan.FromSeconds(60));
        _ = Assert.Single(Decide([Signal("a", evidence: 1)], alert).Seen);
    }

    [Fact]
    public void Decide_ARateThatIsWellAgain_IsResolvedAfterAWhileUnlessItComesBack()
    {
        var alert = Standing("a", AlertKind.QuarantineRate);
        Assert.Empty(Decide([], alert).Resolve);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(Decide([], alert).Resolve);
        Assert.Empty(Decide([Signal("a", AlertKind.QuarantineRate)], alert).Resolve);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(Decide([], alert).Resolve);
        _clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("a", Assert.Single(Decide([], alert).Resolve).Cause);
    }

    [Theory]
    [InlineData(AlertKind.CheckFailed)]
    [InlineData(AlertKind.StoreSilent)]
    public void Decide_WhatDoesNotFlicker_IsResolvedAtOnce(AlertKind kind) => Assert.Equal("a", Assert.Single(Decide([], Standing("a", kind)).Resolve).Cause);

    [Fact]
    public void Decide_WhatWasNotLookedForOrIsUndecided_StaysAsItIs()
    {
        var (stage, rate) = (Standing("stage", AlertKind.StageStalled), Standing("rate", AlertKind.QuarantineRate));
        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(2));
            var decision = _rules.Decide(new AlertRound([AlertKind.QuarantineRate], [], new HashSet<string> { "rate" }), [stage, rate], []);
            Assert.Empty(decision.Resolve);
        }
    }

    [Fact]
    public void Decide_WhenTooManyStand_RaisesNoMore()
    {
        var standing = Enumerable.Range(0, 9).Select(i => Standing($"old-{i}", AlertKind.StageStalled)).ToArray();

        var decision = _rules.Decide(
            new AlertRound([AlertKind.CheckFailed], [Signal("a"), Signal("b")], new HashSet<string>()), standing, []);

        Assert.Equal(["a"], decision.Raise.Select(signal => signal.Cause));
    }

    private AlertDecision Decide(AlertSignal[] present, params Alert[] standing) =>
        _rules.Decide(new AlertRound(AllKinds, present, new HashSet<string>()), standing, []);

    private static AlertSignal Signal(string cause, AlertKind kind = AlertKind.CheckFailed, long evidence = 1) =>
        new(cause, kind, Severity.Critical, $"message {evidence}", evidence);

    private Alert Standing(string cause, AlertKind kind = AlertKind.CheckFailed) => new()
    {
        AlertId = Alert.NewId(_clock.GetUtcNow()),
        Cause = cause,
        Kind = kind,
        Severity = Severity.Critical,
        State = AlertState.Open,
        Message = "message 1",
        OpenedAt = _clock.GetUtcNow(),
        LastSeenAt = _clock.GetUtcNow(),
        TimesSeen = 1,
    };
}
