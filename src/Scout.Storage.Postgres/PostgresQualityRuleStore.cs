using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Quality;
using Scout.Storage.Quality;

namespace Scout.Storage.Postgres;

/// <summary>Overrides of the rules in <c>scout.quality_rules</c>.</summary>
internal sealed class PostgresQualityRuleStore(NpgsqlDataSource source) : IQualityRuleStore
{
    // Any fixed number will do that is not the migrations': the letters "rules" in ASCII.
    private const long AdvisoryLock = 0x72756C6573;

    public async ValueTask<RuleChanges> ReadAsync(long afterVersion, CancellationToken cancellationToken) => RuleRows.Join(
        afterVersion,
        await source.ReadAsync(PostgresStatements.ReadQualityRules, [Rows.BigInt(afterVersion)], static row => (row.GetInt64(0), FindOverride(row)), cancellationToken));

    public async ValueTask<long> SaveAsync(IReadOnlyList<RuleOverride> overrides, AuditedAct act, CancellationToken cancellationToken)
    {
        var rows = RuleRows.LastOfEach(overrides);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var version = await NextVersionAsync(connection, transaction, cancellationToken);
            await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { Save(rows, version), Note(rows, act) } };
            _ = await batch.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return version;
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    private static async Task<long> NextVersionAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands = { Rows.BatchCommand(PostgresStatements.LockQualityRules, Rows.BigInt(AdvisoryLock)), Rows.BatchCommand(PostgresStatements.NextQualityVersion) },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        _ = await reader.NextResultAsync(cancellationToken);
        _ = await reader.ReadAsync(cancellationToken);
        return reader.GetInt64(0);
    }

    private static NpgsqlBatchCommand Save(IReadOnlyList<RuleOverride> rows, long version) => Rows.BatchCommand(
        PostgresStatements.SaveQualityRules,
        Rows.Array([.. rows.Select(RuleRows.StoreOf)], NpgsqlDbType.Text),
        Rows.Array([.. rows.Select(RuleRows.NameOf)], NpgsqlDbType.Text),
        Rows.Array([.. rows.Select(row => row.Action is { } action ? StoredWords.Of(action) : null)], NpgsqlDbType.Text),
        Rows.Array([.. rows.Select(row => row.Share?.ToDecimal())], NpgsqlDbType.Numeric),
        Rows.Array([.. rows.Select(row => row.Amount?.ToDecimal())], NpgsqlDbType.Numeric),
        Rows.Array([.. rows.Select(row => row.Span?.Ticks / TimeSpan.TicksPerMicrosecond)], NpgsqlDbType.Bigint),
        Rows.BigInt(version));

    private static NpgsqlBatchCommand Note(IReadOnlyList<RuleOverride> rows, AuditedAct act) => Rows.BatchCommand(
        PostgresStatements.NoteAct,
        Rows.Instant(act.At), Rows.Text(act.By), Rows.Text(RuleRows.Action), Rows.Text(RuleRows.FindOnlyStore(rows)?.Value), Rows.Text(null), Rows.BigInt(null),
        Rows.Text(act.Reason));

    private static RuleOverride? FindOverride(NpgsqlDataReader row) => RuleRows.Find(
        row.GetString(1), row.GetString(2), row.FindText(3), row.FindAmount(4), row.FindAmount(5), row.IsDBNull(6) ? null : row.GetInt64(6));
}
