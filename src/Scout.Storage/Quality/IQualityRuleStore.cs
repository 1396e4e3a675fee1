using Scout.Domain.Quality;

namespace Scout.Storage.Quality;

/// <summary>What operators changed about the rules.</summary>
public interface IQualityRuleStore
{
    /// <summary>Reads the changes that were saved after a version.</summary>
    /// <param name="afterVersion">0 reads all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<RuleChanges> ReadAsync(long afterVersion, CancellationToken cancellationToken);

    /// <summary>
    /// Saves changes under one new version, with who made them. An override replaces the one of the same store and rule, its null members
    /// included; one whose members are all null takes the override away (it is kept as such, so that readers hear of it).
    /// </summary>
    /// <returns>The new version.</returns>
    ValueTask<long> SaveAsync(IReadOnlyList<RuleOverride> overrides, AuditedAct act, CancellationToken cancellationToken);
}

/// <param name="Version">The greatest version that the overrides include; what was asked after when there are none.</param>
/// <param name="Overrides">Each is the whole override of its store and rule.</param>
public sealed record RuleChanges(long Version, IReadOnlyList<RuleOverride> Overrides);
