namespace Scout.Grains.Placement;

/// <summary>
/// Moves grains to their homes. Placement decides only where an activation begins; after silos came or went, the ones with work ask here
/// and move, and those without are collected.
/// </summary>
internal sealed class ShardHomes : ISiloStatusListener, IDisposable
{
    // Membership is news that spreads: who moved at the first word of it could be sent back by a silo that has not heard.
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(5);

    private readonly ISiloStatusOracle _silos;
    private readonly ITimer _timer;
    // Null while silos come and go: the map before would send away what was just placed by the map after.
    private volatile bool[]? _isHome;

    public ShardHomes(ISiloStatusOracle silos, TimeProvider time)
    {
        _silos = silos;
        _timer = time.CreateTimer(_ => Compare(), state: null, SettleTime, Timeout.InfiniteTimeSpan);
        _ = silos.SubscribeToSiloStatusEvents(this);
    }

    /// <summary>Whether a grain of the shard may stay: because this is its home, or because that is not settled.</summary>
    public bool IsHome(int shard) => _isHome is not { } known || known[shard];

    /// <summary>
    /// Makes a grain move once it is idle, when this is not its home and that is settled. It does the work at hand first: wherever a grain
    /// is, work must go on, because what silos know of each other may differ for longer than anyone would wait.
    /// </summary>
    /// <remarks>
    /// It moves, and does not merely go away. Silos remember where a grain was and send calls there, and a call makes a grain where it
    /// arrives: one that had only gone was made again at the wrong silo, again and again.
    /// </remarks>
    public void MoveHome(Grain grain, int shard)
    {
        if (!IsHome(shard))
            grain.MigrateOnIdle();
    }

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        _isHome = null;
        _ = _timer.Change(SettleTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _ = _silos.UnSubscribeFromSiloStatusEvents(this);
        _timer.Dispose();
    }

    private void Compare()
    {
        var active = _silos.GetApproximateSiloStatuses(onlyActive: true).Keys;

        // A silo that is not active itself, at start or at its end, sends nothing away: calls that come to it are answered.
        if (active.Contains(_silos.SiloAddress))
            _isHome = Array.ConvertAll(ShardMap.Assign(active), home => home.Equals(_silos.SiloAddress));
    }
}
