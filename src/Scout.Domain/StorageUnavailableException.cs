namespace Scout.Domain;

/// <summary>The store could not be reached or did not answer in time. What was asked for is either wholly done or not at all; every act of a port is safe to repeat.</summary>
public sealed class StorageUnavailableException : Exception
{
    public StorageUnavailableException()
    {
    }

    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    public StorageUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
