using System.Text;

namespace Scout.Api.Live;

/// <summary>One state of the live figures, as bytes that all listeners share.</summary>
/// <param name="Number">Counts the frames of a feed.</param>
/// <param name="Whole">The event with everything, for who has just come or has missed one.</param>
/// <param name="Change">The event with what changed since the frame before; the same bytes where that saves nothing.</param>
internal sealed record LiveFrame(long Number, ReadOnlyMemory<byte> Whole, ReadOnlyMemory<byte> Change)
{
    /// <summary>Makes a server-sent event of one line of JSON.</summary>
    public static byte[] Event(string id, ReadOnlySpan<byte> json)
    {
        var head = Encoding.ASCII.GetBytes($"id: {id}\ndata: ");
        return [.. head, .. json, (byte)'\n', (byte)'\n'];
    }
}
