using Scout.Storage.Bronze;

namespace Scout.Storage.Sqlite;

/// <summary>The counter of event id blocks.</summary>
internal static class EventIdBlocks
{
    public static EventIdBlock Reserve(SqliteSession session)
    {
        using var statement = session.Use(SqliteStatements.ReserveEventIds);
        return statement.Step()
            ? EventIdBlock.FromNumber(statement.GetInt64(0))
            : throw new StorageUnavailableException("The counter of event id blocks has no row.");
    }
}
