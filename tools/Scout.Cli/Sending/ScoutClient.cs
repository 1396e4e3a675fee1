using System.Net;
using System.Net.Http.Headers;

namespace Scout.Cli.Sending;

/// <summary>Speaks to one Scout server, repeating calls that were not answered until the policy's deadline.</summary>
internal sealed class ScoutClient : IDisposable
{
    // An attempt that hangs is ended by the machine's own clock: it bounds the network, not the course of the import.
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;
    private readonly RetryPolicy _retry;
    private int _retries;

    public ScoutClient(Uri server, string? key, int connectionsMax, RetryPolicy retry)
    {
        _retry = retry;
        // A proxy of the environment is for the world outside; a redirect would turn a POST into a GET.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = !server.IsLoopback, AllowAutoRedirect = false, MaxConnectionsPerServer = connectionsMax })
        {
            BaseAddress = server,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Add("X-Source-System", "import");
        if (key is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Uri Server => _http.BaseAddress!;

    /// <summary>Attempts made again so far.</summary>
    public int Retries => _retries;

    /// <summary>Makes one call and reads its answer whole.</summary>
    /// <param name="path">Relative to the server, each part percent-encoded.</param>
    /// <param name="body">JSON, or null for none.</param>
    /// <exception cref="ServerUnreachableException">No answer until the deadline.</exception>
    /// <exception cref="ServerRefusedException">The key is missing or may not do this.</exception>
    public async Task<ServerAnswer> CallAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        var start = _retry.Time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var (answer, retryAfter, trouble) = await AttemptAsync(method, path, body, cancellationToken);
            if (answer is { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden })
                throw new ServerRefusedException($"{Server} refuses {method} /{path} with {(int)answer.Status}: {answer.Detail()}. Check --key and what it may do.");
            if (answer is not null && !RetryPolicy.IsPassing(answer.Status))
                return answer;
            var delay = _retry.DelayAfter(attempt, retryAfter);
            if (_retry.Time.GetElapsedTime(start) + delay > _retry.Deadline)
            {
                var last = answer is null ? trouble!.Message : $"{(int)answer.Status} {answer.Detail()}";
                throw new ServerUnreachableException($"{Server} did not take {method} /{path} in {attempt} attempts within {_retry.Deadline}: {last}", trouble);
            }

            Interlocked.Increment(ref _retries);
            await Task.Delay(delay, _retry.Time, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<(ServerAnswer? Answer, RetryConditionHeaderValue? RetryAfter, Exception? Trouble)> AttemptAsync(
        HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(AttemptTimeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null)
                request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var response = await _http.SendAsync(request, either.Token);
            var answer = new ServerAnswer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(either.Token));
            return (answer, response.Headers.RetryAfter, null);
        }
        catch (HttpRequestException exception)
        {
            return (null, null, exception);
        }
        catch (IOException exception)
        {
            return (null, null, exception);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, null, new TimeoutException($"no answer within {AttemptTimeout}"));
        }
    }
}
