using ArticleApi.Http;

namespace ArticleApi.Features.Datelines;

internal static class DatelineRoutes
{
    public static void MapDatelines(this RouteGroupBuilder v1)
    {
        var datelines = v1.MapGroup("/datelines").WithTags("Datelines");

        datelines.MapRead("", ListDatelines.Handle).Takes(DatelineLists.Shape.Parameters).WithName("listDatelines");
        datelines.MapRead("/{id:guid}", GetDateline.Handle).Takes([ListShape.Fields]).WithName("getDateline");
        datelines.MapPost("", CreateDateline.Handle).Needs(Scopes.Write).WithName("createDateline");
        datelines.MapPut("/{id:guid}", ReplaceDateline.Handle).Needs(Scopes.Write).WithName("replaceDateline");
        datelines.MapPatch("/{id:guid}", ReplaceDateline.Handle).Needs(Scopes.Write).WithName("patchDateline");
        datelines.MapDelete("/{id:guid}", DeleteDateline.Handle).Needs(Scopes.Write).WithName("deleteDateline");
        datelines.MapRead("/{id:guid}/articles", ListDatelineArticles.Handle).Takes(ListDatelineArticles.Parameters).WithName("listDatelineArticles");
    }
}
