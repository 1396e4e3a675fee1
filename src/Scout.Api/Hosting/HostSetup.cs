using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Scout.Api.Hosting;

/// <summary>What every process of Scout sets up alike.</summary>
public static class HostSetup
{
    private static readonly string[] PortSettings = ["http_ports", "https_ports"];
    private const string DefaultUrl = "http://127.0.0.1:8080";
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(27);

    /// <summary>Logging to standard output, at levels that keep a busy system readable.</summary>
    public static void AddLogging(WebApplicationBuilder builder, LogOptions options)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Is(options.Level)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Orleans", LogEventLevel.Warning)
            .MinimumLevel.Override("Polly", LogEventLevel.Warning)
            .MinimumLevel.Override("Orleans.Runtime.MembershipService", LogEventLevel.Information)

            // It warns once, at start, of a check that has "not completed" for as long as the machine is up.
            .MinimumLevel.Override("Orleans.Runtime.Watchdog", LogEventLevel.Error)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Warning);
        _ = options.Format == LogFormat.Json
            ? logger.WriteTo.Console(new RenderedCompactJsonFormatter())
            : logger.WriteTo.Console(
                outputTemplate: "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}", formatProvider: CultureInfo.InvariantCulture);
        builder.Host.UseSerilog(logger.CreateLogger(), dispose: true);
    }

    /// <summary>Kestrel's bounds, the default address, and time to finish what was acknowledged.</summary>
    public static void AddServer(WebApplicationBuilder builder)
    {
        if (!BoundAddresses(builder.Configuration).Any())
            builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(ScoutApi.ConfigureKestrel);
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
    }

    /// <summary>Refuses a mode that would leave the server open to a network.</summary>
    public static void CheckAuth(SettingsReader settings, AuthOptions auth, IConfiguration configuration)
    {
        if (auth.Mode == AuthMode.Keys)
        {
            settings.Refuse("Scout:Auth:Mode", "is 'Keys', which this build does not have yet", "Open, on a loopback address");
            return;
        }

        foreach (var address in BoundAddresses(configuration).Where(address => !IsLoopback(address)))
            settings.Refuse("Scout:Auth:Mode", $"is 'Open', which anyone on the network could use at {address}: bind a loopback address", $"--urls {DefaultUrl}");
    }

    /// <summary>Runs until told to stop, and prints the line that says the server answers once it does.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception) when (IsAddressInUse(exception))
        {
            return Refuse(
            [
                $"a port is taken by another process ({exception.GetBaseException().Message}): "
                + "change --urls, Scout:Cluster:SiloPort or Scout:Cluster:GatewayPort, for example --urls http://127.0.0.1:8081 --Scout:Cluster:SiloPort 11112 --Scout:Cluster:GatewayPort 30001",
            ]);
        }

        // Whatever was acknowledged is on disk already. Parts that wait for a database that hangs must not hold the process for longer.
        app.Lifetime.ApplicationStopping.Register(() => _ = EndAfterAsync(StopTimeout));
        Console.Out.WriteLine($"Scout is ready on {string.Join(" ", app.Urls)}");
        try
        {
            await app.WaitForShutdownAsync();
        }
        catch (Exception exception) when (exception is OperationCanceledException or AggregateException)
        {
            Console.Error.WriteLine("Scout stopped before everything had ended in order; nothing that was acknowledged is lost.");
        }

        return 0;
    }

    /// <summary>Tells an operator, without a stack trace, why the process does not start.</summary>
    public static int Refuse(IEnumerable<string> faults)
    {
        Console.Error.WriteLine("Scout cannot start:");
        foreach (var fault in faults)
            Console.Error.WriteLine($"  - {fault}");
        return 1;
    }

    private static async Task EndAfterAsync(TimeSpan delay)
    {
        await Task.Delay(delay, TimeProvider.System);
        Environment.Exit(0);
    }

    private static bool IsAddressInUse(Exception? exception) => exception switch
    {
        null => false,
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => true,
        AggregateException several => several.InnerExceptions.Any(IsAddressInUse),
        _ => IsAddressInUse(exception.InnerException),
    };

    private static IEnumerable<string> BoundAddresses(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();
        var urls = configuration["urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        var ports = PortSettings.SelectMany(name => configuration[name]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? []).Select(port => $"http://*:{port}");
        return urls.Length > 0 ? urls.Concat(endpoints) : endpoints.Concat(ports);
    }

    private static bool IsLoopback(string address)
    {
        // "http://*:80" and "http://+:80" are no URIs, and "http://unix:/path" is a socket of this machine.
        if (address.Contains("://unix:", StringComparison.OrdinalIgnoreCase))
            return true;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && (uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(uri.Host, out var ip) && IPAddress.IsLoopback(ip)));
    }
}
