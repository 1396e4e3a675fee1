using Microsoft.Extensions.Time.Testing;
using Scout.Contracts.Pipeline;
using Scout.Contracts.Stores;
using Scout.Domain.Alerts;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Grains.Alerts;
using Scout.Storage.Alerts;

namespace Scout.Grains.Tests.Alerts;

public sealed class QuarantineRatesTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly StoreId Shop = StoreId.Parse("SHOP");
    private readonly FakeTimeProvider _clock = new();
    private readonly ScriptedSources _sources = new();
    private readonly QuarantineRates _rates;

    public QuarantineRatesTests()
    {
        // Timestamps of zero must not look like long ago.
        _clock.Advance(TimeSpan.FromDays(1));
        _rates = new QuarantineRates(_sources, _clock, new AlertOptions { QuarantinedPercent = 5, QuarantinedMin = 2, RateStoresMax = 3 });
    }

    [Theory]
    [InlineData(40, 2, true)]
    [InlineData(41, 2, false)]
    [InlineData(1, 1, false)]
    [InlineData(2, 2, true)]
    [InlineData(10_000, 499, false)]
    [InlineData(10_000, 500, true)]
    public async Task Find_AShare_IsHeldAgainstTheThreshold(long received, long quarantined, bool isAlarming)
    {
        _sources.Rate = new IntakeRateView(received, quarantined, Long);

        var (present, undecided) = await FindAsync(quarantined);

        Assert.Equal(isAlarming ? ["quarantine_rate:SHOP"] : [], present.Select(signal => signal.Cause));
        Assert.Empty(undecided);
    }

    [Fact]
    public async Task Find_WhenNothingChanges_AsksSeldom()
    {
        _sources.Rate = new IntakeRateView(100, 1, Long);
        for (var second = 0; second < 30; second++)
        {
            _ = await FindAsync(1);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(3, _sources.Asked);
    }

    [Fact]
    public async Task Find_WhenTheListGrows_AsksAtOnce()
    {
        _sources.Rate = new IntakeRateView(100, 4, Long);
        _ = await FindAsync(4);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _sources.Rate = new IntakeRateView(101, 5, Long);
        _ = await FindAsync(5);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _sources.Rate = new IntakeRateView(102, 6, Long);

        Assert.Equal("store SHOP: 6 of 102 transactions of the last 15 minutes set aside (5.9 %)", Assert.Single((await FindAsync(6)).Present).Message);
    }

    [Fact]
    public async Task Find_WhenTheGrainHasNotCountedYet_AsksAgainUntilItHas()
    {
        // The row is in the list; the grain is still to hear of its commit.
        _sources.Rate = new IntakeRateView(0, 0, Long);
        Assert.Empty((await FindAsync(2)).Present);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _sources.Rate = new IntakeRateView(2, 2, Long);

        _ = Assert.Single((await FindAsync(2)).Present);
    }

    [Fact]
    public async Task Find_AGrainThatHasJustBegun_IsUndecidedAboutWhatItMissed()
    {
        _sources.Rate = new IntakeRateView(100, 0, TimeSpan.FromMinutes(1));
        Assert.Equal(["quarantine_rate:SHOP"], (await FindAsync(7)).Undecided);
        _clock.Advance(TimeSpan.FromMinutes(15));
        _sources.Rate = new IntakeRateView(100, 0, TimeSpan.FromMinutes(16));

        Assert.Empty((await FindAsync(7)).Undecided);
    }

    [Fact]
    public async Task Find_AGrainThatDoesNotAnswer_IsUndecidedAndAskedAgain()
    {
        _sources.Fault = new TimeoutException();
        Assert.Equal(["quarantine_rate:SHOP"], (await FindAsync(7)).Undecided);
        _sources.Fault = null;
        _sources.Rate = new IntakeRateView(7, 7, Long);

        _ = Assert.Single((await FindAsync(7)).Present);
    }

    [Fact]
    public async Task Find_WhenTheListWasCut_LeavesTheAlertsOfOthersAlone()
    {
        _sources.Rate = new IntakeRateView(100, 1, Long);
        var standing = new Alert
        {
            AlertId = "1",
            Cause = "quarantine_rate:OTHER",
            Kind = AlertKind.QuarantineRate,
            Severity = Severity.Critical,
            State = AlertState.Open,
            Message = "",
            TimesSeen = 1,
            OpenedAt = default,
            LastSeenAt = default,
        };

        var (_, undecided) = await _rates.FindAsync([.. new[] { "A", "B", "C" }.Select(store => new QuarantinedStore(StoreId.Parse(store), 1))], [standing]);
        Assert.Contains("quarantine_rate:OTHER", undecided);
        (_, undecided) = await _rates.FindAsync([new QuarantinedStore(Shop, 1)], [standing]);
        Assert.DoesNotContain("quarantine_rate:OTHER", undecided);
    }

    private Task<(IReadOnlyList<AlertSignal> Present, HashSet<string> Undecided)> FindAsync(long quarantined) => _rates.FindAsync([new QuarantinedStore(Shop, quarantined)], []);

    private sealed class ScriptedSources : IAlertSources
    {
        public IntakeRateView Rate { get; set; }

        public Exception? Fault { get; set; }

        public int Asked { get; private set; }

        public ValueTask<IntakeRateView> ReadIntakeRateAsync(StoreId store)
        {
            Asked++;
            return Fault is null ? ValueTask.FromResult(Rate) : ValueTask.FromException<IntakeRateView>(Fault);
        }

        public ValueTask<List<StageStatus>> ReadStagesAsync() => ValueTask.FromResult(new List<StageStatus>());
    }
}
