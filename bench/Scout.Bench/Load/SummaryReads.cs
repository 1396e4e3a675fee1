namespace Scout.Bench.Load;

/// <summary>Summaries of today as dashboards ask for them: of the stores in turn, and of the chain once in ten.</summary>
internal sealed class SummaryReads : RequestSource
{
    private const int ChainOnceIn = 10;

    private readonly byte[] _chain;
    private readonly byte[][] _stores;
    private int _asked;

    public SummaryReads(HttpTarget target, int stores)
    {
        _chain = target.Get("/v1/chain/summary?window=today");
        _stores = [.. Enumerable.Range(1, stores).Select(store => target.Get($"/v1/stores/STORE-{store:D3}/summary?window=today"))];
    }

    public override int RequestBytesMax => _stores.Append(_chain).Max(request => request.Length);

    public override int TransactionsPerRequest => 1;

    public override Range Write(Span<byte> buffer)
    {
        var turn = Interlocked.Increment(ref _asked);
        var request = turn % ChainOnceIn == 0 ? _chain : _stores[(int)((uint)turn % (uint)_stores.Length)];
        request.CopyTo(buffer);
        return ..request.Length;
    }

    /// <summary>An answer without figures is none.</summary>
    public override int CountAccepted(ReadOnlySpan<byte> body) => body.IndexOf("\"revenue\""u8) >= 0 ? 1 : 0;
}
