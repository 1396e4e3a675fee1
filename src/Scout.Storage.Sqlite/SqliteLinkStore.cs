using Scout.Domain.Links;
using Scout.Domain.Money;
using Scout.Storage.Catalog;
using Scout.Storage.Links;
using Scout.Storage.Quality;

namespace Scout.Storage.Sqlite;

/// <summary>Mentions and their links in SQLite.</summary>
internal sealed class SqliteLinkStore(SqliteDatabase database) : ILinkStore
{
    public ValueTask<IReadOnlyList<DueMention>> ReadDueAsync(CatalogVersion version, int mentionsMax, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<DueMention>>(
            session =>
            {
                var due = new List<DueMention>();
                session.Use(SqliteStatements.ReadPendingMentions).Int64(mentionsMax).Each(row => due.Add(ReadDue(row)));
                foreach (var (state, byKey) in new[]
                {
                    (LinkState.Review, false), (LinkState.Unlinked, false), (LinkState.Linked, false), (LinkState.Linked, true), (LinkState.Review, true),
                })
                {
                    if (due.Count < mentionsMax)
                    {
                        session.Use(SqliteStatements.ReadOutdatedMentions)
                            .Text(LinkWords.Of(state)).Int64(byKey ? 1 : 0).Int64(byKey ? version.Products : version.Current).Int64(mentionsMax - due.Count)
                            .Each(row => due.Add(ReadDue(row)));
                    }
                }

                return [.. due.Select(one => one with { Rejected = ReadRejections(session, one.Mention.MentionId) })];
            },
            cancellationToken);

    public ValueTask<int> DecideAsync(IReadOnlyList<LinkDecision> decisions, long version, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var written = 0;
                foreach (var one in decisions)
                {
                    written += session.Use(SqliteStatements.DecideMention)
                        .Int64(one.MentionId).Text(LinkWords.Of(one.State)).Text(one.ProductId).Text(WordOf(one.Method)).Int64(UnitsOf(one.Confidence)).Int64(version).Instant(at)
                        .RunAndCount();
                }

                session.Use(SqliteStatements.NoteLinking).Instant(at).Run();
                return written;
            },
            cancellationToken);

    public ValueTask<LinkBacklog> ReadBacklogAsync(CatalogVersion version, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            LinkBacklog backlog = default;
            session.Use(SqliteStatements.ReadLinkBacklog).Int64(version.Current).Int64(version.Products).Each(
                row => backlog = new LinkBacklog(row.GetInt64(0), row.GetInt64(1), row.FindInstant(2), row.FindInstant(3)));
            return backlog;
        },
        cancellationToken);

    public ValueTask<LinkRecord?> FindAsync(long mentionId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Find(session, mentionId), cancellationToken);

    public ValueTask<IReadOnlyList<LinkRecord>> ReadPageAsync(LinkFilter filter, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<LinkRecord>>(
            session =>
            {
                var byLines = filter.Order == LinkOrder.Lines;
                var page = new List<LinkRecord>();
                session.Use(byLines ? SqliteStatements.PageLinksByLines : SqliteStatements.PageLinks)
                    .Text(filter.State is { } state ? LinkWords.Of(state) : null).Text(WordOf(filter.Method))
                    .Int64(filter.After is { } after ? byLines ? (long)after.Rank : UnitsOf(after.Rank) : null).Int64(filter.After?.MentionId).Int64(filter.Limit)
                    .Each(row => page.Add(ReadLink(row)));
                return [.. page.Select(link => Count(session, link))];
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<LinkRecord>> ReadSampleAsync(long pivot, int rowsMax, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<LinkRecord>>(
            session =>
            {
                var sample = new List<LinkRecord>();
                session.Use(SqliteStatements.SampleLinks).Int64(pivot).Int64(rowsMax).Each(row => sample.Add(ReadLink(row)));
                var around = new List<LinkRecord>();
                if (sample.Count < rowsMax)
                    session.Use(SqliteStatements.SampleLinks).Int64(0).Int64(rowsMax - sample.Count).Each(row => around.Add(ReadLink(row)));
                return [.. sample.Concat(around.Where(link => link.Mention.MentionId < pivot)).Select(link => Count(session, link))];
            },
            cancellationToken);

    public ValueTask<LinkAccepted?> AcceptAsync(LinkAcceptance acceptance, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Accept(session, acceptance), cancellationToken);

    public ValueTask<LinkRecord?> RejectAsync(LinkRejection rejection, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Reject(session, rejection), cancellationToken);

    public ValueTask<IReadOnlyList<CoverageRow>> ReadCoverageAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<CoverageRow>>(
            session =>
            {
                var rows = new List<CoverageRow>();
                session.Use(SqliteStatements.CountMentions).Each(
                    row => rows.Add(new CoverageRow(FindState(row.GetText(0)), FindMethod(row.FindText(1)), null, row.GetInt64(2), 0, 0)));
                session.Use(SqliteStatements.SumCoverage).Day(from).Day(to).Each(
                    row => rows.Add(new CoverageRow(FindState(row.GetText(0)), FindMethod(row.FindText(1)), row.GetText(2), 0, row.GetInt64(3), row.GetSum(4))));
                return rows;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<ReviewRow>> ReadReviewsAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<ReviewRow>>(
        session =>
        {
            var rows = new List<ReviewRow>();
            session.Use(SqliteStatements.CountReviews).Each(
                row => rows.Add(new ReviewRow(FindMethod(row.FindText(0)) ?? LinkMethod.Fuzzy, row.GetInt32(1) != 0, row.GetInt64(2), row.GetInt64(3))));
            return rows;
        },
        cancellationToken);

    private static LinkAccepted? Accept(SqliteSession session, LinkAcceptance acceptance)
    {
        var (version, policy) = CatalogState.Read(session);
        var act = acceptance.Act;
        if (Find(session, acceptance.MentionId) is not { } before || !IsActive(session, acceptance.ProductId))
            return null;
        if (!before.Manual || before.State != LinkState.Linked || before.ProductId != acceptance.ProductId)
        {
            session.Use(SqliteStatements.AcceptLink)
                .Int64(acceptance.MentionId).Text(acceptance.ProductId).Instant(act.At).Text(act.By).Int64(version.Current).Run();
            session.Use(SqliteStatements.DropRejection).Int64(acceptance.MentionId).Text(acceptance.ProductId).Run();
            Keep(session, before, acceptance.ProductId, LinkVerdict.Accept, acceptance.Sampled, act);
            Note(session, acceptance.MentionId, CatalogActions.Accept, act);
        }

        string? owner = null;
        if (acceptance.Alias is { } alias)
        {
            var changed = before.Manual && before.ProductId is { } former && former != acceptance.ProductId && DropAlias(session, alias, former);
            changed |= session.Use(SqliteStatements.AddReviewAlias)
                .Text(alias).Text(acceptance.ProductId).Text(before.Mention.ProductName ?? alias).Instant(act.At).Text(act.By).Int64(version.Current + 1).RunAndCount() > 0;
            session.Use(SqliteStatements.FindAlias).Text(alias).Each(row => owner = row.GetText(0));
            if (changed)
                CatalogState.Raise(session, new CatalogVersion(version.Current + 1, version.Products, act.At), policy);
        }

        return new LinkAccepted(Find(session, acceptance.MentionId)!, owner == acceptance.ProductId, owner == acceptance.ProductId ? null : owner);
    }

    private static LinkRecord? Reject(SqliteSession session, LinkRejection rejection)
    {
        var (version, policy) = CatalogState.Read(session);
        var act = rejection.Act;
        if (Find(session, rejection.MentionId) is not { } before)
            return null;
        var isNew = session.Use(SqliteStatements.AddRejection)
            .Int64(rejection.MentionId).Text(rejection.ProductId).Instant(act.At).Text(act.By).Text(act.Reason).RunAndCount() > 0;
        if (isNew)
        {
            Keep(session, before, rejection.ProductId, LinkVerdict.Reject, rejection.Sampled, act);
            Note(session, rejection.MentionId, CatalogActions.Reject, act);
        }

        if (before.ProductId == rejection.ProductId)
        {
            var next = rejection.Next;
            session.Use(SqliteStatements.PlaceLink)
                .Int64(rejection.MentionId).Text(LinkWords.Of(next.State)).Text(next.ProductId).Text(WordOf(next.Method)).Int64(UnitsOf(next.Confidence))
                .Instant(act.At).Text(LinkRecord.Machine).Int64(rejection.CatalogVersion).Run();
        }

        if (rejection.Alias is { } alias && DropAlias(session, alias, rejection.ProductId))
            CatalogState.Raise(session, new CatalogVersion(version.Current + 1, version.Products, act.At), policy);
        return Find(session, rejection.MentionId);
    }

    private static bool DropAlias(SqliteSession session, string alias, string productId) =>
        session.Use(SqliteStatements.DropReviewAlias).Text(alias).Text(productId).RunAndCount() > 0;

    private static bool IsActive(SqliteSession session, string productId)
    {
        var active = false;
        session.Use(SqliteStatements.FindProduct).Text(productId).Each(row => active = row.GetInt32(8) != 0);
        return active;
    }

    private static void Keep(SqliteSession session, LinkRecord before, string productId, LinkVerdict verdict, bool sampled, AuditedAct act) => session
        .Use(SqliteStatements.AddReview)
        .Int64(before.Mention.MentionId)
        .Text(productId)
        .Text(LinkWords.Of(verdict))
        .Int64(sampled ? 1 : 0)
        .Text(LinkWords.Of(before.State))
        .Text(WordOf(before.Method))
        .Int64(before.Confidence is { } confidence ? UnitsOf(confidence) : null)
        .Int64(before.Manual ? 1 : 0)
        .Instant(act.At)
        .Text(act.By)
        .Text(act.Reason)
        .Run();

    private static void Note(SqliteSession session, long mentionId, string action, AuditedAct act) =>
        session.Use(SqliteStatements.NoteLinkAct).Instant(act.At).Text(act.By).Text(action).Int64(mentionId).Text(act.Reason).Run();

    private static LinkRecord? Find(SqliteSession session, long mentionId)
    {
        LinkRecord? found = null;
        session.Use(SqliteStatements.FindLink).Int64(mentionId).Each(row => found = ReadLink(row));
        return found is null ? null : Count(session, found) with { Rejected = ReadRejections(session, mentionId) };
    }

    private static List<string> ReadRejections(SqliteSession session, long mentionId)
    {
        var rejected = new List<string>();
        session.Use(SqliteStatements.ReadRejections).Int64(mentionId).Each(row => rejected.Add(row.GetText(0)));
        return rejected;
    }

    /// <summary>Adds lines and money to a link.</summary>
    private static LinkRecord Count(SqliteSession session, LinkRecord link)
    {
        var (lines, revenue) = (0L, new List<CurrencyRevenue>());
        session.Use(SqliteStatements.SumMention).Int64(link.Mention.MentionId).Each(row =>
        {
            lines += row.GetInt64(1);
            revenue.Add(new CurrencyRevenue(row.GetText(0), row.GetSum(2)));
        });
        return link with { Lines = lines, Revenue = revenue };
    }

    private static DueMention ReadDue(SqliteStatement row) => new(ReadMention(row), [], FindState(row.GetText(8)));

    private static Mention ReadMention(SqliteStatement row) => new()
    {
        MentionId = row.GetInt64(0),
        ProductId = row.GetText(1),
        ProductName = row.FindText(2),
        Brand = row.FindText(3),
        Gtin = row.FindText(4),
        Category = row.FindText(5),
        Price = row.FindAmount(6),
        FirstSeenAt = row.GetInstant(7),
    };

    private static LinkRecord ReadLink(SqliteStatement row) => new()
    {
        Mention = ReadMention(row),
        State = FindState(row.GetText(8)),
        ProductId = row.FindText(9),
        CatalogName = row.FindText(10),
        Method = FindMethod(row.FindText(11)),
        Confidence = row.IsNull(12) ? null : Amount.ToDecimal(row.GetInt64(12)),
        DecidedAt = row.FindInstant(13),
        DecidedBy = row.FindText(14),
        Manual = row.GetInt32(15) != 0,
        CatalogVersion = row.GetInt64(16),
    };

    // Confidences are kept in ten-thousandths, as amounts are.
    private static long UnitsOf(decimal confidence) => (long)(confidence * Amount.UnitsPerWhole);

    private static LinkState FindState(string word) => LinkWords.FindState(word) ?? throw new FormatException($"There is no state {word}.");

    private static LinkMethod? FindMethod(string? word) => word is null ? null : LinkWords.FindMethod(word);

    private static string? WordOf(LinkMethod? method) => method is { } present ? LinkWords.Of(present) : null;
}
