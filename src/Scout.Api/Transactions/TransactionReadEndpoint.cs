using System.Text.Json;
using Scout.Api.Http;
using Scout.Api.Links;
using Scout.Api.Quality;
using Scout.Contracts.Links;
using Scout.Contracts.Transactions;
using Scout.Domain.Money;
using Scout.Domain.Transactions;

namespace Scout.Api.Transactions;

/// <summary><c>GET /v1/stores/{store_id}/transactions/{transaction_id}</c>: one transaction through all layers.</summary>
internal static class TransactionReadEndpoint
{
    public static void MapTransactionReads(this IEndpointRouteBuilder routes, IGrainFactory grains) =>
        routes.MapRead("/v1/stores/{store_id}/transactions/{transaction_id}", context => GetAsync(context, grains));

    private static async Task GetAsync(HttpContext context, IGrainFactory grains)
    {
        if (RouteIds.TryGetStore(context, out var store) && RouteIds.TryGetTransaction(context, out var transaction)
            && await grains.GetGrain<ITransactionGrain>(TransactionKey.Format(store, transaction)).FindAsync() is { } view)
            await JsonReply.WriteAsync(context, 200, (store, transaction, view), static (writer, state) => Write(writer, state.store, state.transaction, state.view));
        else
            await Problems.NotFoundAsync(context, "There is no transaction of that id in that store.");
    }

    private static void Write(Utf8JsonWriter writer, StoreId store, TransactionId transaction, TransactionView view)
    {
        writer.WriteStartObject();
        writer.WriteString("store_id", store.Value);
        writer.WriteString("transaction_id", transaction.Value);
        writer.WriteString("state", ActJson.StateWord(view.State));
        var (first, last) = (view.Revisions[0], view.Revisions[^1]);
        writer.WriteString("event_id", new EventId(first.EventId).ToString());
        writer.WriteInstant("received_at", first.ReceivedAt);
        writer.WriteString("source_system", first.SourceSystem);
        ActJson.WriteRules(writer, "broken_rules", last.BrokenRules);
        writer.WriteStartArray("timeline");
        foreach (var entry in view.Timeline)
        {
            writer.WriteStartObject();
            writer.WriteInstant("at", entry.At);
            writer.WriteString("what", entry.What);
            writer.WriteOptional("detail", entry.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteBody("transaction", last.Body.Span);
        WriteItems(writer, view.Items);
        WriteRevisions(writer, view.Revisions);
        if (view.Findings is { } findings)
        {
            writer.WritePropertyName("findings");
            writer.WriteRawValue(findings, skipInputValidation: true);
        }

        if (view.Original is { } original)
            WriteOriginal(writer, original);
        WriteConflicts(writer, view.Conflicts);
        writer.WriteEndObject();
    }

    private static void WriteRevisions(Utf8JsonWriter writer, List<RevisionView> revisions)
    {
        writer.WriteStartArray("revisions");
        foreach (var revision in revisions)
        {
            writer.WriteStartObject();
            writer.WriteNumber("revision", revision.Revision);
            writer.WriteString("event_id", new EventId(revision.EventId).ToString());
            writer.WriteInstant("received_at", revision.ReceivedAt);
            writer.WriteString("source_system", revision.SourceSystem);
            ActJson.WriteRules(writer, "broken_rules", revision.BrokenRules);
            writer.WriteBody("transaction", revision.Body.Span);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteOriginal(Utf8JsonWriter writer, OriginalView original)
    {
        writer.WriteStartObject("original");
        writer.WriteString("transaction_id", original.TransactionId);
        writer.WriteBoolean("known", original.State is not null);
        writer.WriteOptional("state", original.State is { } state ? ActJson.StateWord(state) : null);
        writer.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter writer, List<LineItemView> items)
    {
        writer.WriteStartArray("items");
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            writer.WriteStartObject();
            writer.WriteNumber("line_number", i + 1);
            writer.WriteString("product_id", item.ProductId);
            writer.WriteOptional("product_name", item.ProductName);
            writer.WriteOptional("brand", item.Brand);
            writer.WriteOptional("category", item.Category);
            writer.WriteOptional("gtin", item.Gtin);
            writer.WriteOptional("unit", item.Unit);
            writer.WriteNumber("qty", Amount.ToDecimal(item.QuantityUnits));
            writer.WriteNumber("unit_price", Amount.ToDecimal(item.UnitPriceUnits));
            writer.WriteNumber("line_amount", Amount.ToDecimal(item.LineAmountUnits));
            if (item.DiscountUnits is { } discount)
                writer.WriteNumber("discount", Amount.ToDecimal(discount));
            else
                writer.WriteNull("discount");
            WriteLink(writer, item.Link);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteLink(Utf8JsonWriter writer, LineLinkView? link)
    {
        if (link is null)
        {
            writer.WriteNull("link");
            return;
        }

        writer.WriteStartObject("link");
        writer.WriteString("mention_id", LinkParts.IdOf(link.MentionId));
        LinkParts.WriteLink(writer, link.State, link.ProductId, link.Method, link.Confidence);
        writer.WriteEndObject();
    }

    private static void WriteConflicts(Utf8JsonWriter writer, List<ConflictView> conflicts)
    {
        writer.WriteStartArray("conflicts");
        foreach (var conflict in conflicts)
        {
            writer.WriteStartObject();
            writer.WriteString("dead_letter_id", conflict.DeadLetterId.ToString(System.Globalization.CultureInfo.InvariantCulture));
            writer.WriteInstant("received_at", conflict.ReceivedAt);
            writer.WriteString("source_system", conflict.SourceSystem);
            writer.WriteString("reason", conflict.Reason);
            writer.WriteBody("transaction", conflict.Body.Span);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
