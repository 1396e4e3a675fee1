using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Quality;

namespace Scout.Storage.Postgres;

/// <summary>Reads and decides on <c>scout.dead_letters</c>.</summary>
internal sealed class PostgresDeadLetters(NpgsqlDataSource source) : IDeadLetters
{
    public async ValueTask<IReadOnlyList<DeadLetter>> ReadPageAsync(DeadLetterFilter filter, CancellationToken cancellationToken) => await source.ReadAsync(
        PostgresStatements.PageDeadLetters,
        [
            Rows.Text(filter.State is { } state ? StoredWords.Of(state) : null),
            Rows.Text(filter.Kind is { } kind ? StoredWords.Of(kind) : null),
            Rows.Text(filter.Store?.Value),
            Rows.Value(filter.Before ?? long.MaxValue, NpgsqlDbType.Bigint),
            Rows.Value(filter.Limit, NpgsqlDbType.Integer),
        ],
        Read,
        cancellationToken);

    public async ValueTask<DeadLetter?> FindAsync(long deadLetterId, CancellationToken cancellationToken)
    {
        var found = await source.ReadAsync(PostgresStatements.FindDeadLetter, [Rows.Value(deadLetterId, NpgsqlDbType.Bigint)], Read, cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<DeadLetter?> ResolveAsync(long deadLetterId, DeadLetterState state, AuditedAct act, CancellationToken cancellationToken)
    {
        // Two statements: the loser of a race could not see the winner's decision in the snapshot of its own.
        _ = await source.FindValueAsync(
            PostgresStatements.ResolveDeadLetter,
            [
                Rows.Value(deadLetterId, NpgsqlDbType.Bigint),
                Rows.Text(StoredWords.Of(state)),
                Rows.Instant(act.At),
                Rows.Text(act.By),
                Rows.Text(DeadLetterActions.Of(state)),
                Rows.Text(act.Reason),
            ],
            cancellationToken);
        return await FindAsync(deadLetterId, cancellationToken);
    }

    /// <summary>A row of the statements that answer whole letters.</summary>
    public static DeadLetter Read(NpgsqlDataReader row) => new()
    {
        DeadLetterId = row.GetInt64(0),
        Kind = StoredWords.Parse<DeadLetterKind>(row.GetString(1)),
        State = StoredWords.Parse<DeadLetterState>(row.GetString(2)),
        EventId = row.FindEventId(3),
        StoreId = StoreId.FromStored(row.GetString(4)),
        TransactionId = TransactionId.FromStored(row.GetString(5)),
        SourceSystem = row.GetString(6),
        ReceivedAt = row.GetInstant(7),
        Reason = row.GetString(8),
        Body = row.GetFieldValue<byte[]>(9),
        ResolvedAt = row.FindInstant(10),
        ResolvedBy = row.FindText(11),
    };
}
