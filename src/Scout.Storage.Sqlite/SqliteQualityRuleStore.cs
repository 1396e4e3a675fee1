using Scout.Domain.Quality;
using Scout.Storage.Quality;

namespace Scout.Storage.Sqlite;

/// <summary>Overrides of the rules in <c>quality_rules</c>.</summary>
internal sealed class SqliteQualityRuleStore(SqliteDatabase database) : IQualityRuleStore
{
    public ValueTask<RuleChanges> ReadAsync(long afterVersion, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            using var rows = session.Use(SqliteStatements.ReadQualityRules).Int64(afterVersion);
            var read = new List<(long Version, RuleOverride? Override)>();
            while (rows.Step())
                read.Add((rows.GetInt64(0), FindOverride(rows)));
            return RuleRows.Join(afterVersion, read);
        },
        cancellationToken);

    public ValueTask<long> SaveAsync(IReadOnlyList<RuleOverride> overrides, AuditedAct act, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Save(session, RuleRows.LastOfEach(overrides), act), cancellationToken);

    private static long Save(SqliteSession session, IReadOnlyList<RuleOverride> rows, AuditedAct act)
    {
        var version = NextVersion(session);
        foreach (var row in rows)
        {
            session.Use(SqliteStatements.SaveQualityRule)
                .Text(RuleRows.StoreOf(row))
                .Text(RuleRows.NameOf(row))
                .Text(row.Action is { } action ? StoredWords.Of(action) : null)
                .Amount(row.Share)
                .Amount(row.Amount)
                .Int64(row.Span?.Ticks / TimeSpan.TicksPerMicrosecond)
                .Int64(version)
                .Run();
        }

        AuditLog.Note(session, act, RuleRows.Action, RuleRows.FindOnlyStore(rows), null, null);
        return version;
    }

    private static long NextVersion(SqliteSession session)
    {
        using var rows = session.Use(SqliteStatements.NextQualityVersion);
        return rows.Step() ? rows.GetInt64(0) : throw new StorageUnavailableException("The counter of the rules' versions has no row.");
    }

    private static RuleOverride? FindOverride(SqliteStatement row) => RuleRows.Find(
        row.GetText(1), row.GetText(2), row.FindText(3), row.FindAmount(4), row.FindAmount(5), row.IsNull(6) ? null : row.GetInt64(6));
}
