using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Scout.Domain.Money;
using Scout.Domain.Transactions;
using SQLitePCL;

namespace Scout.Storage.Sqlite;

/// <summary>A prepared statement, used again and again: values go in by order, rows come out by column, result codes become exceptions.</summary>
/// <remarks>
/// ADO.NET allocates a command, a parameter and a box for each value; here a value is one call. Disposing ends one use of the
/// statement, without which its snapshot would stay open; <see cref="Close"/> ends the statement.
/// </remarks>
internal sealed class SqliteStatement : IDisposable
{
    private const int StackBytesMax = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _bound;

    public SqliteStatement(sqlite3 database, string text)
    {
        _database = database;
        if (raw.sqlite3_prepare_v3(database, text, raw.SQLITE_PREPARE_PERSISTENT, out _statement) != raw.SQLITE_OK)
            throw SqliteFault.Of(database);
    }

    /// <summary>The next value is the first; an exception of the caller may have left a use half bound.</summary>
    public SqliteStatement Begin()
    {
        _bound = 0;
        return this;
    }

    public SqliteStatement Null()
    {
        Check(raw.sqlite3_bind_null(_statement, ++_bound));
        return this;
    }

    public SqliteStatement Int64(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_bound, value));
        return this;
    }

    public SqliteStatement Int64(long? value) => value is { } present ? Int64(present) : Null();

    public SqliteStatement Instant(DateTimeOffset value) => Int64(UnixTime.ToMicroseconds(value));

    public SqliteStatement Amount(Amount value) => Int64(value.Units);

    public SqliteStatement Amount(Amount? value) => Int64(value?.Units);

    public SqliteStatement Hash(in ContentHash value) => Blob(MemoryMarshal.AsBytes(new ReadOnlySpan<ContentHash>(in value)));

    public SqliteStatement Blob(ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, ++_bound, value));
        return this;
    }

    public SqliteStatement Text(ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(_statement, ++_bound, utf8));
        return this;
    }

    public SqliteStatement Text(string? value)
    {
        if (value is null)
            return Null();

        // An empty span has no address, which SQLite would take for null; the overload for strings has one.
        if (value.Length == 0)
        {
            Check(raw.sqlite3_bind_text(_statement, ++_bound, value));
            return this;
        }

        var bytesMax = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (bytesMax <= StackBytesMax)
        {
            Span<byte> bytes = stackalloc byte[StackBytesMax];
            return Text(bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(bytesMax);
        _ = Text(rented.AsSpan(0, Encoding.UTF8.GetBytes(value, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    /// <summary>Runs a statement that answers no rows and makes it ready for the next values.</summary>
    /// <exception cref="SqliteFault">It was refused; what it did itself is undone, what came before it in the transaction stands.</exception>
    public void Run()
    {
        while (Step())
        {
        }

        Dispose();
    }

    /// <summary>Runs a statement and tells how many rows it changed.</summary>
    public int RunAndCount()
    {
        Run();
        return raw.sqlite3_changes(_database);
    }

    /// <summary>Moves to the next row; false after the last.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
            return true;
        if (code == raw.SQLITE_DONE)
            return false;

        var fault = SqliteFault.Of(_database);
        Dispose();
        throw fault;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long GetInt64(int column) => raw.sqlite3_column_int64(_statement, column);

    public int GetInt32(int column) => raw.sqlite3_column_int(_statement, column);

    public DateTimeOffset GetInstant(int column) => UnixTime.FromMicroseconds(GetInt64(column));

    public DateTimeOffset? FindInstant(int column) => IsNull(column) ? null : GetInstant(column);

    public EventId? FindEventId(int column) => IsNull(column) ? null : new EventId(GetInt64(column));

    public Amount GetAmount(int column) => new(GetInt64(column));

    public Amount? FindAmount(int column) => IsNull(column) ? null : GetAmount(column);

    // By bytes, not as a C string: those end at the first U+0000.
    public string GetText(int column) => Encoding.UTF8.GetString(GetBlob(column));

    public string? FindText(int column) => IsNull(column) ? null : GetText(column);

    /// <summary>Bytes of the database itself, valid until the next step.</summary>
    public ReadOnlySpan<byte> GetBlob(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose()
    {
        // The code repeats that of the last step, which was told already.
        _ = raw.sqlite3_reset(_statement);
        _bound = 0;
    }

    public void Close() => _statement.Dispose();

    private void Check(int code)
    {
        if (code == raw.SQLITE_OK)
            return;
        var fault = SqliteFault.Of(_database);
        Dispose();
        throw fault;
    }
}
