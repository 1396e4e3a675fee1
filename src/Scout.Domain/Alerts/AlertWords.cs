namespace Scout.Domain.Alerts;

/// <summary>What kind of cause an alert has.</summary>
public enum AlertKind : byte
{
    /// <summary>A sanity check of silver is critical.</summary>
    CheckFailed = 0,

    /// <summary>Too many of a store's transactions are set aside.</summary>
    QuarantineRate = 1,

    /// <summary>A stage of the pipeline does not get on with its work.</summary>
    StageStalled = 2,

    /// <summary>A store sells nothing in an hour in which it usually does.</summary>
    StoreSilent = 3,
}

/// <summary>Where an alert stands.</summary>
public enum AlertState : byte
{
    Open = 0,

    /// <summary>Somebody has seen it. Its cause is still there.</summary>
    Acknowledged = 1,

    /// <summary>Its cause is gone, or somebody said so.</summary>
    Resolved = 2,
}

/// <summary>Where the news of an alert stands on its way to a receiver.</summary>
public enum DeliveryState : byte
{
    Waiting = 0,

    /// <summary>The receiver answered 2xx.</summary>
    Delivered = 1,

    /// <summary>It was tried as often, or for as long, as it may be.</summary>
    GivenUp = 2,
}

/// <summary>The words for all of these, in the tables and outside.</summary>
public static class AlertWords
{
    public static string Of(AlertKind kind) => kind switch
    {
        AlertKind.CheckFailed => "check_failed",
        AlertKind.QuarantineRate => "quarantine_rate",
        AlertKind.StageStalled => "stage_stalled",
        _ => "store_silent",
    };

    /// <exception cref="ArgumentException">There is no such kind: the row is of a later version.</exception>
    public static AlertKind ParseKind(string word) => Parse<AlertKind>(word, Of);

    public static string Of(AlertState state) => state switch
    {
        AlertState.Open => "open",
        AlertState.Acknowledged => "acknowledged",
        _ => "resolved",
    };

    /// <exception cref="ArgumentException">There is no such state: the row is of a later version.</exception>
    public static AlertState ParseState(string word) => Parse<AlertState>(word, Of);

    public static string Of(DeliveryState state) => state switch
    {
        DeliveryState.Waiting => "waiting",
        DeliveryState.Delivered => "delivered",
        _ => "given_up",
    };

    /// <exception cref="ArgumentException">There is no such state: the row is of a later version.</exception>
    public static DeliveryState ParseDelivery(string word) => Parse<DeliveryState>(word, Of);

    private static T Parse<T>(string word, Func<T, string> wordOf)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (wordOf(value) == word)
                return value;
        }

        throw new ArgumentException($"'{word}' is no {typeof(T).Name}.", nameof(word));
    }
}
