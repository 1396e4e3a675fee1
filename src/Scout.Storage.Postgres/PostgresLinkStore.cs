using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Links;
using Scout.Domain.Stores;
using Scout.Storage.Catalog;
using Scout.Storage.Links;

namespace Scout.Storage.Postgres;

/// <summary>Mentions and their links in PostgreSQL: machines decide in sets, people one by one under the mention's lock.</summary>
internal sealed partial class PostgresLinkStore(NpgsqlDataSource source) : ILinkStore
{
    public async ValueTask<IReadOnlyList<DueMention>> ReadDueAsync(CatalogVersion version, int mentionsMax, CancellationToken cancellationToken)
    {
        var due = await source.ReadAsync(
            PostgresStatements.ReadDueMentions,
            [Rows.BigInt(version.Current), Rows.BigInt(version.Products), Rows.Value(mentionsMax, NpgsqlDbType.Integer)],
            static row => new DueMention(ReadMention(row), [], FindState(row.GetString(8))), cancellationToken);
        var rejected = await ReadRejectionsAsync([.. due.Select(one => one.Mention.MentionId)], cancellationToken);
        return [.. due.Select(one => rejected.TryGetValue(one.Mention.MentionId, out var products) ? one with { Rejected = products } : one)];
    }

    public async ValueTask<int> DecideAsync(IReadOnlyList<LinkDecision> decisions, long version, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // In the order of the ids, so that two that decide at once take their locks in one order.
        var ordered = decisions.OrderBy(one => one.MentionId).ToArray();
        try
        {
            await using var batch = source.CreateBatch();
            batch.BatchCommands.Add(Rows.BatchCommand(
                PostgresStatements.DecideMentions,
                Rows.Array(Array.ConvertAll(ordered, one => one.MentionId), NpgsqlDbType.Bigint),
                Texts(ordered, one => LinkWords.Of(one.State)),
                Texts(ordered, one => one.ProductId),
                Texts(ordered, one => WordOf(one.Method)),
                Rows.Array(Array.ConvertAll(ordered, one => one.Confidence), NpgsqlDbType.Numeric),
                Rows.BigInt(version),
                Rows.Instant(at)));
            batch.BatchCommands.Add(Rows.BatchCommand(PostgresStatements.NoteLinking, Rows.Instant(at)));
            return await batch.ExecuteNonQueryAsync(cancellationToken) - 1;
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    public async ValueTask<LinkBacklog> ReadBacklogAsync(CatalogVersion version, CancellationToken cancellationToken) => (await source.ReadAsync(
        PostgresStatements.ReadLinkBacklog, [Rows.BigInt(version.Current), Rows.BigInt(version.Products)],
        static row => new LinkBacklog(row.GetInt64(0), row.GetInt64(1), row.FindInstant(2), row.FindInstant(3)), cancellationToken)).Single();

    public async ValueTask<LinkRecord?> FindAsync(long mentionId, CancellationToken cancellationToken)
    {
        var found = await source.ReadAsync(PostgresStatements.FindLink, [Rows.BigInt(mentionId)], ReadLink, cancellationToken);
        var link = (await CountAsync(found, cancellationToken)).SingleOrDefault();
        return link is null ? null : link with { Rejected = (await ReadRejectionsAsync([mentionId], cancellationToken)).GetValueOrDefault(mentionId, []) };
    }

    public async ValueTask<IReadOnlyList<LinkRecord>> ReadPageAsync(LinkFilter filter, CancellationToken cancellationToken) => await CountAsync(
        await source.ReadAsync(
            filter.Order == LinkOrder.Lines ? PostgresStatements.PageLinksByLines : PostgresStatements.PageLinks,
            [
                Rows.Text(filter.State is { } state ? LinkWords.Of(state) : null), Rows.Text(WordOf(filter.Method)), Numeric(filter.After?.Rank),
                Rows.BigInt(filter.After?.MentionId), Rows.Value(filter.Limit, NpgsqlDbType.Integer),
            ],
            ReadLink, cancellationToken),
        cancellationToken);

    public async ValueTask<IReadOnlyList<LinkRecord>> ReadSampleAsync(long pivot, int rowsMax, CancellationToken cancellationToken)
    {
        var sample = await SampleAsync(pivot, rowsMax);
        if (sample.Count < rowsMax)
            sample.AddRange((await SampleAsync(0, rowsMax - sample.Count)).Where(link => link.Mention.MentionId < pivot));
        return await CountAsync(sample, cancellationToken);

        ValueTask<List<LinkRecord>> SampleAsync(long from, int rows) => source.ReadAsync(
            PostgresStatements.SampleLinks, [Rows.BigInt(from), Rows.Value(rows, NpgsqlDbType.Integer)], ReadLink, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<CoverageRow>> ReadCoverageAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var rows = await source.ReadAsync(
            PostgresStatements.CountMentions, [],
            static row => new CoverageRow(FindState(row.GetString(0)), FindMethod(row.FindText(1)), null, row.GetInt64(2), 0, 0), cancellationToken);
        rows.AddRange(await source.ReadAsync(
            PostgresStatements.SumCoverage, [Rows.Value(from, NpgsqlDbType.Date), Rows.Value(to, NpgsqlDbType.Date)],
            static row => new CoverageRow(FindState(row.GetString(0)), FindMethod(row.FindText(1)), row.GetString(2), 0, row.GetInt64(3), row.GetDecimal(4)),
            cancellationToken));
        return rows;
    }

    public async ValueTask<IReadOnlyList<ReviewRow>> ReadReviewsAsync(CancellationToken cancellationToken) => await source.ReadAsync(
        PostgresStatements.CountReviews, [],
        static row => new ReviewRow(FindMethod(row.FindText(0)) ?? LinkMethod.Fuzzy, row.GetBoolean(1), row.GetInt64(2), row.GetInt64(3)), cancellationToken);

    private static Mention ReadMention(NpgsqlDataReader row) => new()
    {
        MentionId = row.GetInt64(0),
        ProductId = row.GetString(1),
        ProductName = row.FindText(2),
        Brand = row.FindText(3),
        Gtin = row.FindText(4),
        Category = row.FindText(5),
        Price = row.FindAmount(6),
        FirstSeenAt = row.GetInstant(7),
    };

    private static LinkRecord ReadLink(NpgsqlDataReader row) => new()
    {
        Mention = ReadMention(row),
        State = FindState(row.GetString(8)),
        ProductId = row.FindText(9),
        CatalogName = row.FindText(10),
        Method = FindMethod(row.FindText(11)),
        Confidence = row.IsDBNull(12) ? null : row.GetDecimal(12),
        DecidedAt = row.FindInstant(13),
        DecidedBy = row.FindText(14),
        Manual = row.GetBoolean(15),
        CatalogVersion = row.GetInt64(16),
    };

    private static LinkState FindState(string word) => LinkWords.FindState(word) ?? throw new FormatException($"There is no state {word}.");

    private static LinkMethod? FindMethod(string? word) => word is null ? null : LinkWords.FindMethod(word);

    private static string? WordOf(LinkMethod? method) => method is { } present ? LinkWords.Of(present) : null;

    private static NpgsqlParameter Numeric(decimal? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Numeric };

    private static NpgsqlParameter Texts<T>(T[] from, Converter<T, string?> text) => Rows.Array(Array.ConvertAll(from, text), NpgsqlDbType.Text);

    private async Task<Dictionary<long, List<string>>> ReadRejectionsAsync(long[] mentionIds, CancellationToken cancellationToken)
    {
        var rejected = new Dictionary<long, List<string>>();
        var rows = await source.ReadAsync(
            PostgresStatements.ReadRejections, [Rows.Array(mentionIds, NpgsqlDbType.Bigint)], static row => (Mention: row.GetInt64(0), Product: row.GetString(1)),
            cancellationToken);
        foreach (var (mention, product) in rows)
        {
            if (!rejected.TryGetValue(mention, out var products))
                rejected.Add(mention, products = []);
            products.Add(product);
        }

        return rejected;
    }

    /// <summary>Adds lines and money to links.</summary>
    private async Task<List<LinkRecord>> CountAsync(List<LinkRecord> links, CancellationToken cancellationToken)
    {
        if (links.Count == 0)
            return links;
        var sums = (await source.ReadAsync(
            PostgresStatements.SumMentions, [Rows.Array([.. links.Select(link => link.Mention.MentionId)], NpgsqlDbType.Bigint)],
            static row => (Mention: row.GetInt64(0), Currency: row.GetString(1), Lines: row.GetInt64(2), Revenue: row.GetDecimal(3)), cancellationToken))
            .ToLookup(sum => sum.Mention);
        return
        [
            .. links.Select(link => link with
            {
                Lines = sums[link.Mention.MentionId].Sum(sum => sum.Lines),
                Revenue = [.. sums[link.Mention.MentionId].Select(sum => new CurrencyRevenue(sum.Currency, StoreFigures.Normalise(sum.Revenue)))],
            }),
        ];
    }
}
