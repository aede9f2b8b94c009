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
        return (await editor.ReplaceAsync(id, Read, write, context.RequestAborted)).ToResult(context);

        DatelineFactsInput Read(Dateline dateline)
        {
            var current = ComponentResults.ToJson(DatelineResource.From(dateline));
            var sent = ComponentResults.MergeOrReplace(context, body, current, SetByService);

            return BodyDeserializer.Deserialize<DatelineFactsInput>(sent.Object, context.RequestServices);
        }
    }
}
