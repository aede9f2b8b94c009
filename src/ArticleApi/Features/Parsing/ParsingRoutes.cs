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
            .WithName("parseCaptions")
            .WithSummary("Read captions as printed");
        parse
            .MapPost("/datelines", ParseDatelines.Handle)
            .WithName("parseDatelines")
            .WithSummary("Read the datelines of ledes");
    }
}
