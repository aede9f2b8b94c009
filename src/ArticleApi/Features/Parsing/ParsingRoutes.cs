using ArticleApi.Http.OpenApi;

namespace ArticleApi.Features.Parsing;

/// <summary>
/// The readers that imports and writes go through, to try them: open to everyone, and nothing is stored.
/// </summary>
internal static class ParsingRoutes
{
    public static void MapParsing(this RouteGroupBuilder v1)
    {
        var parse = v1.MapGroup("/parse").WithTags("Parsing");

        parse
            .MapPost("/captions", ParseCaptions.Handle)
            .AcceptsJson<CaptionsInput>()
            .ProducesJson<ParsedCaptionList>()
            .WithName("parseCaptions")
            .WithSummary("Read captions as printed");
        parse
            .MapPost("/datelines", ParseDatelines.Handle)
            .AcceptsJson<LedesInput>()
            .ProducesJson<ParsedLedeList>()
            .WithName("parseDatelines")
            .WithSummary("Read the datelines of ledes");
    }
}
