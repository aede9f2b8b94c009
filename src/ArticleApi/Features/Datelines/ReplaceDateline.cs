using ArticleApi.Auth;
using ArticleApi.Core.Datelines;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Datelines;

/// <summary>Mends a dateline's facts for every article and caption that uses them.</summary>
internal static class ReplaceDateline
{
    private static readonly string[] SetByService = ["id"];

    public static async Task<Results<JsonBytesResult<DatelineResource>, Problem>> Handle(
        Guid id,
        JsonBody<DatelineFactsInput> body,
        WriteContext write,
        DatelineEditor editor,
        HttpContext context
    )
    {
        var change = ComponentChange.From(body, context.Request);
        var written = await editor.ReplaceAsync(
            id,
            dateline => Read(change, dateline, context.RequestServices),
            write,
            context.RequestAborted
        );

        return written.ToResult(context);
    }

    public static DatelineFactsInput Read(ComponentChange change, Dateline dateline, IServiceProvider services)
    {
        var current = ComponentResults.ToJson(DatelineResource.From(dateline));
        return BodyDeserializer.Deserialize<DatelineFactsInput>(change.Apply(current, SetByService).Object, services);
    }
}
