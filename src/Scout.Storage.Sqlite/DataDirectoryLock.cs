namespace Scout.Storage.Sqlite;

/// <summary>Keeps a second process out of a data directory: SQLite itself would let it in, to fence off the first one's promotions.</summary>
/// <remarks>The operating system frees the lock with the process, also when it is killed; the file itself stays and says nothing.</remarks>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream _file;

    /// <exception cref="InvalidOperationException">Another process has it, or the directory cannot be used; the message is for the user.</exception>
    public DataDirectoryLock(string directory)
    {
        try
        {
            _ = Directory.CreateDirectory(directory);
            _file = new FileStream(Path.Combine(directory, "scout.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException))
        {
            throw new InvalidOperationException(
                $"The data directory '{directory}' is in use by another process: stop that one, or name another directory in Scout:DataDirectory.",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidOperationException(
                $"The data directory '{directory}' cannot be used; name another in Scout:DataDirectory. {exception.Message}", exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
