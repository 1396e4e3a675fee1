using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Scout.Storage.Sqlite;

/// <summary>The embedded database of one process: one connection that writes and a few that read beside it.</summary>
/// <remarks>
/// SQLite has one writer at a time; waiting for it here, in order and without a thread, is cheaper and fairer than waiting inside it.
/// Every act runs off the caller's thread, which is a grain's: SQLite works by blocking.
/// </remarks>
internal sealed class SqliteDatabase : IDisposable
{
    private const int ReadersMax = 4;

    private readonly DataDirectoryLock _lock;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _reading = new(ReadersMax);
    private readonly ConcurrentBag<SqliteSession> _idleReaders = [];
    private SqliteSession? _writer;
    private bool _disposed;

    /// <exception cref="InvalidOperationException">Another process has the directory, or it cannot be used.</exception>
    public SqliteDatabase(string dataDirectory)
    {
        DataDirectory = Path.GetFullPath(dataDirectory);
        _lock = new DataDirectoryLock(DataDirectory);
    }

    public string DataDirectory { get; }

    public string File => Path.Combine(DataDirectory, "scout.db");

    /// <summary>Runs an act in one durable transaction.</summary>
    /// <remarks>
    /// Cancelling ends the wait for the writer, never an act that has begun: that one still reads the caller's bodies.
    /// </remarks>
    /// <exception cref="StorageUnavailableException">The act is wholly done or not at all.</exception>
    public ValueTask<T> WriteAsync<T>(Func<SqliteSession, T> act, CancellationToken cancellationToken) =>
        ExclusivelyAsync(() => Write(act), cancellationToken);

    /// <summary>Runs something that writes by connections of its own.</summary>
    /// <exception cref="StorageUnavailableException">It was refused, by the file or by the disk.</exception>
    public async ValueTask ExcludeWritersAsync(Action act, CancellationToken cancellationToken) => _ = await ExclusivelyAsync(
        () =>
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                act();
                return true;
            }
            catch (Exception exception) when (exception is SqliteFault or SqliteException)
            {
                throw SqliteFault.Unavailable(exception);
            }
        },
        cancellationToken);

    /// <summary>Runs an act on one snapshot.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was read.</exception>
    public async ValueTask<T> ReadAsync<T>(Func<SqliteSession, T> act, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Read(act), cancellationToken);
        }
        finally
        {
            _ = _reading.Release();
        }
    }

    /// <summary>Waits for the acts that have begun, and lets the directory go.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;

        _writing.Wait();
        for (var i = 0; i < ReadersMax; i++)
            _reading.Wait();
        _disposed = true;

        while (_idleReaders.TryTake(out var reader))
            reader.Dispose();

        // The last connection to close moves the log into the database.
        _writer?.Dispose();
        _lock.Dispose();

        // Whoever waits now is let in to find it disposed.
        _ = _writing.Release();
        _ = _reading.Release(ReadersMax);
    }

    private async ValueTask<T> ExclusivelyAsync<T>(Func<T> act, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(act, CancellationToken.None);
        }
        finally
        {
            _ = _writing.Release();
        }
    }

    private T Write<T>(Func<SqliteSession, T> act)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            _writer ??= new SqliteSession(File, SqliteConnections.WriterSettings);
            return _writer.Transact(SqliteStatements.BeginWrite, act);
        }
        catch (SqliteFault fault) when (!fault.IsDataFault)
        {
            // After a fault of the disk a new connection knows what was committed; this one may not.
            _writer?.Dispose();
            _writer = null;
            throw SqliteFault.Unavailable(fault);
        }
    }

    private T Read<T>(Func<SqliteSession, T> act)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        SqliteSession? reader = null;
        try
        {
            if (!_idleReaders.TryTake(out reader))
                reader = new SqliteSession(File, SqliteConnections.ReaderSettings);
            var result = reader.Transact(SqliteStatements.BeginRead, act);
            _idleReaders.Add(reader);
            return result;
        }
        catch (SqliteFault fault)
        {
            reader?.Dispose();
            throw SqliteFault.Unavailable(fault);
        }
        catch
        {
            reader?.Dispose();
            throw;
        }
    }
}
