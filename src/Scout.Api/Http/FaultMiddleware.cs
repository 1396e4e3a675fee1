using Microsoft.AspNetCore.Connections;
using Scout.Api.Hosting;
using Scout.Domain;

namespace Scout.Api.Http;

/// <summary>The outermost edge: every fault that no handler answered becomes a problem document, and none tells of our insides.</summary>
internal sealed partial class FaultMiddleware(RequestDelegate next, ClusterPatience patience, TimeProvider time, ILogger<FaultMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await RunAsync(context);
            if (!context.Response.HasStarted && context.Response.ContentLength is null && context.Response.ContentType is null)
                await ExplainAsync(context);
        }
        catch (Exception exception)
        {
            // The caller is gone, which is no fault of ours and nothing to answer.
            if (context.RequestAborted.IsCancellationRequested || exception is ConnectionResetException)
                return;
            if (context.Response.HasStarted)
            {
                // The status is sent; only breaking the connection tells the caller that the answer is not whole.
                LogAnswerBroken(context.Request.Method, exception);
                context.Abort();
                return;
            }

            context.Response.Clear();
            await AnswerAsync(context, exception);
        }
    }

    /// <summary>Runs the handler; a reading that met a dead silo is run again, because nothing of it was sent and nothing done.</summary>
    private async Task RunAsync(HttpContext context)
    {
        var startedAt = time.GetTimestamp();
        while (true)
        {
            try
            {
                await next(context);
                return;
            }
            catch (Exception exception) when (
                HttpMethods.IsGet(context.Request.Method) && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested
                && ClusterPatience.IsWorthRepeating(exception) && patience.HasTime(startedAt))
            {
                context.Response.Clear();
            }

            await patience.PauseAsync(startedAt);
        }
    }

    /// <summary>Whether the cluster or its store did not answer: the outcome is unknown and sending the same again settles it.</summary>
    public static bool IsUnavailable(Exception exception) =>
        exception is StorageUnavailableException or TimeoutException or OrleansException or OperationCanceledException
        && exception is not LimitExceededException;

    private static Task ExplainAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problems.NotFoundAsync(context, "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => Problems.MethodNotAllowedAsync(context),
        _ => Task.CompletedTask,
    };

    private Task AnswerAsync(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException bad:
                return bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? Problems.TooLargeAsync(context, "The body is longer than this address takes.")
                    : Problems.WriteAsync(context, bad.StatusCode, "bad_request", "The request cannot be read", "The body broke off or is not framed as HTTP says.");
            case LimitExceededException:
                return Problems.BusyAsync(context);
            default:
                if (IsUnavailable(exception))
                {
                    LogUnavailable(context.Request.Method, exception.GetType().Name);
                    return Problems.UnavailableAsync(context);
                }

                LogFault(context.Request.Method, exception);
                return Problems.InternalAsync(context);
        }
    }

    [LoggerMessage(4001, LogLevel.Error, "A {Method} request failed for a reason that no one foresaw")]
    private partial void LogFault(string method, Exception exception);

    [LoggerMessage(4002, LogLevel.Warning, "The answer to a {Method} request broke off")]
    private partial void LogAnswerBroken(string method, Exception exception);

    [LoggerMessage(4003, LogLevel.Debug, "A {Method} request was answered 503: {Fault}")]
    private partial void LogUnavailable(string method, string fault);
}
