using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Scout.Contracts.Alerts;
using Scout.Storage.Alerts;

namespace Scout.Grains.Alerts;

/// <summary>Writes what receivers are sent: a line that Slack and its likes show, and the alert itself for everyone else.</summary>
internal static class AlertNewsWriter
{
    public const string Opened = "alert.opened";
    public const string Resolved = "alert.resolved";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>One message for each receiver.</returns>
    public static IReadOnlyList<AlertNews> Write(string happened, Alert alert, IReadOnlyList<string> targets)
    {
        if (targets.Count == 0)
            return [];
        var body = ToBody(happened, alert);
        return [.. targets.Select(target => new AlertNews($"msg_{Guid.NewGuid():N}", happened, target, body))];
    }

    public static AlertView ToView(Alert alert) => new()
    {
        AlertId = alert.AlertId,
        Cause = alert.Cause,
        Kind = alert.Kind,
        Severity = alert.Severity,
        State = alert.State,
        StoreId = alert.StoreId,
        Stage = alert.Stage,
        Message = alert.Message,
        OpenedAt = alert.OpenedAt,
        LastSeenAt = alert.LastSeenAt,
        TimesSeen = alert.TimesSeen,
        AcknowledgedAt = alert.AcknowledgedAt,
        AcknowledgedBy = alert.AcknowledgedBy,
        ResolvedAt = alert.ResolvedAt,
        ResolvedBy = alert.ResolvedBy,
        Deliveries = [.. alert.Deliveries.Select(one => new DeliveryView(one.Event, one.Target, one.State, one.Attempts, one.DeliveredAt, one.LastFault))],
    };

    private static string ToBody(string happened, Alert alert)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("text", ToLine(happened, alert));
            writer.WriteString("event", happened);
            writer.WritePropertyName("alert");
            AlertJson.Write(writer, ToView(alert), withDeliveries: false);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string ToLine(string happened, Alert alert)
    {
        var head = happened == Resolved ? "resolved" : alert.Severity.ToString().ToLowerInvariant();

        // A store may be called anything; these three characters are Slack's own: https://docs.slack.dev/messaging/formatting-message-text.
        return $"[Scout] {head}: {alert.Message}"
            .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
    }
}
