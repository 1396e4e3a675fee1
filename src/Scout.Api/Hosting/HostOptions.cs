using System.ComponentModel.DataAnnotations;

namespace Scout.Api.Hosting;

/// <summary>Who may call. Section <c>Scout:Auth</c>.</summary>
public sealed class AuthOptions
{
    public const string Section = "Scout:Auth";

    /// <summary><c>Open</c>: anyone who reaches the port, so only loopback addresses may be bound. Default Open.</summary>
    public AuthMode Mode { get; set; } = AuthMode.Open;
}

/// <summary>How callers are told apart.</summary>
public enum AuthMode
{
    /// <summary>Not at all; only loopback addresses may be bound.</summary>
    Open,

    /// <summary>By keys with roles. Refused at start: this build has no keys yet.</summary>
    Keys,
}

/// <summary>How this process finds the others. Section <c>Scout:Cluster</c>.</summary>
public sealed class ClusterSettings
{
    public const string Section = "Scout:Cluster";

    /// <summary>Port that other silos call. Default 11111.</summary>
    [Range(1, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>Port that API processes call. Default 30000.</summary>
    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>Address that others reach this silo at. Default 127.0.0.1.</summary>
    [Required]
    public string AdvertisedAddress { get; set; } = "127.0.0.1";

    /// <summary>
    /// Address that the two ports are bound to, where others reach them by another: behind a translation of addresses or in a container
    /// (0.0.0.0). Default: the advertised one.
    /// </summary>
    public string? ListenAddress { get; set; }

    /// <summary>Names the cluster; silos of one name and one database form one. Default scout.</summary>
    [Required, MinLength(1)]
    public string ClusterId { get; set; } = "scout";

    /// <summary>
    /// Whether the silo is a pod: it takes the pod's name, and a silo whose pod was deleted is declared dead at once. Asks Kubernetes, so the pod
    /// needs the right to list pods; every silo of the cluster must then be a pod, for others are declared dead too. Default false.
    /// </summary>
    public bool Kubernetes { get; set; }

    /// <summary>Names the service that grain state and reminders belong to, for ever.</summary>
    public const string ServiceId = "scout";
}

/// <summary>What is logged, to standard output. Section <c>Scout:Log</c>.</summary>
public sealed class LogOptions
{
    public const string Section = "Scout:Log";

    /// <summary>The lowest level of Scout's own lines: Debug, Information, Warning or Error. Default Information.</summary>
    public Serilog.Events.LogEventLevel Level { get; set; } = Serilog.Events.LogEventLevel.Information;

    /// <summary><c>Text</c> for people, <c>Json</c> for collectors. Default Text.</summary>
    public LogFormat Format { get; set; } = LogFormat.Text;
}

/// <summary>The shape of a log line.</summary>
public enum LogFormat
{
    Text,
    Json,
}
