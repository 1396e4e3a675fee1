using Microsoft.Extensions.Options;

namespace Scout.Api.Live;

/// <summary>The feeds that someone listens to, and how many listen.</summary>
internal sealed class LiveFeeds(IOptions<ApiOptions> options, TimeProvider time, ILogger<LiveFeed> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LiveFeed> _feeds = new(StringComparer.Ordinal);
    private int _listeners;

    /// <summary>Joins the feed of a name, which begins with its first listener.</summary>
    /// <returns>Null when too many listen already.</returns>
    public LiveFeed? TryJoin(string name, Func<ILiveSource> open)
    {
        lock (_gate)
        {
            if (_listeners >= options.Value.LiveListenersMax)
                return null;
            if (!_feeds.TryGetValue(name, out var feed))
            {
                _feeds.Add(name, feed = new LiveFeed(open(), options.Value, time, logger));
                feed.Start();
            }

            feed.Listeners++;
            _listeners++;
            return feed;
        }
    }

    public void Leave(string name, LiveFeed feed)
    {
        lock (_gate)
        {
            _listeners--;
            if (--feed.Listeners > 0)
                return;
            _ = _feeds.Remove(name);
            feed.Stop();
        }
    }
}
