namespace Scout.Bench.Hosting;

/// <summary>Lets the runtime answer sockets on its own event loop instead of handing each answer to the thread pool.</summary>
/// <remarks>
/// Halves what the generator costs; safe because <see cref="Load.LoadConnection"/> never blocks there. The runtime reads these
/// variables once, at the first socket, so they can be set at the start of the program, but must not reach the server.
/// </remarks>
internal static class SocketTuning
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const string EventLoops = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    public static void Apply()
    {
        Environment.SetEnvironmentVariable(InlineCompletions, "1");
        Environment.SetEnvironmentVariable(EventLoops, Math.Max(1, Environment.ProcessorCount / 8).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public static void RemoveFrom(IDictionary<string, string?> environment)
    {
        environment.Remove(InlineCompletions);
        environment.Remove(EventLoops);
    }
}
