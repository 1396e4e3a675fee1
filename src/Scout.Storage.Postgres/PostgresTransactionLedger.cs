using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Amendments;
using Scout.Storage.Links;

namespace Scout.Storage.Postgres;

/// <summary>Amendments in PostgreSQL: read, decided and written under the lock of the shard's row.</summary>
internal sealed class PostgresTransactionLedger(NpgsqlDataSource source) : ITransactionLedger
{
    public async ValueTask<AmendmentOutcome> AmendAsync(Amendment amendment, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var (position, state) = await ReadUnderLockAsync(connection, transaction, amendment, cancellationToken);
            var plan = LedgerRules.Decide(state, amendment);

            // Without a commit the lock and the position that was raised to take it are gone with the transaction.
            if (!plan.Writes)
                return plan.Outcome;
            var outcome = await WriteAsync(connection, transaction, amendment, state, plan, position, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return outcome;
        }
        catch (PostgresException exception) when (PostgresFaults.IsDataFault(exception))
        {
            return new AmendmentOutcome(AmendmentStatus.Unstorable, Detail: exception.MessageText);
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    /// <summary>One round trip; each statement after the first has a snapshot of its own, taken when the lock was ours.</summary>
    private static async Task<(long Position, LedgerState State)> ReadUnderLockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Amendment amendment, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                Rows.BatchCommand(PostgresStatements.RaisePosition, Rows.Value((short)amendment.Shard, NpgsqlDbType.Smallint)),
                Rows.BatchCommand(PostgresStatements.ReadRevisions, Rows.Text(amendment.StoreId.Value), Rows.Text(amendment.TransactionId.Value)),
                Rows.BatchCommand(PostgresStatements.FindUnpromotable, Rows.Text(amendment.StoreId.Value), Rows.Text(amendment.TransactionId.Value)),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            throw new StorageUnavailableException($"Shard {amendment.Shard} has no row in promotion_shards.");
        var position = reader.GetInt64(0);

        var state = new LedgerState([]);
        var revisions = new List<LedgerRevision>();
        _ = await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            revisions.Add(new LedgerRevision(
                new EventId(reader.GetInt64(0)), ContentHash.FromBytes(reader.GetFieldValue<byte[]>(1)), reader.GetInstant(2), reader.FindText(3),
                reader.GetBoolean(4), reader.FindInstant(5)));
            if (!reader.IsDBNull(6))
                state = state with { Quarantine = StoredWords.Parse<QuarantineState>(reader.GetString(6)), QuarantineAt = reader.FindInstant(7) };
        }

        _ = await reader.NextResultAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken))
            state = state with { DeadLetter = StoredWords.Parse<DeadLetterState>(reader.GetString(0)), DeadLetterAt = reader.FindInstant(1) };
        return (position, state with { Revisions = revisions });
    }

    private static async Task<AmendmentOutcome> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Amendment amendment, LedgerState state, LedgerPlan plan, long position,
        CancellationToken cancellationToken)
    {
        var outcome = plan.Outcome;
        if (amendment is CorrectAmendment correction)
            outcome = outcome with { EventId = await AddRevisionAsync(connection, transaction, correction, state.Revisions.Count, cancellationToken) };
        if (plan.AddsEntry)
        {
            // Amendments are few: rather than know what is stored, they try to write it.
            var mentions = new MentionCollector(new KnownMentions());
            await SilverCopy.WriteAsync(connection, position, amendment.Act.At, [LedgerRules.EntryOf(amendment, outcome.EventId)], 0, 1, mentions, cancellationToken);
            _ = await MentionRows.WriteAsync(connection, transaction, mentions, cancellationToken);
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var command in Commands(amendment, state, plan, outcome, position))
            batch.BatchCommands.Add(command);
        _ = await batch.ExecuteNonQueryAsync(cancellationToken);
        return outcome;
    }

    private static async Task<EventId> AddRevisionAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CorrectAmendment correction, int revision, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PostgresStatements.AddRevision, connection, transaction)
        {
            Parameters =
            {
                Rows.Instant(correction.Act.At),
                Rows.Value((short)correction.Shard, NpgsqlDbType.Smallint),
                Rows.Value((short)correction.BrokenRules, NpgsqlDbType.Smallint),
                Rows.Value((short)revision, NpgsqlDbType.Smallint),
                Rows.Text(correction.StoreId.Value),
                Rows.Text(correction.TransactionId.Value),
                Rows.Text(correction.SourceSystem),
                Rows.Value(correction.Content.ContentHash.ToBytes(), NpgsqlDbType.Bytea),
                Rows.Value(correction.Body, NpgsqlDbType.Bytea),
            },
        };
        return new EventId((long)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    private static IEnumerable<NpgsqlBatchCommand> Commands(Amendment amendment, LedgerState state, LedgerPlan plan, AmendmentOutcome outcome, long position)
    {
        var act = amendment.Act;
        if (amendment is KeepHeldAmendment held && plan.KeepHeld)
        {
            yield return Rows.BatchCommand(
                PostgresStatements.KeepHeld, Rows.BigInt(outcome.EventId.Value), Rows.Value((short)held.Broken, NpgsqlDbType.Smallint), Rows.Text(held.Findings));
        }

        if (plan.Reverses is { } reversed)
        {
            yield return Rows.BatchCommand(PostgresStatements.ReverseTransaction, Rows.BigInt(reversed.Value), Rows.BigInt(position), Rows.Instant(act.At));
            yield return Rows.BatchCommand(PostgresStatements.ReverseLineItems, Rows.BigInt(reversed.Value));
        }

        if (plan.Quarantine is { } quarantine)
        {
            yield return Rows.BatchCommand(
                PostgresStatements.ResolveQuarantined,
                Rows.BigInt(state.Revisions[0].EventId.Value), Rows.Text(StoredWords.Of(quarantine)), Rows.Instant(act.At), Rows.Text(act.By), Rows.Text(act.Reason));
        }

        if (plan.DeadLetter is { } letter)
        {
            yield return Rows.BatchCommand(
                PostgresStatements.ResolveUnpromotable,
                Rows.Text(amendment.StoreId.Value), Rows.Text(amendment.TransactionId.Value), Rows.Text(StoredWords.Of(letter)), Rows.Instant(act.At), Rows.Text(act.By));
        }

        if (plan.Outcome.IsNew)
        {
            yield return Rows.BatchCommand(
                PostgresStatements.NoteAct,
                Rows.Instant(act.At), Rows.Text(act.By), Rows.Text(amendment.Action), Rows.Text(amendment.StoreId.Value), Rows.Text(amendment.TransactionId.Value),
                Rows.BigInt(outcome.EventId.Value), Rows.Text(act.Reason));
        }
    }
}
