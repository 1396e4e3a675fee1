using System.Globalization;
using System.Text.Json;
using Scout.Api.Http;
using Scout.Contracts.Stores;
using Scout.Domain.Money;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;

namespace Scout.Api.Stores;

/// <summary>How a store's profile reads, and how a change of it is read.</summary>
internal static class ProfileJson
{
    private const int TextCharactersMax = 200;

    public static void Write(Utf8JsonWriter writer, StoreProfile profile)
    {
        writer.WriteStartObject();
        writer.WriteString("store_id", profile.StoreId.Value);
        writer.WriteOptional("name", profile.Name);
        writer.WriteOptional("region", profile.Region);
        writer.WriteOptional("province", profile.Province);
        writer.WriteOptional("city", profile.City);
        writer.WriteString("time_zone", profile.TimeZone);
        writer.WriteString("currency", profile.Currency);
        writer.WriteString("business_day_start", profile.BusinessDayStart.ToString("HH:mm", CultureInfo.InvariantCulture));
        writer.WriteBoolean("active", profile.Active);
        if (profile.AmountLimit is { } limit)
            writer.WriteNumber("amount_limit", limit.ToDecimal());
        else
            writer.WriteNull("amount_limit");
        writer.WriteInstant("registered_at", profile.RegisteredAt);
        writer.WriteInstant("updated_at", profile.UpdatedAt);
        writer.WriteEndObject();
    }

    /// <summary>Reads a change: members that are absent stay as they are, null clears what may be empty. Every fault is named.</summary>
    public static (ProfileChange? Change, string? Malformed, Dictionary<string, string[]> Errors) Read(ReadOnlyMemory<byte> body, StoreId store) =>
        ObjectReader.Read(body, new ProfileChange(), (change, member, errors) => Apply(change, member.Name, member.Value, store, errors));

    private static ProfileChange Apply(ProfileChange change, string name, JsonElement value, StoreId store, Dictionary<string, string[]> errors)
    {
        switch (name)
        {
            case "store_id":
                Check(value.ValueKind == JsonValueKind.String && value.GetString() == store.Value, "must be the store of the address, or absent");
                return change;
            case "name":
                return change with { Name = Text() };
            case "region":
                return change with { Region = Text() };
            case "province":
                return change with { Province = Text() };
            case "city":
                return change with { City = Text() };
            case "time_zone":
                return change with { TimeZone = Checked(value.ValueKind == JsonValueKind.String && StoreCalendar.IsZone(value.GetString()), "must be an IANA zone such as Asia/Manila") };
            case "currency":
                return change with { Currency = Checked(value.ValueKind == JsonValueKind.String && Currency.IsCode(value.GetString()!), Currency.Fault) };
            case "business_day_start":
                var isTime = TimeOnly.TryParseExact(value.ValueKind == JsonValueKind.String ? value.GetString() : "", "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start);
                Check(isTime, "must be a time such as 04:00");
                return change with { BusinessDayStart = new(true, start) };
            case "active":
                Check(value.ValueKind is JsonValueKind.True or JsonValueKind.False, "must be true or false");
                return change with { Active = new(true, value.ValueKind == JsonValueKind.True) };
            case "amount_limit":
                return change with { AmountLimitUnits = new(true, Limit()) };
            case "registered_at" or "updated_at":
                // What GET answered may be sent back as it is.
                return change;
            default:
                ObjectReader.RefuseUnknown(errors, name, "a store's profile");
                return change;
        }

        void Check(bool isRight, string fault)
        {
            if (!isRight)
                errors[name] = [fault];
        }

        Change<string> Checked(bool isRight, string fault)
        {
            Check(isRight, fault);
            return isRight ? new(true, value.GetString()!) : default;
        }

        Change<string?> Text()
        {
            var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            Check(
                value.ValueKind == JsonValueKind.Null || (text is { Length: <= TextCharactersMax } && !PrintableText.HasControl(text)),
                $"must be null or a text of at most {TextCharactersMax} characters without control characters");
            return new(true, text);
        }

        long? Limit()
        {
            if (value.ValueKind == JsonValueKind.Null)
                return null;
            var isAmount = value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var limit)
                && limit > 0 && limit < 1_000_000_000_000m && decimal.Round(limit, 4) == limit;
            Check(isAmount, "must be null or an amount above 0 and below 10^12 with at most 4 decimals");
            return isAmount ? Amount.FromDecimal(value.GetDecimal()).Units : null;
        }
    }
}
