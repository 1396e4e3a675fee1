using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Bronze;

namespace Scout.Storage.Postgres;

/// <summary>Bronze in PostgreSQL: a batch is one statement and one commit.</summary>
internal sealed class PostgresBronzeLog(NpgsqlDataSource source) : IBronzeLog
{
    private const string ConflictReason = "other content is stored under this identity";

    public async ValueTask<EventIdBlock> ReserveEventIdsAsync(CancellationToken cancellationToken) => EventIdBlock.FromNumber(
        Convert.ToInt64(await source.FindValueAsync(PostgresStatements.ReserveEventIds, [], cancellationToken), CultureInfo.InvariantCulture));

    public async ValueTask<AppendOutcome[]> AppendAsync(IReadOnlyList<BronzeEvent> batch, CancellationToken cancellationToken)
    {
        try
        {
            var outcomes = new AppendOutcome[batch.Count];
            _ = await AppendRangeAsync(batch, 0, batch.Count, outcomes, 0, cancellationToken);
            return outcomes;
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    /// <returns>The number of the next part.</returns>
    private async Task<int> AppendRangeAsync(
        IReadOnlyList<BronzeEvent> batch, int start, int end, AppendOutcome[] outcomes, int part, CancellationToken cancellationToken)
    {
        try
        {
            var stored = await InsertAsync(batch, start, end, cancellationToken);
            if (MarkAccepted(batch, start, end, stored, part, outcomes) > 0)
                await SettleAsync(batch, start, end, outcomes, cancellationToken);
            return part + 1;
        }
        catch (PostgresException exception) when (PostgresFaults.IsDataFault(exception))
        {
            // One row's values failed the whole statement. Halving finds it without failing the others.
            if (end - start > 1)
            {
                var middle = start + (end - start) / 2;
                part = await AppendRangeAsync(batch, start, middle, outcomes, part, cancellationToken);
                return await AppendRangeAsync(batch, middle, end, outcomes, part, cancellationToken);
            }

            await KeepDeadLettersAsync([(batch[start], exception.MessageText)], "unstorable", cancellationToken);
            outcomes[start] = new AppendOutcome(AppendStatus.Unstorable, default, batch[start].ReceivedAt);
            return part;
        }
    }

    private async Task<long[]> InsertAsync(IReadOnlyList<BronzeEvent> batch, int start, int end, CancellationToken cancellationToken)
    {
        var (rejected, held) = CountHeld(batch, start, end);
        if (rejected == end - start)
            return [];

        var count = end - start - rejected;
        var eventIds = new long[count];
        var shards = new short[count];
        var storeIds = new string[count];
        var transactionIds = new string[count];
        var receivedAt = new DateTime[count];
        var sourceSystems = new string[count];
        var hashes = new byte[count][];
        var bodies = new ReadOnlyMemory<byte>[count];
        var brokenRules = new short[count];
        var heldIds = new long[held];
        var findings = new string[held];
        var (i, h) = (0, 0);
        for (var next = start; next < end; next++)
        {
            var item = batch[next];
            if (IsRejected(item))
                continue;
            if (item.Held is { } verdict)
            {
                heldIds[h] = item.EventId.Value;
                findings[h++] = verdict.Findings;
            }

            eventIds[i] = item.EventId.Value;
            shards[i] = (short)item.Shard;
            storeIds[i] = item.Transaction.StoreId.Value;
            transactionIds[i] = item.Transaction.TransactionId.Value;
            receivedAt[i] = item.ReceivedAt.UtcDateTime;
            sourceSystems[i] = item.SourceSystem;
            hashes[i] = item.Transaction.ContentHash.ToBytes();
            bodies[i] = item.Body;
            brokenRules[i++] = (short)item.BrokenRules;
        }

        await using var command = source.Command(
            PostgresStatements.AppendEvents,
            Rows.Array(eventIds, NpgsqlDbType.Bigint),
            Rows.Array(shards, NpgsqlDbType.Smallint),
            Rows.Array(storeIds, NpgsqlDbType.Text),
            Rows.Array(transactionIds, NpgsqlDbType.Text),
            Rows.Array(receivedAt, NpgsqlDbType.TimestampTz),
            Rows.Array(sourceSystems, NpgsqlDbType.Text),
            Rows.Array(hashes, NpgsqlDbType.Bytea),
            Rows.Array(bodies, NpgsqlDbType.Bytea),
            Rows.Array(brokenRules, NpgsqlDbType.Smallint),
            Rows.Array(heldIds, NpgsqlDbType.Bigint),
            Rows.Array(findings, NpgsqlDbType.Text));
        return (long[]?)await command.ExecuteScalarAsync(cancellationToken) ?? [];
    }

    private static (int Rejected, int Held) CountHeld(IReadOnlyList<BronzeEvent> batch, int start, int end)
    {
        var (rejected, held) = (0, 0);
        for (var i = start; i < end; i++)
        {
            if (IsRejected(batch[i]))
                rejected++;
            else if (batch[i].Held is not null)
                held++;
        }

        return (rejected, held);
    }

    private static bool IsRejected(BronzeEvent one) => one.Held is { Disposition: Disposition.Reject };

    /// <returns>How many were not stored now.</returns>
    private static int MarkAccepted(IReadOnlyList<BronzeEvent> batch, int start, int end, long[] stored, int part, AppendOutcome[] outcomes)
    {
        var storedIds = stored.Length == end - start ? null : stored.ToHashSet();
        var rest = 0;
        for (var i = start; i < end; i++)
        {
            var one = batch[i];
            if (storedIds is null || storedIds.Contains(one.EventId.Value))
                outcomes[i] = new AppendOutcome(one.Held is null ? AppendStatus.Accepted : AppendStatus.Quarantined, one.EventId, one.ReceivedAt, part);
            else
                rest++;
        }

        return rest;
    }

    /// <summary>Tells duplicates from conflicts by the hash that is stored, and keeps the bodies of the conflicts and of what is rejected.</summary>
    private async Task SettleAsync(IReadOnlyList<BronzeEvent> batch, int start, int end, AppendOutcome[] outcomes, CancellationToken cancellationToken)
    {
        // An accepted event has an id, which is never zero: blocks are numbered from one.
        var open = Enumerable.Range(start, end - start).Where(i => outcomes[i].EventId == default).ToArray();
        await CompareAsync(batch, open, outcomes, cancellationToken);

        var rejected = open.Where(i => outcomes[i].EventId == default).ToArray();
        if (rejected.Any(i => !IsRejected(batch[i])))
            throw new StorageUnavailableException("A transaction was refused as known and then not found: it was erased in between. Try again.");
        foreach (var i in rejected)
            outcomes[i] = new AppendOutcome(AppendStatus.Rejected, default, batch[i].ReceivedAt);

        await KeepDeadLettersAsync([.. open.Where(i => outcomes[i].Status == AppendStatus.Conflict).Select(i => (batch[i], ConflictReason))], "conflict", cancellationToken);
        await KeepDeadLettersAsync([.. rejected.Select(i => (batch[i], batch[i].Held!.Reason))], "rejected", cancellationToken);
    }

    private async Task CompareAsync(IReadOnlyList<BronzeEvent> batch, int[] open, AppendOutcome[] outcomes, CancellationToken cancellationToken)
    {
        await using var command = source.Command(
            PostgresStatements.FindStored,
            Rows.Array(open, NpgsqlDbType.Integer),
            Rows.Array([.. open.Select(i => Storable(batch[i].Transaction.StoreId.Value))], NpgsqlDbType.Text),
            Rows.Array([.. open.Select(i => Storable(batch[i].Transaction.TransactionId.Value))], NpgsqlDbType.Text));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var i = reader.GetInt32(0);
            var same = ContentHash.FromBytes(reader.GetFieldValue<byte[]>(3)) == batch[i].Transaction.ContentHash;
            outcomes[i] = new AppendOutcome(
                same ? AppendStatus.Duplicate : AppendStatus.Conflict, new EventId(reader.GetInt64(1)), reader.GetInstant(2));
        }
    }

    // What made a row unstorable must not keep its dead letter out as well; the body has the original.
    private static string Storable(string text) => text.Replace('\0', '\uFFFD');

    private async Task KeepDeadLettersAsync((BronzeEvent Event, string Reason)[] letters, string kind, CancellationToken cancellationToken)
    {
        if (letters.Length == 0)
            return;

        await using var command = source.Command(
            PostgresStatements.KeepDeadLetters,
            Rows.Array([.. letters.Select(_ => kind)], NpgsqlDbType.Text),
            Rows.Array([.. letters.Select(_ => (long?)null)], NpgsqlDbType.Bigint),
            Rows.Array([.. letters.Select(letter => Storable(letter.Event.Transaction.StoreId.Value))], NpgsqlDbType.Text),
            Rows.Array([.. letters.Select(letter => Storable(letter.Event.Transaction.TransactionId.Value))], NpgsqlDbType.Text),
            Rows.Array([.. letters.Select(letter => Storable(letter.Event.SourceSystem))], NpgsqlDbType.Text),
            Rows.Array([.. letters.Select(letter => letter.Event.ReceivedAt.UtcDateTime)], NpgsqlDbType.TimestampTz),
            Rows.Array([.. letters.Select(letter => letter.Reason)], NpgsqlDbType.Text),
            Rows.Array([.. letters.Select(letter => letter.Event.Transaction.ContentHash.ToBytes())], NpgsqlDbType.Bytea),
            Rows.Array([.. letters.Select(letter => letter.Event.Body)], NpgsqlDbType.Bytea));
        _ = await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
