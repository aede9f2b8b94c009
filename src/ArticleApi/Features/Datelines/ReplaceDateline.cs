using ArticleApi.Auth;
using ArticleApi.Core.Datelines;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http.Bodies;
using ArticleApi.Lists;

namespace ArticleApi.Features.Datelines;

/// <summary>Mends a dateline's facts for every article and caption that uses them.</summary>
internal static class ReplaceDateline
{
    private static readonly string[] SetByService = ["id"];

    public static async Task<IResult> Handle(
        Guid id,
        JsonBody body,
        WriteContext write,
        DatelineEditor editor,
        HttpContext context
    )
    {
        return (await editor.ReplaceAsync(id, Read, write, context.RequestAborted)).ToResult(context);

        DatelineFactsInput Read(Dateline dateline)
        {
            var sent = ComponentResults.MergeOrReplace(context, body, DatelineResource.From(dateline), SetByService);

            return BodyDeserializer.Deserialize<DatelineFactsInput>(sent.Object, context.RequestServices);
        }
    }
}
