using Microsoft.Extensions.Time.Testing;
using Scout.Contracts.Reports;
using Scout.Grains.Reports;

namespace Scout.Grains.Tests.Reports;

/// <summary>What is kept for many is what each of them would have been told.</summary>
public sealed class SharedAnswersTests
{
    private static readonly DateTimeOffset BeforeMidnight = new(2026, 11, 23, 23, 59, 59, 900, TimeSpan.Zero);
    private static readonly ReportOptions Options = new() { AnswersKeptFor = TimeSpan.FromMilliseconds(500), IdleAnswersKeptFor = TimeSpan.FromSeconds(5) };

    private readonly FakeTimeProvider _time = new(BeforeMidnight);
    private readonly SharedAnswers _answers;
    private string _positions = "1";

    public SharedAnswersTests() => _answers = new SharedAnswers(Options, _time);

    [Fact]
    public async Task Answer_WhenTheDayEnds_IsComputedAnew()
    {
        Assert.Equal(23, await DayAsync());
        Assert.Equal(23, await PartAsync());

        _time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal(24, await DayAsync());
        Assert.Equal(24, await PartAsync());
    }

    [Fact]
    public async Task Answer_WithinItsTime_IsSharedUntilSilverMoves()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        var (first, computed) = (_time.GetUtcNow(), 0);
        Assert.Equal(first, await AskAsync());

        _time.Advance(TimeSpan.FromMilliseconds(400));
        _positions = "2";
        Assert.Equal((first, 1), (await AskAsync(), computed));
        _positions = "1";
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((_time.GetUtcNow(), 1), (await AskAsync(), computed));
        _positions = "2";
        Assert.Equal((_time.GetUtcNow(), 2), (await AskAsync(), computed));

        async Task<DateTimeOffset> AskAsync() => (await _answers.GetAsync("question", StandAsync, _ =>
        {
            computed++;
            return ValueTask.FromResult(new SeriesReport { AsOf = _time.GetUtcNow() });
        })).AsOf;
    }

    private async Task<long> DayAsync() => (await _answers.GetAsync(
        "day", StandAsync, _ => ValueTask.FromResult(new SeriesReport { Late = _time.GetUtcNow().Day, AsOf = _time.GetUtcNow() }))).Late;

    private async Task<int> PartAsync() => await _answers.GetPartAsync("part", TimeSpan.FromMinutes(1), () => ValueTask.FromResult(_time.GetUtcNow().Day));

    private ValueTask<(string, DateTimeOffset)> StandAsync() => ValueTask.FromResult((_positions, _time.GetUtcNow()));
}
