using Orleans.Concurrency;

namespace Scout.Contracts.Pipeline;

/// <summary>Whether a stage may run: durable, and one for the whole cluster. Keyed by the stage's name.</summary>
[Alias("scout.IStageSwitchGrain")]
public interface IStageSwitchGrain : IGrainWithStringKey
{
    [Alias("Get"), ReadOnly]
    ValueTask<StageSwitch> GetAsync();

    /// <summary>Pauses or resumes the stage; doing so twice changes nothing. Running work ends first, and silos follow within a second.</summary>
    [Alias("Set")]
    ValueTask<StageSwitch> SetAsync(bool paused);
}

/// <summary>The stages that can be paused.</summary>
public static class Stages
{
    public const string Ingest = "ingest";
    public const string Promotion = "promotion";

    /// <summary>The sums of gold.</summary>
    public const string Rollup = "rollup";

    /// <summary>The sanity checks of silver.</summary>
    public const string Quality = "quality";

    /// <summary>The decisions about mentions.</summary>
    public const string Linking = "linking";

    /// <summary>Whether a stage has a switch. Intake has none: devices are always acknowledged.</summary>
    public static bool CanPause(string stage) => stage is Promotion or Rollup or Quality or Linking;
}

/// <param name="Paused">Whether the stage rests.</param>
/// <param name="ChangedAt">When that was decided; null when it never was.</param>
[GenerateSerializer, Immutable, Alias("scout.StageSwitch")]
public sealed record StageSwitch([property: Id(0)] bool Paused, [property: Id(1)] DateTimeOffset? ChangedAt);
