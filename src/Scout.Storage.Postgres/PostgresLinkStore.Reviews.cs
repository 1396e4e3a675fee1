using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Links;
using Scout.Storage.Catalog;
using Scout.Storage.Links;
using Scout.Storage.Quality;

namespace Scout.Storage.Postgres;

internal sealed partial class PostgresLinkStore
{
    public async ValueTask<LinkAccepted?> AcceptAsync(LinkAcceptance acceptance, CancellationToken cancellationToken)
    {
        var accepted = await TransactAsync(async review => await review.AcceptAsync(acceptance), cancellationToken);
        return accepted is { } done ? new LinkAccepted((await FindAsync(acceptance.MentionId, cancellationToken))!, done.AliasWritten, done.AliasOf) : null;
    }

    public async ValueTask<LinkRecord?> RejectAsync(LinkRejection rejection, CancellationToken cancellationToken)
    {
        var found = await TransactAsync(async review => await review.RejectAsync(rejection), cancellationToken);
        return found ? await FindAsync(rejection.MentionId, cancellationToken) : null;
    }

    private async Task<T> TransactAsync<T>(Func<Review, Task<T>> act, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await act(new Review(connection, transaction, cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    /// <summary>One word of a person, under the locks of the catalogue and of the mention, always in this order.</summary>
    private sealed class Review(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        public async Task<(bool AliasWritten, string? AliasOf)?> AcceptAsync(LinkAcceptance acceptance)
        {
            var (version, policy) = await CatalogLock.TakeAsync(connection, transaction, cancellationToken);
            if (await FindLinkAsync(acceptance.MentionId) is not { } before || !await IsActiveAsync(acceptance.ProductId))
                return null;
            var act = acceptance.Act;
            if (!before.Manual || before.State != LinkState.Linked || before.ProductId != acceptance.ProductId)
            {
                await RunAsync(
                    Rows.BatchCommand(
                        PostgresStatements.AcceptLink,
                        Rows.BigInt(acceptance.MentionId), Rows.Text(acceptance.ProductId), Rows.Instant(act.At), Rows.Text(act.By), Rows.BigInt(version.Current)),
                    Rows.BatchCommand(PostgresStatements.DropRejection, Rows.BigInt(acceptance.MentionId), Rows.Text(acceptance.ProductId)),
                    Keep(before, acceptance.ProductId, LinkVerdict.Accept, acceptance.Sampled, act),
                    Note(acceptance.MentionId, CatalogActions.Accept, act));
            }

            if (acceptance.Alias is not { } alias)
                return (false, null);
            var dropped = before.Manual && before.ProductId is { } former && former != acceptance.ProductId && await DropAliasAsync(alias, former);
            var (owner, added) = await AddAliasAsync(alias, acceptance, before.Mention.ProductName ?? alias, version.Current + 1);
            if (added || dropped)
                await RunAsync(CatalogLock.Raise(version.Current + 1, version.Products, policy, act.At));
            return owner == acceptance.ProductId ? (true, null) : (false, owner);
        }

        public async Task<bool> RejectAsync(LinkRejection rejection)
        {
            var (version, policy) = await CatalogLock.TakeAsync(connection, transaction, cancellationToken);
            if (await FindLinkAsync(rejection.MentionId) is not { } before)
                return false;
            var act = rejection.Act;
            var isNew = await CountAsync(Rows.BatchCommand(
                PostgresStatements.AddRejection,
                Rows.BigInt(rejection.MentionId), Rows.Text(rejection.ProductId), Rows.Instant(act.At), Rows.Text(act.By), Rows.Text(act.Reason))) > 0;
            if (isNew)
                await RunAsync(Keep(before, rejection.ProductId, LinkVerdict.Reject, rejection.Sampled, act), Note(rejection.MentionId, CatalogActions.Reject, act));
            if (before.ProductId == rejection.ProductId)
            {
                var next = rejection.Next;
                await RunAsync(Rows.BatchCommand(
                    PostgresStatements.PlaceLink,
                    Rows.BigInt(rejection.MentionId), Rows.Text(LinkWords.Of(next.State)), Rows.Text(next.ProductId), Rows.Text(WordOf(next.Method)),
                    Rows.Value(next.Confidence, NpgsqlDbType.Numeric), Rows.Instant(act.At), Rows.Text(LinkRecord.Machine), Rows.BigInt(rejection.CatalogVersion)));
            }

            if (rejection.Alias is { } alias && await DropAliasAsync(alias, rejection.ProductId))
                await RunAsync(CatalogLock.Raise(version.Current + 1, version.Products, policy, act.At));
            return true;
        }

        private static NpgsqlBatchCommand Keep(LinkRecord before, string productId, LinkVerdict verdict, bool sampled, AuditedAct act) => Rows.BatchCommand(
            PostgresStatements.AddReview,
            Rows.BigInt(before.Mention.MentionId), Rows.Text(productId), Rows.Text(LinkWords.Of(verdict)), Rows.Value(sampled, NpgsqlDbType.Boolean),
            Rows.Text(LinkWords.Of(before.State)), Rows.Text(WordOf(before.Method)), Numeric(before.Confidence), Rows.Value(before.Manual, NpgsqlDbType.Boolean),
            Rows.Instant(act.At), Rows.Text(act.By), Rows.Text(act.Reason));

        private static NpgsqlBatchCommand Note(long mentionId, string action, AuditedAct act) => Rows.BatchCommand(
            PostgresStatements.NoteLinkAct, Rows.Instant(act.At), Rows.Text(act.By), Rows.Text(action), Rows.BigInt(mentionId), Rows.Text(act.Reason));

        private async Task<LinkRecord?> FindLinkAsync(long mentionId)
        {
            await using var batch = Batch(Rows.BatchCommand(PostgresStatements.LockLink, Rows.BigInt(mentionId)));
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? ReadLink(reader) : null;
        }

        private async Task<bool> IsActiveAsync(string productId)
        {
            await using var batch = Batch(Rows.BatchCommand(PostgresStatements.FindProduct, Rows.Text(productId)));
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) && reader.GetBoolean(8);
        }

        private async Task<(string Owner, bool Added)> AddAliasAsync(string alias, LinkAcceptance acceptance, string written, long version)
        {
            await using var batch = Batch(Rows.BatchCommand(
                PostgresStatements.AddReviewAlias,
                Rows.Text(alias), Rows.Text(acceptance.ProductId), Rows.Text(written), Rows.Instant(acceptance.Act.At), Rows.Text(acceptance.Act.By), Rows.BigInt(version)));
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            _ = await reader.ReadAsync(cancellationToken);
            return (reader.GetString(0), reader.GetBoolean(1));
        }

        private async Task<bool> DropAliasAsync(string alias, string productId) =>
            await CountAsync(Rows.BatchCommand(PostgresStatements.DropReviewAlias, Rows.Text(alias), Rows.Text(productId))) > 0;

        private async Task RunAsync(params NpgsqlBatchCommand[] commands)
        {
            await using var batch = Batch(commands);
            _ = await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        private async Task<int> CountAsync(NpgsqlBatchCommand command)
        {
            await using var batch = Batch(command);
            return await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        private NpgsqlBatch Batch(params NpgsqlBatchCommand[] commands)
        {
            var batch = new NpgsqlBatch(connection, transaction);
            foreach (var command in commands)
                batch.BatchCommands.Add(command);
            return batch;
        }
    }
}
