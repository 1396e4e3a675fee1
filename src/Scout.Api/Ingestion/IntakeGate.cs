using Microsoft.Extensions.Options;

namespace Scout.Api.Ingestion;

/// <summary>Counts the intake requests at work, so that a flood is refused before any of its bytes are read.</summary>
internal sealed class IntakeGate(IOptions<ApiOptions> options)
{
    private readonly int _requestsMax = options.Value.IngestRequestsMax;
    private int _requests;

    /// <returns>False when the gate is full; true obliges to call <see cref="Leave"/>.</returns>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _requests) <= _requestsMax)
            return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _requests);
}
