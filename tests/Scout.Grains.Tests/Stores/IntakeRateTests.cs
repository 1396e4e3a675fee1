using Microsoft.Extensions.Time.Testing;
using Scout.Contracts.Stores;
using Scout.Grains.Stores;

namespace Scout.Grains.Tests.Stores;

public sealed class IntakeRateTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 8, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly IntakeRate _rate;

    public IntakeRateTests() => _rate = new IntakeRate(_clock);

    [Fact]
    public void Read_BeforeAnything_IsNothingObservedForNoTime() => Assert.Equal(new IntakeRateView(0, 0, TimeSpan.Zero), _rate.Read());

    [Fact]
    public void Read_WithinTheWindow_AddsEveryMinute()
    {
        for (var minute = 0; minute < 15; minute++)
        {
            _rate.Add(10, minute % 2);
            _clock.Advance(TimeSpan.FromSeconds(minute == 14 ? 59 : 60));
        }

        Assert.Equal((150L, 7L), (_rate.Read().Received, _rate.Read().Quarantined));
    }

    [Fact]
    public void Read_AfterAQuarterOfAnHour_HasForgotten()
    {
        _clock.Advance(TimeSpan.FromSeconds(90));
        _rate.Add(1, 1);
        _clock.Advance(TimeSpan.FromMinutes(14));
        _rate.Add(100, 0);
        Assert.Equal((101L, 1L), (_rate.Read().Received, _rate.Read().Quarantined));

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((100L, 0L), (_rate.Read().Received, _rate.Read().Quarantined));
        _clock.Advance(TimeSpan.FromHours(10));
        Assert.Equal(new IntakeRateView(0, 0, TimeSpan.FromHours(10.25) + TimeSpan.FromSeconds(90)), _rate.Read());
    }

    [Fact]
    public void Read_WhenTheClockIsSetBack_KeepsWhatItCounted()
    {
        var clock = new SetClock();
        var rate = new IntakeRate(clock);
        clock.Elapsed = TimeSpan.FromHours(2);
        rate.Add(3, 1);
        clock.Now = clock.Now.AddHours(-1);
        rate.Add(2, 0);

        Assert.Equal((5L, 1L), (rate.Read().Received, rate.Read().Quarantined));
    }

    /// <summary>A clock whose time of day can be set while its timestamps go on.</summary>
    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2025, 8, 24, 12, 0, 0, TimeSpan.Zero);

        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
