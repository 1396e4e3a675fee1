namespace Scout.Api.Live;

/// <summary>Where a feed's figures come from. Used by one feed, one call at a time.</summary>
internal interface ILiveSource
{
    /// <summary>Reads the present figures.</summary>
    /// <returns>Whole, and what changed since the call before, each a line of JSON; null when nothing changed. Both are the same where a change is all there is.</returns>
    ValueTask<(byte[] Whole, byte[] Change)?> ReadAsync();
}
