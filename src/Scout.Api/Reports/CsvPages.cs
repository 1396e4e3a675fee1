using System.Text;
using Scout.Contracts.Quality;

namespace Scout.Api.Reports;

/// <summary>Writes a list as rows of commas: so many as <c>limit</c> says, or without one all there are, a page at a time.</summary>
internal static class CsvPages
{
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    private const int PageRows = 1000;

    /// <param name="context">The request.</param>
    /// <param name="columns">The first row.</param>
    /// <param name="query">Where to begin.</param>
    /// <param name="readAsync">Reads a page.</param>
    /// <param name="add">Writes a row.</param>
    /// <param name="next">The query for so many rows that follow one.</param>
    /// <param name="isVerbatim">See <see cref="CsvText"/>.</param>
    public static async Task WriteAsync<TQuery, TRow>(
        HttpContext context, string columns, TQuery query, Func<TQuery, ValueTask<ListPage<TRow>>> readAsync, Action<CsvText, TRow> add, Func<TQuery, TRow, int, TQuery> next,
        bool isVerbatim = false)
    {
        // The first page is read before anything is written: until then a store that is away can still be told with a 503.
        var page = await readAsync(query);
        context.Response.ContentType = ContentType;
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        var isWhole = !context.Request.Query.ContainsKey("limit");
        for (string? head = columns; ; head = null)
        {
            var csv = new CsvText(head, isVerbatim);
            foreach (var row in page.Items)
                add(csv, row);
            await context.Response.WriteAsync(csv.ToString(), Encoding.UTF8, context.RequestAborted);
            if (!isWhole || !page.HasMore)
                return;
            query = next(query, page.Items[^1], PageRows);
            page = await readAsync(query);
        }
    }
}
