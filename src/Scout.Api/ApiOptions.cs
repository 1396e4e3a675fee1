using System.ComponentModel.DataAnnotations;

namespace Scout.Api;

/// <summary>Bounds of the REST edge. Section <c>Scout:Api</c>.</summary>
public sealed class ApiOptions
{
    public const string Section = "Scout:Api";

    /// <summary>Origins that browsers may call <c>/v1</c> from; <c>*</c> alone means any. Default none.</summary>
    public string[] CorsOrigins { get; set; } = [];

    /// <summary>
    /// How long a request is sent to the cluster again when a silo did not answer, before it is answered 503. Longer than the loss of a silo
    /// takes to be noticed, shorter than devices wait. Default 9 s; 0 to 1 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ClusterPatience { get; set; } = TimeSpan.FromSeconds(9);

    /// <summary>Intake requests at work at once; beyond it intake answers 429. A stream counts as one. Default 2,000; 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int IngestRequestsMax { get; set; } = 2_000;

    /// <summary>
    /// Bytes that the bodies of intake requests at work may hold, unpacked, as far as their heads tell; beyond it intake answers 429.
    /// Streams hold 8 MiB each at most and are not counted. Default 256 MiB; 32 MiB to 16 GiB.
    /// </summary>
    [Range(typeof(long), "33554432", "17179869184")]
    public long IngestBytesMax { get; set; } = 256L << 20;

    /// <summary>Lines of one stream that are read but not yet answered. Default 4,000; 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int StreamLinesInFlightMax { get; set; } = 4_000;

    /// <summary>How long a stream goes on trying while the intake is full or the store away, before it answers those lines and ends. Default 20 s; 0 to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StreamPatience { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Stores whose grain references are kept. Default 20,000; 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int StoreReferencesMax { get; set; } = 20_000;

    /// <summary>Listeners to live figures at once in this process, the chain's and all stores'; beyond it the answer is 429. Default 5,000; 0 to 100,000.</summary>
    [Range(0, 100_000)]
    public int LiveListenersMax { get; set; } = 5_000;

    /// <summary>The shortest time between two frames of live figures. Default 1 s; 1 s to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan LiveInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long live figures may be silent before a comment tells that nothing has changed. Default 5 s; 1 s to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan LiveHeartbeat { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a listener may take to accept a frame before it is dropped. Default 10 s; 1 s to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan LivePatience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest upload of products, sent and unpacked. Default 64 MiB; 1 MiB to 90 MiB, which is what one message between processes may hold.</summary>
    [Range(1 << 20, 90 << 20)]
    public int CatalogBytesMax { get; set; } = 64 << 20;

    /// <summary>Products in one upload. Default 250,000; 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int CatalogProductsMax { get; set; } = 250_000;

    /// <summary>Uploads of products at work at once in this process; beyond it the answer is 429. Default 2; 1 to 16.</summary>
    [Range(1, 16)]
    public int CatalogUploadsMax { get; set; } = 2;
}
