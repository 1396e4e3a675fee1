using System.Globalization;
using Scout.Api.Http;
using Scout.Contracts.Links;

namespace Scout.Api.Links;

/// <summary><c>GET /v1/links/coverage</c>: how much of what is sold is linked, and how often that is right.</summary>
internal static class CoverageEndpoint
{
    private const int DaysDefault = 30;

    public static void MapCoverage(this IEndpointRouteBuilder routes, IGrainFactory grains, TimeProvider time) =>
        routes.MapRead("/v1/links/coverage", context => GetAsync(context, grains, time));

    private static async Task GetAsync(HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        var errors = new Dictionary<string, string[]>();
        var (from, to) = (ReadDay(context, "from", errors), ReadDay(context, "to", errors));

        // East of Greenwich the day may be tomorrow's already.
        var end = to ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(2);
        var start = from ?? (end.DayNumber > DaysDefault ? end.AddDays(-DaysDefault) : DateOnly.MinValue);
        if (errors.Count == 0 && end <= start)
            errors["to"] = ["must be after from: it is not included itself"];
        if (errors.Count > 0)
            await Problems.InvalidAsync(context, errors);
        else
            await JsonReply.WriteAsync(context, 200, (start, end, await grains.GetGrain<ILinkGrain>(0).ReadCoverageAsync(start, end)), CoverageJson.Write);
    }

    private static DateOnly? ReadDay(HttpContext context, string name, Dictionary<string, string[]> errors)
    {
        if (!context.Request.Query.TryGetValue(name, out var sent))
            return null;
        if (DateOnly.TryParseExact(sent, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        errors.Add(name, ["must be a date such as 2025-01-24"]);
        return null;
    }
}
