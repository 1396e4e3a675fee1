using System.Text.Json;
using Scout.Bench.Load;

namespace Scout.Bench.Silver;

/// <summary>Believes the server's own account of what promotion has still to do.</summary>
internal sealed class PipelineSilverProbe : ISilverProbe
{
    private readonly HttpClient _http;

    private PipelineSilverProbe(HttpTarget target)
    {
        _http = new() { BaseAddress = target.Url, Timeout = TimeSpan.FromSeconds(10) };
        if (target.Key is not null)
            _http.DefaultRequestHeaders.Authorization = new("Bearer", target.Key);
    }

    public bool IsExact => false;

    /// <summary>Null when the server does not tell (not found, not allowed, no such stage).</summary>
    public static async Task<PipelineSilverProbe?> FindAsync(HttpTarget target, CancellationToken cancellationToken)
    {
        var probe = new PipelineSilverProbe(target);
        try
        {
            await probe.MarkAsync(cancellationToken);
            return probe;
        }
        catch (BenchException)
        {
            await probe.DisposeAsync();
            return null;
        }
    }

    public Task MarkAsync(CancellationToken cancellationToken) => MissingAsync(0, cancellationToken);

    public async Task<long> MissingAsync(long acceptedSinceMark, CancellationToken cancellationToken)
    {
        try
        {
            using var pipeline = JsonDocument.Parse(await _http.GetByteArrayAsync(new Uri("v1/pipeline", UriKind.Relative), cancellationToken));
            return pipeline.RootElement.GetProperty("stages").EnumerateArray()
                .Single(stage => stage.GetProperty("stage").ValueEquals("promotion")).GetProperty("backlog").GetInt64();
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new BenchException($"GET /v1/pipeline does not tell the backlog of promotion: {fault.Message}");
        }
    }

    public Task<double?> FindLatencyP99MillisecondsAsync(long acceptedSinceMark, CancellationToken cancellationToken) => Task.FromResult<double?>(null);

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
