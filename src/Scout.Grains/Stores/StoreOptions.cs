using System.ComponentModel.DataAnnotations;

namespace Scout.Grains.Stores;

/// <summary>How stores come to be known and their figures are kept. Section <c>Scout:Stores</c>.</summary>
public sealed class StoreOptions
{
    public const string Section = "Scout:Stores";

    /// <summary>Whether an unknown store registers itself with its first transaction; otherwise that is refused with 422. Default true.</summary>
    public bool AutoRegister { get; set; } = true;

    /// <summary>IANA zone of a store that registered itself. Default UTC.</summary>
    [Required]
    public string DefaultTimeZone { get; set; } = "UTC";

    /// <summary>Currency of a store that registered itself. Default USD.</summary>
    [Required, RegularExpression("^[A-Z]{3}$", ErrorMessage = "must be a currency code of three capital letters, such as GBP")]
    public string DefaultCurrency { get; set; } = "USD";

    /// <summary>How old the figures of an answer may be. Default 100 ms; 0 to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Freshness { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many sums of what was promoted lately each silo keeps for a shard; whoever needs older ones reads gold. Default 20,000; 100 to 1,000,000.</summary>
    [Range(100, 1_000_000)]
    public int TailRowsMax { get; set; } = 20_000;

    /// <summary>Live figures that nobody asked for this long are dropped from memory. Default 5 min; 1 s to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan KeepFiguresFor { get; set; } = TimeSpan.FromMinutes(5);
}
