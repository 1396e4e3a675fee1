using System.Globalization;
using System.Text.Json;
using Scout.Api.Hosting;
using Scout.Api.Http;
using Scout.Api.Stores;
using Scout.Contracts.Quality;
using Scout.Contracts.Transactions;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Api.Quality;

/// <summary><c>/v1/dead-letters</c>: bodies that were set aside, and what is decided on them.</summary>
internal static class DeadLetterEndpoints
{
    private const string NoLetter = "There is no dead letter of that id.";

    public static void MapDeadLetters(this IEndpointRouteBuilder routes, IGrainFactory grains)
    {
        routes.MapRead("/v1/dead-letters", context => ListAsync(context, grains));
        routes.MapRead("/v1/dead-letters/{id}", context => GetAsync(context, grains));
        routes.MapPost("/v1/dead-letters/{id}/replay", context => DecideAsync(context, grains, "replayed", static (grain, id, act) => grain.ReplayDeadLetterAsync(id, act)));
        routes.MapPost("/v1/dead-letters/{id}/discard", context => DecideAsync(context, grains, "discarded", static (grain, id, act) => grain.DiscardDeadLetterAsync(id, act)));
    }

    private static async Task ListAsync(HttpContext context, IGrainFactory grains)
    {
        var hasPage = Paging.TryRead(context, out var page, out var errors);
        var state = ListFilters.ReadState<DeadLetterState>(context, errors);
        var kind = ListFilters.ReadWord<DeadLetterKind>(context, "kind", errors);
        var store = ListFilters.ReadStore(context, errors);
        var before = ListFilters.ReadBefore(page, errors);
        if (!hasPage || errors.Count > 0)
        {
            await Problems.InvalidAsync(context, errors);
            return;
        }

        var letters = await grains.GetGrain<IQualityListGrain>(0).ReadDeadLettersAsync(new DeadLetterQuery(state, kind, store, before, page.Limit));
        await JsonReply.WriteAsync(context, 200, letters, static (writer, letters) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var letter in letters.Items)
                Write(writer, letter);
            writer.WriteEndArray();
            writer.WriteOptional("next_cursor", letters.HasMore ? ListFilters.CursorAfter(letters.Items[^1].DeadLetterId) : null);
            writer.WriteEndObject();
        });
    }

    private static async Task GetAsync(HttpContext context, IGrainFactory grains)
    {
        if (await FindAsync(context, grains) is { } letter)
            await JsonReply.WriteAsync(context, 200, letter, Write);
        else
            await Problems.NotFoundAsync(context, NoLetter);
    }

    private static async Task DecideAsync(
        HttpContext context, IGrainFactory grains, string word, Func<ITransactionGrain, long, OperatorAct, ValueTask<AmendReply>> decide)
    {
        if (await ActJson.ReadAsync(context, needsReason: false) is not { } act)
            return;
        if (await FindAsync(context, grains) is not { } letter)
        {
            await Problems.NotFoundAsync(context, NoLetter);
            return;
        }

        var key = TransactionKey.Format(StoreId.FromStored(letter.StoreId), TransactionId.FromStored(letter.TransactionId));
        var reply = await context.CallClusterAsync(() => decide(grains.GetGrain<ITransactionGrain>(key), letter.DeadLetterId, act));
        await ActJson.AnswerAsync(context, (letter.StoreId, letter.TransactionId), reply, word, NoLetter);
    }

    private static async ValueTask<DeadLetterView?> FindAsync(HttpContext context, IGrainFactory grains) =>
        long.TryParse(context.GetRouteValue("id") as string, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await context.CallClusterAsync(() => grains.GetGrain<IQualityListGrain>(0).FindDeadLetterAsync(id))
            : null;

    private static void Write(Utf8JsonWriter writer, DeadLetterView letter)
    {
        writer.WriteStartObject();
        writer.WriteString("dead_letter_id", letter.DeadLetterId.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("kind", ListFilters.Word(letter.Kind));
        writer.WriteString("state", ListFilters.Word(letter.State));
        writer.WriteOptional("event_id", letter.EventId?.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("store_id", letter.StoreId);
        writer.WriteString("transaction_id", letter.TransactionId);
        writer.WriteInstant("received_at", letter.ReceivedAt);
        writer.WriteString("source_system", letter.SourceSystem);
        writer.WriteString("reason", letter.Reason);
        writer.WriteInstant("resolved_at", letter.ResolvedAt);
        writer.WriteOptional("resolved_by", letter.ResolvedBy);
        writer.WriteBody("transaction", letter.Body.Span);
        writer.WriteEndObject();
    }
}
