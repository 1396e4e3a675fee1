using Scout.Contracts.Pipeline;

namespace Scout.Grains.Pipeline;

/// <summary>Keeps a stage's switch in Orleans' grain storage: a setting of the cluster, no business fact.</summary>
internal sealed class StageSwitchGrain([PersistentState("stage-switch")] IPersistentState<StageSwitchState> state, TimeProvider time)
    : Grain, IStageSwitchGrain
{
    public ValueTask<StageSwitch> GetAsync() => ValueTask.FromResult(new StageSwitch(state.State.Paused, state.State.ChangedAt));

    public async ValueTask<StageSwitch> SetAsync(bool paused)
    {
        if (state.State.Paused == paused)
            return await GetAsync();

        var before = state.State;
        try
        {
            state.State = new StageSwitchState { Paused = paused, ChangedAt = time.GetUtcNow() };
            await state.WriteStateAsync();
        }
        catch
        {
            // A failed write leaves the grain as it was; the caller hears of the failure.
            state.State = before;
            throw;
        }

        return await GetAsync();
    }
}

/// <summary>What is stored. Its name and members are read back for ever.</summary>
[GenerateSerializer, Alias("scout.StageSwitchState")]
public sealed class StageSwitchState
{
    [Id(0)]
    public bool Paused { get; set; }

    [Id(1)]
    public DateTimeOffset? ChangedAt { get; set; }
}
