using Microsoft.Extensions.Options;

namespace Scout.Api.Ingestion;

/// <summary>Tells whether what lies behind the API can take more. A silo that hosts the API answers for its journal.</summary>
public interface IIntakePressure
{
    bool IsFull { get; }
}

/// <summary>Counts the intake requests at work and the bytes they may hold, so that a flood is refused before any of it is read.</summary>
internal sealed class IntakeGate(IOptions<ApiOptions> options, IEnumerable<IIntakePressure> pressures)
{
    // Typical for JSON; a body that unpacks further is still bounded by its address.
    private const int PackingRatio = 16;

    private readonly ApiOptions _options = options.Value;
    private readonly IIntakePressure[] _pressures = [.. pressures];
    private int _requests;
    private long _bytes;

    /// <summary>What a request's body may hold in memory, as far as its head tells.</summary>
    public static long BytesOf(HttpContext context, long unpackedBytesMax) =>
        context.Request.ContentLength is not { } length ? unpackedBytesMax
        : context.Request.Headers.ContentEncoding.Count == 0 ? Math.Min(length, unpackedBytesMax)
        : Math.Min(Math.Min(length, unpackedBytesMax) * PackingRatio, unpackedBytesMax);

    /// <returns>False when the gate is full; true obliges to call <see cref="Leave"/> with the same bytes.</returns>
    public bool TryEnter(long bytes)
    {
        var requests = Interlocked.Increment(ref _requests);
        var held = Interlocked.Add(ref _bytes, bytes);

        // A lone request always fits: none is larger than its address allows.
        if (requests <= _options.IngestRequestsMax && (held <= _options.IngestBytesMax || held == bytes) && !Array.Exists(_pressures, pressure => pressure.IsFull))
            return true;
        Leave(bytes);
        return false;
    }

    public void Leave(long bytes)
    {
        _ = Interlocked.Decrement(ref _requests);
        _ = Interlocked.Add(ref _bytes, -bytes);
    }
}
