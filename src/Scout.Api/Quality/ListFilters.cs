using System.Globalization;
using Scout.Api.Stores;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Api.Quality;

/// <summary>Reads the filters of quarantine and dead letters from the query, and names every fault.</summary>
internal static class ListFilters
{
    private const string AnyWord = "all";

    /// <summary>The word of a state or kind outside of Scout.</summary>
    public static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>Reads <c>state</c>: a word of its kind, <c>all</c> for any, open when absent.</summary>
    public static TEnum? ReadState<TEnum>(HttpContext context, Dictionary<string, string[]> errors)
        where TEnum : struct, Enum => context.Request.Query.ContainsKey("state") ? ReadWord<TEnum>(context, "state", errors) : default(TEnum);

    /// <summary>Reads a word of a closed set; null when it is absent or <c>all</c>.</summary>
    public static TEnum? ReadWord<TEnum>(HttpContext context, string name, Dictionary<string, string[]> errors)
        where TEnum : struct, Enum
    {
        var word = context.Request.Query[name].ToString();
        if (word is "" or AnyWord)
            return null;
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (Word(value) == word)
                return value;
        }

        errors.Add(name, [$"must be one of {string.Join(", ", Enum.GetValues<TEnum>().Select(Word))} or {AnyWord}"]);
        return null;
    }

    /// <summary>Reads <c>store</c>; null when it is absent.</summary>
    public static string? ReadStore(HttpContext context, Dictionary<string, string[]> errors)
    {
        if (!context.Request.Query.TryGetValue("store", out var sent))
            return null;
        if (!StoreId.TryParse(sent.ToString(), out _))
            errors.Add("store", ["must be 1 to 64 printable characters"]);
        return sent.ToString();
    }

    /// <summary>Reads <c>rule</c>; none when it is absent.</summary>
    public static BrokenRules ReadRule(HttpContext context, Dictionary<string, string[]> errors)
    {
        if (!context.Request.Query.TryGetValue("rule", out var sent))
            return BrokenRules.None;
        if (RuleCatalog.Find(sent.ToString()) is { } rule)
            return rule.Rule;
        errors.Add("rule", [$"must be one of {string.Join(", ", RuleCatalog.All.Select(known => known.Name))}"]);
        return BrokenRules.None;
    }

    /// <summary>Reads the number that a cursor of <see cref="CursorAfter"/> holds; null at the beginning.</summary>
    public static long? ReadBefore(Page page, Dictionary<string, string[]> errors)
    {
        if (string.IsNullOrEmpty(page.After))
            return null;
        if (long.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out var before))
            return before;
        _ = errors.TryAdd("cursor", ["must be the next_cursor of an earlier answer"]);
        return null;
    }

    public static string CursorAfter(long id) => Paging.CursorAfter(id.ToString(CultureInfo.InvariantCulture));
}
