using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Scout.Storage.Sqlite;

/// <summary>One connection and the statements prepared on it. Used by one act at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;

    // By reference: the texts are the fields of SqliteStatements, and hashing one would cost as much as running some of them.
    private readonly Dictionary<string, SqliteStatement> _statements = new(ReferenceEqualityComparer.Instance);

    /// <param name="file">The database; created when it is not there.</param>
    /// <param name="settings">The pragmas that every connection needs, or those of its kind.</param>
    /// <exception cref="SqliteFault">The file cannot be opened.</exception>
    public SqliteSession(string file, string settings)
    {
        _connection = new SqliteConnection(SqliteConnections.StringFor(file));
        try
        {
            _connection.Open();
            Check(raw.sqlite3_exec(Database, settings));
        }
        catch (SqliteException exception)
        {
            _connection.Dispose();
            throw new SqliteFault(exception.SqliteExtendedErrorCode, exception.Message);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    private sqlite3 Database => _connection.Handle ?? throw new ObjectDisposedException(nameof(SqliteSession));

    private bool InTransaction => raw.sqlite3_get_autocommit(Database) == 0;

    /// <summary>A statement ready for its values; dispose it to end this use of it.</summary>
    /// <param name="text">One of <see cref="SqliteStatements"/>.</param>
    public SqliteStatement Use(string text)
    {
        if (!_statements.TryGetValue(text, out var statement))
            _statements.Add(text, statement = new SqliteStatement(Database, text));
        return statement.Begin();
    }

    /// <summary>Runs an act within a transaction. It is committed unless the act throws or rolls back itself.</summary>
    public T Transact<T>(string begin, Func<SqliteSession, T> act)
    {
        Use(begin).Run();
        try
        {
            var result = act(this);
            if (InTransaction)
                Use(SqliteStatements.Commit).Run();
            return result;
        }
        finally
        {
            RollBack();
        }
    }

    /// <summary>Undoes the transaction, if one is open: a full disk, for one, ends it by itself.</summary>
    public void RollBack()
    {
        if (InTransaction)
            Use(SqliteStatements.RollBack).Run();
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Close();
        _connection.Dispose();
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw SqliteFault.Of(Database);
    }
}
