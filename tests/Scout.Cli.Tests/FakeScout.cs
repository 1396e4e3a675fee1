using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Scout.Cli.Tests;

/// <summary>A stand-in for the server: idempotent batches and store profiles as the contract has them, and trouble on demand.</summary>
internal sealed class FakeScout : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<(string Store, string Id), string> _transactions = new();
    private int _batches;
    private int _batchesAtOnce;

    private FakeScout(WebApplication application) => _application = application;

    /// <summary>What happens to the n-th batch call, counted from 1; null lets it pass.</summary>
    public Func<int, Trouble?> OnBatch { get; set; } = _ => null;

    /// <summary>Store ids whose transactions the server refuses.</summary>
    public HashSet<string> RefusedStores { get; } = [];

    public string? KeyExpected { get; set; }

    public Uri Address => new(_application.Urls.Single());

    /// <summary>Everything stored, by store and id: the body as sent.</summary>
    public IReadOnlyDictionary<(string Store, string Id), string> Transactions => _transactions;

    public ConcurrentDictionary<string, string> Profiles { get; } = new();

    public ConcurrentQueue<string> ProfilePuts { get; } = new();

    /// <summary>What a client did that it must not do.</summary>
    public ConcurrentQueue<string> Offences { get; } = new();

    public int Batches => _batches;

    public int BatchesAtOnceMax { get; private set; }

    public static async Task<FakeScout> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<KestrelServerOptions>(options => options.Limits.MaxRequestBodySize = 8_000_000);
        var application = builder.Build();
        var fake = new FakeScout(application);
        application.Use(fake.AuthenticateAsync);
        application.MapPost("/v1/transactions/batch", fake.TakeBatchAsync);
        application.MapGet("/v1/stores/{**id}", (Delegate)fake.ReadProfile);
        application.MapPut("/v1/stores/{**id}", (Delegate)fake.PutProfileAsync);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return fake;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    /// <summary>Puts a transaction there before any import.</summary>
    public void Hold(string store, string id, string body) => _transactions[(store, id)] = body;

    private async Task AuthenticateAsync(HttpContext context, RequestDelegate next)
    {
        if (KeyExpected is not null && context.Request.Headers.Authorization != $"Bearer {KeyExpected}")
            await Results.Problem("no such key", statusCode: 401).ExecuteAsync(context);
        else
            await next(context);
    }

    private async Task TakeBatchAsync(HttpContext context)
    {
        var call = Interlocked.Increment(ref _batches);
        var atOnce = Interlocked.Increment(ref _batchesAtOnce);
        lock (_transactions)
            BatchesAtOnceMax = Math.Max(BatchesAtOnceMax, atOnce);
        try
        {
            await TakeBatchAsync(context, OnBatch(call));
        }
        finally
        {
            Interlocked.Decrement(ref _batchesAtOnce);
        }
    }

    private async Task TakeBatchAsync(HttpContext context, Trouble? trouble)
    {
        if (context.Request.Headers["X-Source-System"] != "import")
            Offences.Enqueue("X-Source-System is missing");
        if (trouble?.WaitFor is { } gate)
            await gate.WaitAsync(context.RequestAborted);
        if (trouble is { DropBefore: true })
        {
            context.Abort();
            return;
        }

        if (trouble?.Status is { } status)
        {
            if (trouble.RetryAfter is { } retryAfter)
                context.Response.Headers.RetryAfter = retryAfter;
            await Results.Problem("injected", statusCode: (int)status).ExecuteAsync(context);
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var elements = body.RootElement.EnumerateArray().ToList();
        if (elements.Count is 0 or > 1000)
            Offences.Enqueue($"a batch of {elements.Count}");
        if (trouble?.RefuseContaining is { } poison && body.RootElement.GetRawText().Contains(poison, StringComparison.Ordinal))
        {
            await Results.Problem("poison", statusCode: 400).ExecuteAsync(context);
            return;
        }

        var results = elements.Select(Take).ToList();
        if (trouble is { DropAfter: true })
            context.Abort();
        else
            await Results.Json(new { accepted = results.Count(result => result["status"] as string == "accepted"), results }).ExecuteAsync(context);
    }

    private Dictionary<string, object?> Take(JsonElement element, int index)
    {
        var store = element.GetProperty("store_id").GetString()!;
        var id = element.GetProperty("transaction_id").GetString()!;
        if (!Profiles.ContainsKey(store))
            Offences.Enqueue($"{store} had no profile before its first transaction");
        var text = element.GetRawText();
        Dictionary<string, object?> result = new() { ["index"] = index, ["store_id"] = store, ["transaction_id"] = id, ["event_id"] = $"{store}/{id}" };
        if (RefusedStores.Contains(store))
        {
            result["status"] = "rejected";
            result["errors"] = new Dictionary<string, string[]> { ["store_id"] = ["is closed"] };
            return result;
        }

        var isNew = _transactions.TryAdd((store, id), text);
        result["status"] = isNew ? IsSuspect(element) ? "quarantined" : "accepted" : _transactions[(store, id)] == text ? "duplicate" : "conflict";
        return result;
    }

    private static bool IsSuspect(JsonElement element) =>
        !element.TryGetProperty("type", out _) && element.GetProperty("items").EnumerateArray().Any(item => item.GetProperty("qty").GetDecimal() <= 0);

    private IResult ReadProfile(HttpContext context) =>
        Profiles.TryGetValue(StoreOf(context), out var profile) ? Results.Text(profile, "application/json") : Results.Problem("unknown", statusCode: 404);

    private async Task<IResult> PutProfileAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var profile = await reader.ReadToEndAsync(context.RequestAborted);
        Profiles[StoreOf(context)] = profile;
        ProfilePuts.Enqueue(StoreOf(context));
        return Results.Text(profile, "application/json");
    }

    // As it stands on the wire: routing would hide whether the client encoded it.
    private static string StoreOf(HttpContext context) =>
        Uri.UnescapeDataString(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget["/v1/stores/".Length..]);
}

/// <summary>What goes wrong with one batch call.</summary>
internal sealed record Trouble
{
    public HttpStatusCode? Status { get; init; }

    public string? RetryAfter { get; init; }

    /// <summary>The connection breaks before anything is stored.</summary>
    public bool DropBefore { get; init; }

    /// <summary>The connection breaks after everything was stored, so that the answer is lost.</summary>
    public bool DropAfter { get; init; }

    /// <summary>The call is refused whole when its body holds this text.</summary>
    public string? RefuseContaining { get; init; }

    /// <summary>The call waits for this first.</summary>
    public Task? WaitFor { get; init; }
}
