using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Amendments;
using Scout.Storage.Links;

namespace Scout.Storage.Sqlite;

/// <summary>Amendments in SQLite: read, decided and written on the turn of the only writer.</summary>
internal sealed class SqliteTransactionLedger(SqliteDatabase database) : ITransactionLedger
{
    public ValueTask<AmendmentOutcome> AmendAsync(Amendment amendment, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Amend(session, amendment), cancellationToken);

    private static AmendmentOutcome Amend(SqliteSession session, Amendment amendment)
    {
        var state = ReadState(session, amendment);
        var plan = LedgerRules.Decide(state, amendment);
        if (!plan.Writes)
            return plan.Outcome;
        try
        {
            return Write(session, amendment, state, plan);
        }
        catch (SqliteFault fault) when (fault.IsDataFault)
        {
            return Unstorable(session, fault.Message);
        }
    }

    private static LedgerState ReadState(SqliteSession session, Amendment amendment)
    {
        var state = new LedgerState([]);
        var revisions = new List<LedgerRevision>();
        using (var rows = session.Use(SqliteStatements.ReadRevisions).Text(amendment.StoreId.Value).Text(amendment.TransactionId.Value))
        {
            while (rows.Step())
            {
                revisions.Add(new LedgerRevision(
                    new EventId(rows.GetInt64(0)), ContentHash.FromBytes(rows.GetBlob(1)), rows.GetInstant(2), rows.FindText(3), rows.GetInt64(4) != 0, rows.FindInstant(5)));
                if (!rows.IsNull(6))
                    state = state with { Quarantine = StoredWords.Parse<QuarantineState>(rows.GetText(6)), QuarantineAt = rows.FindInstant(7) };
            }
        }

        using var letter = session.Use(SqliteStatements.FindUnpromotable).Text(amendment.StoreId.Value).Text(amendment.TransactionId.Value);
        if (letter.Step())
            state = state with { DeadLetter = StoredWords.Parse<DeadLetterState>(letter.GetText(0)), DeadLetterAt = letter.FindInstant(1) };
        return state with { Revisions = revisions };
    }

    private static AmendmentOutcome Write(SqliteSession session, Amendment amendment, LedgerState state, LedgerPlan plan)
    {
        var act = amendment.Act;
        var position = RaisePosition(session, amendment.Shard);
        var outcome = plan.Outcome;
        if (amendment is CorrectAmendment correction)
            outcome = outcome with { EventId = AddRevision(session, correction, state.Revisions.Count) };
        if (amendment is KeepHeldAmendment held && plan.KeepHeld)
            session.Use(SqliteStatements.KeepHeld).Int64(outcome.EventId.Value).Int64((long)held.Broken).Text(held.Findings).Run();
        if (plan.AddsEntry)
        {
            var mentions = new MentionCollector(new KnownMentions());
            if (new SilverRows(session, position, act.At, mentions).AddAll([LedgerRules.EntryOf(amendment, outcome.EventId)]) is [var refused])
                return Unstorable(session, refused.Reason);
            _ = MentionRows.Write(session, mentions);
        }

        if (plan.Reverses is { } reversed)
            Reverse(session, reversed, position, act.At);
        if (plan.Quarantine is { } quarantine)
        {
            session.Use(SqliteStatements.ResolveQuarantined)
                .Int64(state.Revisions[0].EventId.Value).Text(StoredWords.Of(quarantine)).Instant(act.At).Text(act.By).Text(act.Reason).Run();
        }

        if (plan.DeadLetter is { } letter)
        {
            session.Use(SqliteStatements.ResolveUnpromotable)
                .Text(amendment.StoreId.Value).Text(amendment.TransactionId.Value).Text(StoredWords.Of(letter)).Instant(act.At).Text(act.By).Run();
        }

        if (outcome.IsNew)
            AuditLog.Note(session, act, amendment.Action, amendment.StoreId, amendment.TransactionId, outcome.EventId);
        return outcome;
    }

    private static AmendmentOutcome Unstorable(SqliteSession session, string detail)
    {
        session.RollBack();
        return new AmendmentOutcome(AmendmentStatus.Unstorable, Detail: detail);
    }

    private static long RaisePosition(SqliteSession session, int shard)
    {
        using var rows = session.Use(SqliteStatements.RaisePosition).Int64(shard);
        return rows.Step() ? rows.GetInt64(0) : throw new StorageUnavailableException($"Shard {shard} has no row in promotion_shards.");
    }

    private static EventId AddRevision(SqliteSession session, CorrectAmendment correction, int revision)
    {
        var eventId = new EventId(EventIdBlocks.Reserve(session).Next);
        var added = session.Use(SqliteStatements.AddRevision)
            .Int64(eventId.Value)
            .Instant(correction.Act.At)
            .Int64(correction.Shard)
            .Int64((long)correction.BrokenRules)
            .Int64(revision)
            .Text(correction.StoreId.Value)
            .Text(correction.TransactionId.Value)
            .Text(correction.SourceSystem)
            .Hash(correction.Content.ContentHash)
            .Blob(correction.Body.Span)
            .RunAndCount();
        return added == 1
            ? eventId
            : throw new StorageUnavailableException($"Event id {eventId} is in use: the counter of a restored database stood behind its rows.");
    }

    private static void Reverse(SqliteSession session, EventId eventId, long position, DateTimeOffset at)
    {
        session.Use(SqliteStatements.ReverseTransaction).Int64(eventId.Value).Int64(position).Instant(at).Run();
        session.Use(SqliteStatements.ReverseLineItems).Int64(eventId.Value).Run();
    }
}
