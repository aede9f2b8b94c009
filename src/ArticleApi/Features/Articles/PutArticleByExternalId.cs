using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>
/// Makes the article that a publisher has under an id of its own, or replaces it: a system that feeds this one need
/// not remember ids. <c>status</c> is that of an article that is made; one that is there keeps its own. <c>If-Match</c>
/// may be left out; with <c>If-None-Match: *</c> an article is made and none replaced. A <c>publishedAt</c> that is
/// left out stays. What was deleted is gone, and does not come back under its id.
/// </summary>
internal static class PutArticleByExternalId
{
    private static readonly QueryParameter Publisher = new(
        "publisher",
        "Whose id it is, as in the article's <c>source</c>.",
        "Example Agency"
    )
    {
        MaxLength = Source.MaxPublisherLength,
        IsRequired = true,
    };

    private static readonly QueryParameter ExternalId = new(
        "externalId",
        "The id, as in the article's <c>externalId</c>.",
        "urn:example:2026:1"
    )
    {
        MaxLength = Article.MaxExternalIdLength,
        IsRequired = true,
    };

    public static readonly IReadOnlyList<QueryParameter> Parameters = [Publisher, ExternalId];

    private static readonly string[] StatusesOfNew = ["draft", "published"];

    public static async Task<
        Results<CreatedBytesResult<ArticleDocument>, JsonBytesResult<ArticleDocument>, Problem>
    > Handle(JsonBody<NewArticleInput> body, WriteContext write, ArticleEditor editor, HttpContext context)
    {
        var (source, services) = (ReadSource(context.Request.Query), context.RequestServices);
        SetSource(body.Object, source);
        var (result, isNew) = await editor.PutAsync(
            source,
            () => CreateArticle.Read(Copy(body.Object), services),
            current => ReplaceArticle.Read(KeepState(Copy(body.Object), current), current, services),
            write,
            context.RequestAborted
        );

        return isNew
            ? result.ToCreated(context).Result switch
            {
                CreatedBytesResult<ArticleDocument> created => created,
                var problem => (Problem)problem,
            }
            : result.ToResult().Result switch
            {
                JsonBytesResult<ArticleDocument> replaced => replaced,
                var problem => (Problem)problem,
            };
    }

    private static (string Publisher, string ExternalId) ReadSource(IQueryCollection query)
    {
        var reader = new QueryStringReader(query);
        var (publisher, externalId) = (reader.GetSingle(Publisher), reader.GetSingle(ExternalId));
        foreach (var (parameter, value) in new[] { (Publisher, publisher), (ExternalId, externalId) })
        {
            if (string.IsNullOrWhiteSpace(value) && !query.ContainsKey(parameter.Name))
                reader.Errors.Add(
                    FieldError.Query(
                        parameter.Name,
                        null,
                        "required",
                        parameter.Name == "publisher" ? "whose id it is" : "the publisher's id"
                    )
                );
        }

        reader.ThrowIfInvalid();
        return (publisher!, externalId!);
    }

    // The address says whose the article is; the body may say the same, and nothing else.
    private static void SetSource(JsonObject body, (string Publisher, string ExternalId) source)
    {
        var errors = new FieldErrors();
        Set(body, "externalId", "", source.ExternalId);
        if (body["source"] is null)
            body["source"] = new JsonObject();
        if (body["source"] is JsonObject sent)
            Set(sent, "publisher", "/source", source.Publisher);
        if (errors.Count > 0)
            throw new ProblemException(Problem.InvalidRequest(errors));

        void Set(JsonObject holder, string name, string pointer, string value)
        {
            if (holder[name] is { } stated && !JsonNode.DeepEquals(stated, value))
                errors.Add(
                    FieldError.Body(
                        $"{pointer}/{name}",
                        stated.ToString(),
                        "disagrees",
                        "what the address says, or none"
                    )
                );
            else
                holder[name] = value;
        }
    }

    // A system that never says when an article was published does not take the date back with each change. How it would
    // make the article it says each time, whatever the desk has done since.
    private static JsonObject KeepState(JsonObject body, byte[] current)
    {
        if (!body.ContainsKey("publishedAt"))
            body["publishedAt"] = JsonNode.Parse(current)!["publishedAt"]?.DeepClone();
        if (body["status"] is JsonValue status && StatusesOfNew.Contains(status.ToString()))
            body.Remove("status");

        return body;
    }

    // Reading takes out what the service sets, and a body may be read twice.
    private static JsonObject Copy(JsonObject body) => body.DeepClone().AsObject();
}
