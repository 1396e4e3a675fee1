using Scout.Domain;

namespace Scout.Contracts.Pipeline;

/// <summary>Tells how the stages of this cluster stand.</summary>
[Alias("scout.IPipelineGrain")]
public interface IPipelineGrain : IGrainWithIntegerKey
{
    /// <exception cref="StorageUnavailableException">Try again.</exception>
    [Alias("ReadStages")]
    ValueTask<List<StageStatus>> ReadStagesAsync();
}

/// <param name="Stage"><c>ingest</c>, <c>promotion</c>, <c>rollup</c>, <c>linking</c> or <c>quality</c>.</param>
/// <param name="State"><c>running</c>, <c>paused</c> or <c>stalled</c>.</param>
/// <param name="Backlog">Events that wait; for rollups, promotions; for linking, mentions.</param>
/// <param name="Lag">How long the oldest of them has waited.</param>
/// <param name="LastRun">When the stage last moved something; null before the first time.</param>
/// <param name="Overdue">Whether something has waited longer than the stage should ever take.</param>
[GenerateSerializer, Immutable, Alias("scout.StageStatus")]
public sealed record StageStatus(
    [property: Id(0)] string Stage, [property: Id(1)] string State, [property: Id(2)] long Backlog, [property: Id(3)] TimeSpan Lag,
    [property: Id(4)] DateTimeOffset? LastRun, [property: Id(5)] bool Overdue);
