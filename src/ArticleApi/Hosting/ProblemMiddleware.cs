using ArticleApi.Features.Articles;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Index;
using ArticleApi.Search;
using ArticleApi.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace ArticleApi.Hosting;

/// <summary>Turns exceptions and bare statuses into problems.</summary>
internal static class ProblemMiddleware
{
    public static void UseProblems(this WebApplication app)
    {
        // What handles exceptions sets another policy as the answer begins: who asks before it is called after it.
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(KeepProblemOutOfCachesAsync, context.Response);
                return next(context);
            }
        );
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = context =>
                    ToProblem(context, context.Features.Get<IExceptionHandlerFeature>()!.Error).ExecuteAsync(context),
                SuppressDiagnosticsCallback = failure =>
                    IsExpected(failure.Exception) || DatabaseStateOf(failure.HttpContext).Tells(failure.Exception),
            }
        );
        app.UseStatusCodePages(async context =>
        {
            var problem = await WriteBySlug.ExplainAsync(context.HttpContext) ?? FromStatus(context.HttpContext);
            await problem.ExecuteAsync(context.HttpContext);
        });
    }

    private static Task KeepProblemOutOfCachesAsync(object state)
    {
        if (state is HttpResponse { ContentType: Problem.MediaType } response)
            Problem.KeepOutOfCaches(response);
        return Task.CompletedTask;
    }

    private static bool IsExpected(Exception error) =>
        error
            is ProblemException
                or BadHttpRequestException
                or OperationCanceledException
                or SearchTimeoutException
                or IndexRebuildingException
                or IndexVersionMismatchException
        || error.IsTransient();

    private static DatabaseState DatabaseStateOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<DatabaseState>();

    private static Problem ToProblem(HttpContext context, Exception error) =>
        error switch
        {
            ProblemException expected => expected.Problem,
            BadHttpRequestException { StatusCode: 413 } => new(
                ProblemTypes.PayloadTooLarge,
                $"A body may have up to {JsonBody.MaxBytes:N0} bytes."
            ),
            BadHttpRequestException bad => new(ProblemTypes.ForStatus(bad.StatusCode), bad.Message),
            // No search is to blame for a database that does not answer any.
            SearchTimeoutException when DatabaseStateOf(context).Fault is not DatabaseFault.None and var fault =>
                DatabaseProblems.For(fault, ""),
            SearchTimeoutException => new(
                ProblemTypes.SearchTooCostly,
                "The search took longer than any may. Ask for rarer words, or fewer of them."
            ),
            IndexRebuildingException => new(
                ProblemTypes.Reindexing,
                "Nothing is found by its words until the full-text index is whole again. All that asks for no "
                    + "words is answered."
            )
            {
                Headers = new Dictionary<string, string> { ["Retry-After"] = "30" },
            },
            IndexVersionMismatchException => new(
                ProblemTypes.OtherVersion,
                "The database is served by another version, whose index this one can neither write nor search. "
                    + "Ask a node of that version."
            )
            {
                Headers = new Dictionary<string, string> { ["Retry-After"] = "60" },
            },
            _ when error.IsTransient() => new(
                ProblemTypes.Busy,
                "Another writer was in the way. Send the request again."
            )
            {
                Headers = new Dictionary<string, string> { ["Retry-After"] = "1" },
            },
            _ when DatabaseStateOf(context).FaultOf(error) is not DatabaseFault.None and var fault =>
                DatabaseProblems.For(fault, context.Request),
            _ => new(ProblemTypes.InternalError, "The failure was logged under the traceId."),
        };

    private static Problem FromStatus(HttpContext context)
    {
        var status = context.Response.StatusCode;
        var allow = context.Response.Headers.Allow.ToString();

        return new(
            ProblemTypes.ForStatus(status),
            status switch
            {
                404 => $"There is no resource at {context.Request.Path}. {DescribeAddress(context)}",
                405 => $"{context.Request.Method} is not taken here; allowed are {allow}.",
                415 => "Send application/json.",
                _ => ProblemTypes.ForStatus(status).Title + ".",
            }
        );
    }

    private static string DescribeAddress(HttpContext context)
    {
        var methods = context.RequestServices.GetRequiredService<AllowedMethods>();
        var segments = context.Request.Path.Value!.Split('/');
        var mistaken = segments
            .Index()
            .Skip(3)
            .Take(3)
            .FirstOrDefault(segment =>
                !Guid.TryParse(segment.Item, out _) && methods.For(context, WithId(segment.Index)).Count > 0
            );

        return mistaken.Item is { } sent
            ? $"{sent} stands where an id does: ids are UUIDs."
            : "GET /v1 lists what there is.";

        PathString WithId(int index) =>
            string.Join('/', segments.Select((segment, i) => i == index ? Guid.Empty.ToString() : segment));
    }
}
