using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;

namespace ArticleApi.Features.Datelines;

internal static class DatelineRoutes
{
    public static void MapDatelines(this RouteGroupBuilder v1)
    {
        var datelines = v1.MapGroup("/datelines").WithTags("Datelines");

        datelines
            .MapMethods("", Routes.Reading, ListDatelines.Handle)
            .Takes(DatelineLists.Shape.Parameters)
            .AnswersPage<DatelineResource>()
            .WithName("listDatelines")
            .WithSummary("List datelines");
        datelines
            .MapMethods("/{id:guid}", Routes.Reading, GetDateline.Handle)
            .Takes([ListShape.Fields])
            .Answers<DatelineResource>()
            .WithName("getDateline")
            .WithSummary("Get a dateline");
        datelines
            .MapPost("", CreateDateline.Handle)
            .Needs(Scopes.Write)
            .Sends<DatelineFactsInput>()
            .Answers<DatelineResource>(201)
            .Refuses(ProblemTypes.DuplicateDateline)
            .WithName("createDateline")
            .WithSummary("Create a dateline");
        datelines
            .MapPut("/{id:guid}", ReplaceDateline.Handle)
            .Needs(Scopes.Write)
            .Sends<DatelineFactsInput>()
            .Answers<DatelineResource>()
            .Refuses(ProblemTypes.DuplicateDateline)
            .WithName("replaceDateline")
            .WithSummary("Replace a dateline");
        datelines
            .MapPatch("/{id:guid}", ReplaceDateline.Handle)
            .Needs(Scopes.Write)
            .Sends<DatelineFactsInput>()
            .Answers<DatelineResource>()
            .Refuses(ProblemTypes.DuplicateDateline)
            .WithName("patchDateline")
            .WithSummary("Change parts of a dateline");
        datelines
            .MapDelete("/{id:guid}", DeleteDateline.Handle)
            .Needs(Scopes.Write)
            .AnswersNothing()
            .Refuses(ProblemTypes.InUse)
            .WithName("deleteDateline")
            .WithSummary("Delete a dateline");
        datelines
            .MapMethods("/{id:guid}/articles", Routes.Reading, ListDatelineArticles.Handle)
            .Takes(ListDatelineArticles.Parameters)
            .AnswersPage<ArticleDocument>()
            .WithName("listDatelineArticles")
            .WithSummary("List the articles of a dateline");
    }
}
