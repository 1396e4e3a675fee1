using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests;

/// <summary>What all suites share: a running Scout, and names that no other test uses.</summary>
public abstract class EndToEndSuite(ScoutServer server) : IAsyncLifetime
{
    private static int _names;

    protected ScoutServer Server => server;

    protected ScoutClient Client => server.Client;

    protected StoreUnderTest Store => server.Store;

    /// <summary>The servers under test keep the same clock.</summary>
    protected static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Settings that the class asks for, as environment variables.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    public virtual ValueTask InitializeAsync() => server.EnsureRunningAsync(Settings);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected static void Tell(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    protected static string NewStore() => $"STORE-{Interlocked.Increment(ref _names):D4}";
}
