using System.Text.Json;
using Scout.Domain.Alerts;

namespace Scout.Contracts.Alerts;

/// <summary>How an alert reads, over REST and in what is sent to receivers: one shape, so that it stands in one place.</summary>
public static class AlertJson
{
    /// <param name="writer">Where to.</param>
    /// <param name="alert">What.</param>
    /// <param name="withDeliveries">Whether its news are told of too; a receiver need not know of the others.</param>
    public static void Write(Utf8JsonWriter writer, AlertView alert, bool withDeliveries)
    {
        writer.WriteStartObject();
        writer.WriteString("alert_id", alert.AlertId);
        writer.WriteString("cause", alert.Cause);
        writer.WriteString("kind", AlertWords.Of(alert.Kind));
        writer.WriteString("severity", alert.Severity.ToString().ToLowerInvariant());
        writer.WriteString("state", AlertWords.Of(alert.State));
        writer.WriteString("store_id", alert.StoreId);
        writer.WriteString("stage", alert.Stage);
        writer.WriteString("message", alert.Message);
        WriteInstant(writer, "opened_at", alert.OpenedAt);
        WriteInstant(writer, "last_seen_at", alert.LastSeenAt);
        writer.WriteNumber("times_seen", alert.TimesSeen);
        WriteInstant(writer, "acknowledged_at", alert.AcknowledgedAt);
        writer.WriteString("acknowledged_by", alert.AcknowledgedBy);
        WriteInstant(writer, "resolved_at", alert.ResolvedAt);
        writer.WriteString("resolved_by", alert.ResolvedBy);
        if (withDeliveries)
            WriteDeliveries(writer, alert.Deliveries);
        writer.WriteEndObject();
    }

    private static void WriteDeliveries(Utf8JsonWriter writer, List<DeliveryView> deliveries)
    {
        writer.WriteStartArray("deliveries");
        foreach (var delivery in deliveries)
        {
            writer.WriteStartObject();
            writer.WriteString("event", delivery.Event);
            writer.WriteString("target", delivery.Target);
            writer.WriteString("state", AlertWords.Of(delivery.State));
            writer.WriteNumber("attempts", delivery.Attempts);
            WriteInstant(writer, "delivered_at", delivery.DeliveredAt);
            writer.WriteString("last_fault", delivery.LastFault);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteInstant(Utf8JsonWriter writer, string name, DateTimeOffset? value)
    {
        if (value is { } present)
            writer.WriteString(name, present.UtcDateTime);
        else
            writer.WriteNull(name);
    }
}
