using Scout.Storage.Links;

namespace Scout.Storage.Sqlite;

/// <summary>Writes mentions, within the transaction of the lines that they are of.</summary>
internal static class MentionRows
{
    /// <returns>How many were new.</returns>
    public static int Write(SqliteSession session, MentionCollector mentions)
    {
        var added = 0;
        foreach (var mention in mentions.ToWrite())
        {
            added += session.Use(SqliteStatements.AddMention)
                .Int64(mention.MentionId)
                .Text(mention.ProductId)
                .Text(mention.ProductName)
                .Text(mention.Brand)
                .Text(mention.Gtin)
                .Text(mention.Category)
                .Amount(mention.Price)
                .Instant(mention.FirstSeenAt)
                .RunAndCount();
        }

        return added;
    }

    /// <summary>Gives lines of an older version their mention.</summary>
    public static void NameLines(SqliteSession session, LineMentions unnamed)
    {
        foreach (var line in unnamed.Lines)
            session.Use(SqliteStatements.NameLine).Int64(line.EventId).Int64(line.LineNumber).Int64(line.Entry).Int64(line.MentionId).Run();
        _ = Write(session, unnamed.Mentions);
    }
}
