using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Checks;

namespace Scout.Storage.Postgres;

/// <summary>The last run of the sanity checks in <c>scout.quality_checks</c> and the tables beside it.</summary>
internal sealed class PostgresCheckBook(NpgsqlDataSource source) : ICheckBook
{
    public async ValueTask<CheckRecord> ReadAsync(int failuresMax, CancellationToken cancellationToken)
    {
        try
        {
            // One transaction, so that what is read is of one run.
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
            await using var batch = new NpgsqlBatch(connection, transaction)
            {
                BatchCommands =
                {
                    new NpgsqlBatchCommand(PostgresStatements.ReadCheckRun),
                    new NpgsqlBatchCommand(PostgresStatements.ReadCheckResults),
                    new NpgsqlBatchCommand(PostgresStatements.ReadCheckFailures) { Parameters = { Rows.Value(failuresMax, NpgsqlDbType.Integer) } },
                },
            };
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            return await ReadRecordAsync(reader, cancellationToken);
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    public async ValueTask<DateTimeOffset?> FindLastRunAsync(CancellationToken cancellationToken) =>
        await source.FindValueAsync(PostgresStatements.FindLastCheckRun, [], cancellationToken) is DateTime ranAt ? new DateTimeOffset(ranAt, TimeSpan.Zero) : null;

    public async ValueTask<bool> SaveAsync(CheckRun run, long expectedVersion, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var command = new NpgsqlCommand(PostgresStatements.SaveCheckRun, connection, transaction))
            {
                command.Parameters.AddRange(new NpgsqlParameter[]
                {
                    Rows.Value(expectedVersion, NpgsqlDbType.Bigint), Instant(run.RanAt), Rows.Value(run.IsFull, NpgsqlDbType.Boolean),
                    Rows.Value(run.Events, NpgsqlDbType.Bigint), Instant(run.FullRanAt),
                });
                if (await command.ExecuteScalarAsync(cancellationToken) is null)
                    return false;
            }

            await using var batch = new NpgsqlBatch(connection, transaction);
            foreach (var command in Commands(run))
                batch.BatchCommands.Add(command);
            _ = await batch.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    private static async Task<CheckRecord> ReadRecordAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var (version, positions) = (0L, new long[Sharding.ShardCount]);
        var run = new CheckRun { RanAt = null, IsFull = true, Events = 0, FullRanAt = null, Positions = positions, Results = [], Failures = [] };
        while (await reader.ReadAsync(cancellationToken))
        {
            version = reader.GetInt64(0);
            run = run with { RanAt = reader.FindInstant(1), IsFull = reader.GetBoolean(2), Events = reader.GetInt64(3), FullRanAt = reader.FindInstant(4) };
            positions[reader.GetInt16(5)] = reader.GetInt64(6);
        }

        _ = await reader.NextResultAsync(cancellationToken);
        var results = new List<CheckResult>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (CheckCatalog.Find(reader.GetString(0)) is { } info)
                results.Add(new CheckResult(info.Check, reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3)));
        }

        _ = await reader.NextResultAsync(cancellationToken);
        var failures = new List<CheckFailure>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (CheckCatalog.Find(reader.GetString(0)) is { } info)
            {
                failures.Add(new CheckFailure(
                    info.Check, new EventId(reader.GetInt64(1)), reader.FindText(2), reader.FindText(3), reader.GetBoolean(4), FindDecimal(reader, 5), FindDecimal(reader, 6), reader.FindText(7)));
            }
        }

        return new CheckRecord(version, run with { Results = results, Failures = failures });
    }

    private static IEnumerable<NpgsqlBatchCommand> Commands(CheckRun run)
    {
        yield return new NpgsqlBatchCommand(PostgresStatements.SaveCheckPositions)
        {
            Parameters =
            {
                Rows.Array([.. Enumerable.Range(0, run.Positions.Length).Select(shard => (short)shard)], NpgsqlDbType.Smallint),
                Rows.Array(run.Positions, NpgsqlDbType.Bigint),
            },
        };
        yield return new NpgsqlBatchCommand(PostgresStatements.SaveCheckResults)
        {
            Parameters =
            {
                Rows.Array([.. run.Results.Select(result => CheckCatalog.Of(result.Check).Name)], NpgsqlDbType.Text),
                Rows.Array([.. run.Results.Select(result => result.Failures)], NpgsqlDbType.Bigint),
                Rows.Array([.. run.Results.Select(result => result.Unexplained)], NpgsqlDbType.Bigint),
                Rows.Array([.. run.Results.Select(result => result.Dropped)], NpgsqlDbType.Bigint),
                Rows.Array([.. run.Results.Select(result => CheckWords.Of(result.Severity))], NpgsqlDbType.Text),
            },
        };
        yield return new NpgsqlBatchCommand(PostgresStatements.ForgetCheckFailures);
        var failures = run.Failures;
        yield return new NpgsqlBatchCommand(PostgresStatements.SaveCheckFailures)
        {
            Parameters =
            {
                Rows.Array([.. failures.Select(failure => CheckCatalog.Of(failure.Check).Name)], NpgsqlDbType.Text),
                Rows.Array([.. failures.Select(failure => failure.EventId.Value)], NpgsqlDbType.Bigint),
                Rows.Array([.. failures.Select(failure => failure.Explained)], NpgsqlDbType.Boolean),
                Rows.Array([.. failures.Select(failure => failure.StoreId)], NpgsqlDbType.Text),
                Rows.Array([.. failures.Select(failure => failure.TransactionId)], NpgsqlDbType.Text),
                Rows.Array([.. failures.Select(failure => failure.Value)], NpgsqlDbType.Numeric),
                Rows.Array([.. failures.Select(failure => failure.Limit)], NpgsqlDbType.Numeric),
                Rows.Array([.. failures.Select(failure => failure.Note)], NpgsqlDbType.Text),
            },
        };
    }

    private static NpgsqlParameter Instant(DateTimeOffset? value) => new() { Value = (object?)value?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static decimal? FindDecimal(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : StoreFigures.Normalise(row.GetDecimal(column));
}
