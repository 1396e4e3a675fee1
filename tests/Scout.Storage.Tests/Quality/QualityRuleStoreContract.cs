using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Quality;

namespace Scout.Storage.Tests.Quality;

/// <summary>What every <see cref="IQualityRuleStore"/> must do.</summary>
public abstract class QualityRuleStoreContract : StorageContract
{
    private static readonly StoreId Shop = StoreId.Parse("STORE-001");

    private static readonly AuditedAct Act = new(Noon, "me", "because");

    private IQualityRuleStore Rules => Store.Port<IQualityRuleStore>();

    [Fact]
    public async Task Read_NothingSaved_AnswersTheVersionAskedAfter()
    {
        var changes = await Rules.ReadAsync(12, Cancellation);

        Assert.Equal(12, changes.Version);
        Assert.Empty(changes.Overrides);
    }

    [Fact]
    public async Task Save_EveryMember_ComesBackUnderItsVersion()
    {
        RuleOverride[] overrides =
        [
            new(null, BrokenRules.LineSumMismatch, RuleAction.Reject, Amount.FromDecimal(0.0125m), Amount.FromDecimal(999_999_999_999.9999m)),
            new(Shop, BrokenRules.LateEvent, Span: TimeSpan.FromMicroseconds(1_234_567_890_123)),
            new(Shop, BrokenRules.LineSumMismatch),
            new(StoreId.Parse("Café №1"), BrokenRules.AmountLimit, RuleAction.Flag, Amount: Amount.Zero),
        ];

        var version = await Rules.SaveAsync(overrides, Act, Cancellation);
        await Store.ReopenAsync();
        var changes = await Rules.ReadAsync(0, Cancellation);

        Assert.True(version > 0);
        Assert.Equal(version, changes.Version);
        Assert.Equal(overrides.ToHashSet(), changes.Overrides.ToHashSet());
        Assert.Equal(overrides.Length, changes.Overrides.Count);
    }

    [Fact]
    public async Task Save_SameStoreAndRule_ReplacesTheWholeOverride()
    {
        _ = await Rules.SaveAsync([new(Shop, BrokenRules.LineMath, RuleAction.Reject, Amount.FromDecimal(0.5m), Amount.FromDecimal(7))], Act, Cancellation);

        _ = await Rules.SaveAsync([new(Shop, BrokenRules.LineMath, Share: Amount.FromDecimal(0.25m))], Act, Cancellation);

        Assert.Equal(new RuleOverride(Shop, BrokenRules.LineMath, Share: Amount.FromDecimal(0.25m)), Assert.Single((await Rules.ReadAsync(0, Cancellation)).Overrides));
    }

    [Fact]
    public async Task Save_AllMembersNull_IsKeptSoThatReadersHearOfIt()
    {
        var first = await Rules.SaveAsync([new(null, BrokenRules.LineMath, RuleAction.Reject)], Act, Cancellation);

        var second = await Rules.SaveAsync([new(null, BrokenRules.LineMath)], Act, Cancellation);

        Assert.True(second > first);
        var changes = await Rules.ReadAsync(first, Cancellation);
        Assert.Equal(second, changes.Version);
        Assert.Equal(new RuleOverride(null, BrokenRules.LineMath), Assert.Single(changes.Overrides));
    }

    [Fact]
    public async Task Save_OneStoreAndRuleTwiceInOneAct_KeepsTheLast()
    {
        _ = await Rules.SaveAsync([new(Shop, BrokenRules.LineMath, RuleAction.Reject), new(null, BrokenRules.LineMath), new(Shop, BrokenRules.LineMath, RuleAction.Flag)], Act, Cancellation);

        var changes = await Rules.ReadAsync(0, Cancellation);

        Assert.Equal(RuleAction.Flag, Assert.Single(changes.Overrides, one => one.Store == Shop).Action);
    }

    [Fact]
    public async Task Read_AfterAVersion_AnswersWhatWasSavedSince()
    {
        var first = await Rules.SaveAsync([new(null, BrokenRules.LineMath, RuleAction.Reject), new(Shop, BrokenRules.LateEvent, RuleAction.Reject)], Act, Cancellation);
        var second = await Rules.SaveAsync([new(null, BrokenRules.AmountLimit, RuleAction.Reject)], Act, Cancellation);
        var third = await Rules.SaveAsync([new(Shop, BrokenRules.LateEvent, RuleAction.Quarantine)], Act, Cancellation);

        var changes = await Rules.ReadAsync(first, Cancellation);

        Assert.True(first < second && second < third);
        Assert.Equal(third, changes.Version);
        Assert.Equal([BrokenRules.AmountLimit, BrokenRules.LateEvent], changes.Overrides.Select(one => one.Rule));
        Assert.Empty((await Rules.ReadAsync(third, Cancellation)).Overrides);
    }

    [Fact]
    public async Task Save_FromManyTasks_NeverShowsAVersionBeforeAnEarlierOne()
    {
        using var ended = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            var (version, seen) = (0L, new List<RuleOverride>());
            while (true)
            {
                // Asked before the read: what was saved by then is in it.
                var last = ended.IsCancellationRequested;
                var changes = await Rules.ReadAsync(version, Cancellation);
                seen.AddRange(changes.Overrides);
                version = changes.Version;
                if (last)
                    return seen;
            }
        }, Cancellation);

        var versions = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(
            async () => await Rules.SaveAsync([new(StoreId.Parse($"S-{i}"), BrokenRules.LineMath, RuleAction.Reject)], Act, Cancellation), Cancellation)));
        await ended.CancelAsync();

        Assert.Equal(40, versions.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"S-{i}").Order(), (await reader).Select(one => one.Store!.Value.Value).Order());
    }

    [Fact]
    public async Task Save_AnyChange_IsAudited()
    {
        _ = await Rules.SaveAsync([new(Shop, BrokenRules.LineMath, RuleAction.Reject), new(Shop, BrokenRules.LateEvent, RuleAction.Reject)], Act, Cancellation);
        _ = await Rules.SaveAsync([new(null, BrokenRules.LineMath, RuleAction.Reject)], Act, Cancellation);

        Assert.Equal(2, await Store.CountAsync("audit_log where action = 'rules_change' and actor = 'me' and reason = 'because' and transaction_id is null and event_id is null"));
        Assert.Equal(1, await Store.CountAsync("audit_log where store_id = 'STORE-001'"));
    }
}
