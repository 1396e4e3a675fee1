using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Scout.Api.Hosting;
using Scout.Domain;

namespace Scout.Api.Tests.Hosting;

public sealed class ClusterPatienceTests
{
    private readonly QuickTime _time = new();
    private readonly Lifetime _lifetime = new();
    private int _calls;

    [Fact]
    public async Task Call_WhenASiloIsMourned_IsRepeatedUntilAnswered()
    {
        var answer = await Patience().CallAsync(() => ++_calls < 4 ? throw new SiloUnavailableException("gone") : ValueTask.FromResult(42));

        Assert.Equal((42, 4), (answer, _calls));
    }

    [Fact]
    public async Task Call_WhenNobodyAnswers_GivesUpAtTheEndOfItsPatience()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Patience().CallAsync<int>(() => throw Fail()).AsTask());

        Assert.InRange(_time.Elapsed, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(10));
        Assert.InRange(_calls, 8, 40);
    }

    [Fact]
    public async Task Call_ThatFailsForAnotherReason_IsNotRepeated()
    {
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Patience().CallAsync<int>(() => throw Count(new StorageUnavailableException("away"))).AsTask());
        await Assert.ThrowsAsync<LimitExceededException>(() => Patience().CallAsync<int>(() => throw Count(new LimitExceededException("full"))).AsTask());

        Assert.Equal(2, _calls);
    }

    [Fact]
    public async Task Call_WhileTheServerStops_IsNotRepeated()
    {
        _lifetime.StopApplication();

        await Assert.ThrowsAsync<TimeoutException>(() => Patience().CallAsync<int>(() => throw Fail()).AsTask());

        Assert.Equal(1, _calls);
    }

    private ClusterPatience Patience() => new(_time, Options.Create(new ApiOptions()), _lifetime);

    private TimeoutException Fail() => (TimeoutException)Count(new TimeoutException("late"));

    private Exception Count(Exception exception)
    {
        _calls++;
        return exception;
    }

    /// <summary>A clock on which every wait is over at once, and its time has passed.</summary>
    private sealed class QuickTime : TimeProvider
    {
        private long _ticks;

        public TimeSpan Elapsed => new(_ticks);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero)
                _ticks += dueTime.Ticks;
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping { get; private set; }

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => ApplicationStopping = new CancellationToken(canceled: true);
    }
}
