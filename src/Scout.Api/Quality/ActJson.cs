using System.Text.Json;
using Scout.Api.Http;
using Scout.Contracts.Quality;
using Scout.Contracts.Transactions;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Api.Quality;

/// <summary>How a person's decision is read, and how its answer reads.</summary>
internal static class ActJson
{
    private const int BytesMax = 16 * 1024;
    private const int ByCharactersMax = 128;
    private const int ReasonCharactersMax = 500;

    /// <summary>Reads <c>{"by","reason"}</c>; an empty body is an act without either.</summary>
    /// <param name="context">The request.</param>
    /// <param name="needsReason">Whether the reason must be given.</param>
    /// <returns>Null when a refusal was written.</returns>
    public static async ValueTask<OperatorAct?> ReadAsync(HttpContext context, bool needsReason)
    {
        if (await BodyReader.ReadAsync(context, BytesMax, BytesMax, Problems.RefuseBodyAsync) is not { } body)
            return null;
        if (body.Length > 0 && !await MediaTypes.RequireAsync(context, MediaTypes.Json))
            return null;
        var (act, malformed, errors) = body.Length == 0
            ? (new OperatorAct(OperatorAct.Unknown, null), null, [])
            : ObjectReader.Read(body, new OperatorAct(OperatorAct.Unknown, null), Apply);
        if (malformed is not null)
        {
            await Problems.MalformedAsync(context, malformed);
            return null;
        }

        if (needsReason && act?.Reason is null)
            _ = errors.TryAdd("reason", ["is missing"]);
        if (errors.Count == 0)
            return act;
        await Problems.InvalidAsync(context, errors);
        return null;
    }

    /// <summary>Reads <c>by</c> and <c>reason</c> from the query, for bodies that have no room for them.</summary>
    public static OperatorAct ReadQuery(HttpContext context, Dictionary<string, string[]> errors)
    {
        return new OperatorAct(Text("by", ByCharactersMax) ?? OperatorAct.Unknown, Text("reason", ReasonCharactersMax));

        string? Text(string name, int charactersMax)
        {
            if (!context.Request.Query.TryGetValue(name, out var sent))
                return null;
            var text = sent.ToString();
            if (IsText(text, charactersMax))
                return text;
            errors[name] = [TextFault(charactersMax)];
            return null;
        }
    }

    /// <summary>Puts <c>by</c> or <c>reason</c> in, or notes what is wrong with it.</summary>
    /// <param name="act">So far.</param>
    /// <param name="member">Any member.</param>
    /// <param name="errors">By <paramref name="pathPrefix"/> and name.</param>
    /// <param name="pathPrefix">Where the member stands, for example <c>metadata.</c>.</param>
    public static OperatorAct Apply(OperatorAct act, JsonProperty member, Dictionary<string, string[]> errors, string pathPrefix)
    {
        switch (member.Name)
        {
            case "by":
                return act with { By = Text(ByCharactersMax) ?? act.By };
            case "reason":
                return act with { Reason = Text(ReasonCharactersMax) };
            default:
                return act;
        }

        string? Text(int charactersMax)
        {
            var text = member.Value.ValueKind == JsonValueKind.String ? FindText(member.Value) : null;
            if (text is not null && IsText(text, charactersMax))
                return text;
            errors[pathPrefix + member.Name] = [TextFault(charactersMax)];
            return null;
        }
    }

    /// <summary>Answers a decision.</summary>
    /// <param name="context">The request.</param>
    /// <param name="identity">What was decided on.</param>
    /// <param name="reply">What became of it.</param>
    /// <param name="word">The word for it when it stands.</param>
    /// <param name="what">What is not there when nothing is found.</param>
    public static Task AnswerAsync(HttpContext context, (string Store, string Transaction) identity, AmendReply reply, string word, string what) => reply.Status switch
    {
        AmendStatus.NotFound => Problems.NotFoundAsync(context, what),
        AmendStatus.Refused => Problems.DecidedAsync(context, $"The transaction is {StateWord(reply.State)}: {reply.Detail}."),
        AmendStatus.NotPromotedYet => Problems.UnavailableAsync(context),
        AmendStatus.Invalid => Problems.InvalidAsync(context, RuleFaults(reply.Decisive, reply.Detail)),
        _ => JsonReply.WriteAsync(context, 200, (identity, reply, word), static (writer, state) =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", state.word);
            writer.WriteString("store_id", state.identity.Store);
            writer.WriteString("transaction_id", state.identity.Transaction);
            writer.WriteOptional("event_id", state.reply.EventId == 0 ? null : new EventId(state.reply.EventId).ToString());
            writer.WriteString("state", StateWord(state.reply.State));
            writer.WriteInstant("at", state.reply.At);
            WriteRules(writer, "rules", state.reply.Decisive);
            writer.WriteEndObject();
        }),
    };

    public static void WriteRules(Utf8JsonWriter writer, string name, BrokenRules rules)
    {
        writer.WriteStartArray(name);
        foreach (var rule in RuleCatalog.NamesOf(rules))
            writer.WriteStringValue(rule);
        writer.WriteEndArray();
    }

    public static string StateWord(TransactionState state) => state switch
    {
        TransactionState.Promoted => "promoted",
        TransactionState.Rejected => "rejected",
        TransactionState.Quarantined => "quarantined",
        TransactionState.Voided => "voided",
        _ => "received",
    };

    /// <summary>What a device is told whose transaction rules refuse, by the member at fault. Names no value that was sent.</summary>
    public static Dictionary<string, string[]> RuleFaults(BrokenRules decisive, string? detail = null) => decisive == BrokenRules.None
        ? new Dictionary<string, string[]> { ["$"] = [detail ?? "cannot be stored; the body is kept as a dead letter"] }
        : RuleCatalog.All.Where(rule => (decisive & rule.Rule) != 0)
            .GroupBy(rule => PathOf(rule.Rule))
            .ToDictionary(group => group.Key, group => group.Select(rule => $"breaks the quality rule {rule.Name}").ToArray());

    private static bool IsText(string text, int charactersMax) =>
        text.Length <= charactersMax && !string.IsNullOrWhiteSpace(text) && !PrintableText.HasControl(text);

    private static string TextFault(int charactersMax) => $"must be a text of 1 to {charactersMax} characters without control characters";

    // Half a surrogate pair is JSON, but no text, and reading it throws.
    private static string? FindText(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static OperatorAct Apply(OperatorAct act, JsonProperty member, Dictionary<string, string[]> errors)
    {
        if (member.Name is not ("by" or "reason"))
            ObjectReader.RefuseUnknown(errors, member.Name, "a decision");
        return Apply(act, member, errors, "");
    }

    private static string PathOf(BrokenRules rule) => rule switch
    {
        BrokenRules.LineSumMismatch or BrokenRules.AmountLimit => "total_amount",
        BrokenRules.FutureTimestamp or BrokenRules.LateEvent => "ts",
        BrokenRules.LineMath => "items",
        _ => "$",
    };
}
