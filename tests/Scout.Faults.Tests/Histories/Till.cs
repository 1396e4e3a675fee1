using System.Net;
using System.Text;
using System.Text.Json;

namespace Scout.Faults.Tests.Histories;

/// <summary>A device: sells for its stores, sends the same until it is answered, and goes to another address when one fails it.</summary>
/// <param name="amends">Whether it voids and corrects. Both wait for promotion, and so for ever where that is broken.</param>
internal sealed class Till(
    int number, IReadOnlyList<string> stores, Func<IReadOnlyList<Uri>> servers, History history, Acknowledgements acknowledgements, int seed, bool amends)
    : IDisposable
{
    private const int BatchMax = 20;
    private const int RememberMax = 500;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = AnswerWithin };
    private readonly Random _random = new(seed);
    private readonly Receipts _receipts = new(new Random(seed + 1), TimeProvider.System.GetUtcNow());
    private readonly List<(Sold Sold, string Body)> _sold = [];
    private int _moves;
    private int _next;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            await ActAsync();
    }

    public void Dispose() => _http.Dispose();

    private Task ActAsync() => _random.Next(100) switch
    {
        < 2 => AbandonAsync(),
        < 6 when _sold.Count > 0 => ReplayAsync(),
        < 10 when _sold.Count > 0 => ContradictAsync(),
        < 12 when amends && _sold.Count > 0 => AmendAsync(Deed.Void),
        < 14 when amends && _sold.Count > 0 => AmendAsync(Deed.Correct),
        < 50 => SellAsync(1),
        _ => SellAsync(_random.Next(2, BatchMax)),
    };

    private async Task SellAsync(int count)
    {
        var receipts = Enumerable.Range(0, count).Select(_ => New()).ToList();
        _ = await SendUntilAnsweredAsync(IntentOf(Deed.Sell, receipts));
        foreach (var receipt in receipts)
            acknowledgements.Note(receipt.Sold.Store);
        _sold.AddRange(receipts);
        if (_sold.Count > RememberMax)
            _sold.RemoveRange(0, _sold.Count - RememberMax);
    }

    private async Task AbandonAsync()
    {
        var intent = IntentOf(Deed.Abandon, [New()]);
        history.Note(intent);
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(_random.Next(0, 25)));
        history.Note(await SendAsync(intent, limit.Token));
    }

    private async Task ReplayAsync()
    {
        var receipts = Enumerable.Range(0, _random.Next(1, BatchMax)).Select(_ => _sold[_random.Next(_sold.Count)]).ToList();
        _ = await SendUntilAnsweredAsync(IntentOf(Deed.Replay, receipts));
    }

    private async Task ContradictAsync()
    {
        var other = _receipts.MakeOther(_sold[_random.Next(_sold.Count)].Sold, reason: null);
        _ = await SendUntilAnsweredAsync(new Intent(history.NextNumber(), Deed.Contradict, "/v1/transactions", other.Body, [other.Sold]));
    }

    /// <summary>Voids or corrects a sale, and does nothing else to it from then on but what another device might.</summary>
    private async Task AmendAsync(Deed deed)
    {
        var place = _random.Next(_sold.Count);
        var sold = _sold[place].Sold;
        _sold.RemoveAt(place);
        var path = $"/v1/stores/{sold.Store}/transactions/{sold.Id}/{(deed == Deed.Void ? "void" : "correct")}";
        var (amended, body) = deed == Deed.Void ? (sold, """{"reason":"rung up twice","by":"faults"}""") : _receipts.MakeOther(sold, "wrong price");
        _ = await SendUntilAnsweredAsync(new Intent(history.NextNumber(), deed, path, body, [amended]));
    }

    private (Sold Sold, string Body) New() => _receipts.Make(stores[_random.Next(stores.Count)], $"T{number}-{++_next}");

    private Intent IntentOf(Deed deed, List<(Sold Sold, string Body)> receipts) => receipts.Count == 1
        ? new Intent(history.NextNumber(), deed, "/v1/transactions", receipts[0].Body, [receipts[0].Sold])
        : new Intent(
            history.NextNumber(), deed, "/v1/transactions/batch", $"[{string.Join(',', receipts.Select(receipt => receipt.Body))}]", [.. receipts.Select(receipt => receipt.Sold)]);

    private async Task<Outcome> SendUntilAnsweredAsync(Intent intent)
    {
        history.Note(intent);
        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var outcome = await SendAsync(intent, CancellationToken.None);
            history.Note(outcome);
            if (outcome.Status is not (0 or 429 or 503))
                return outcome;
            if (TimeProvider.System.GetElapsedTime(startedAt) > GiveUpAfter)
                Assert.Fail($"Nobody answered {intent.Deed} {intent.Number} for {GiveUpAfter}; last: {outcome}");
            _moves++;
            await Task.Delay(RetryDelay);
        }
    }

    private async Task<Outcome> SendAsync(Intent intent, CancellationToken cancellationToken)
    {
        var addresses = servers();
        try
        {
            using var content = new StringContent(intent.Body, Encoding.UTF8, "application/json");
            using var response = await _http.PostAsync(new Uri(addresses[(number + _moves) % addresses.Count], intent.Path), content, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);

            // Half an answer is none.
            if (response.StatusCode == HttpStatusCode.OK)
                JsonDocument.Parse(body).Dispose();
            return new Outcome(intent.Number, (int)response.StatusCode, body);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            return new Outcome(intent.Number, 0, exception.GetType().Name);
        }
    }
}
