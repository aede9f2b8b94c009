// What an editor's tool does, by a client of Kiota.
using ArticleApi.Clients;
using ArticleApi.Clients.Generated;
using ArticleApi.Clients.Generated.Models;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

// Kiota's own provider of keys sends them by https alone, which a service on this machine has not.
using var http = KiotaClientFactory.Create();
http.DefaultRequestHeaders.Add("X-Api-Key", Expect.ApiKey);
using var requests = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: http)
{
    BaseUrl = args[0],
};
var articles = new ArticleApiClient(requests).V1.Articles;

// A list, by several values of a filter.
string[] photographers = ["Vitaly Nevar", "Thomas Peter"];
var list = await articles.GetAsync(request =>
{
    request.QueryParameters.Limit = 20;
    request.QueryParameters.Photographer = photographers;
});
var slugs = SlugsOf(list);
Expect.That(slugs.Count >= 2, "both photographers have articles");

// Page by page to the end.
var seen = new List<string>();
string? cursor = null;
do
{
    var page = await articles.GetAsync(request =>
    {
        request.QueryParameters.Limit = 1;
        request.QueryParameters.Photographer = photographers;
        request.QueryParameters.Cursor = cursor;
    });
    seen.AddRange(SlugsOf(page));
    cursor = page?.Page?.Next;
} while (cursor is not null);
Expect.That(Expect.Same(seen, slugs), "paging to the end finds the whole list, each once");

// A search.
var found = await articles.GetAsync(request => request.QueryParameters.Q = "headline:missile");
var hit = found?.Data?.FirstOrDefault();
Expect.That(
    hit?.Headline?.Contains("Missile", StringComparison.Ordinal) == true,
    "the search finds the article about missiles"
);
Expect.That(hit?.LeadImage?.Credit?.Photographer == "Vitaly Nevar", "its picture is by Vitaly Nevar");

// One article by its slug, and again with its ETag.
var headers = new HeadersInspectionHandlerOption { InspectResponseHeaders = true };
var read = await articles[hit?.Slug ?? ""].GetAsync(request => request.Options.Add(headers));
var first = read?.Body?.FirstOrDefault()?.Paragraph;
Expect.That(first?.Text?.StartsWith("Turkey", StringComparison.Ordinal) == true, "its body begins with a paragraph");
var etag = ETagOf(headers);
var current = await articles[hit?.Slug ?? ""].GetAsync(request => request.Headers.Add("If-None-Match", etag));
Expect.That(current is null, "what is current is not sent again");

// A new article; sent again under the same key it is not made twice.
var key = Guid.NewGuid().ToString();
headers = new HeadersInspectionHandlerOption { InspectResponseHeaders = true };
var made = await CreateAsync();
var id = made?.Id ?? Guid.Empty;
etag = ETagOf(headers);
Expect.That((await CreateAsync())?.Id == id, "a write that is sent again is not done twice");

// A merge patch: what is left out stays, null clears.
var patched = await PatchAsync();
Expect.That(
    patched is { Genre: null } && patched.Tags?.FirstOrDefault()?.Name == "Ferries",
    "null clears, and a list is replaced"
);
Expect.That(patched?.Headline == "The Ferry Runs Again", "what is left out of a patch stays");
var late = await ProblemAsync(PatchAsync);
Expect.That(late.Code == Problem_code.PreconditionFailed, "a patch of an old version is refused");

// A mistake is a problem that names the place.
var mistake = await ProblemAsync(() => articles.PostAsync(new NewArticle { Headline = "The Ferry", Urgency = 12 }));
Expect.That(mistake.Code == Problem_code.InvalidRequest, "a mistake is an invalid request");
Expect.That(mistake.Errors?.FirstOrDefault()?.Pointer == "/urgency", "the problem names the member");

await articles[id.ToString()].DeleteAsync(request => request.Headers.Add("If-Match", "*"));
var gone = await ProblemAsync(() => articles[id.ToString()].GetAsync());
Expect.That(gone.Code == Problem_code.Gone, "what was deleted is gone");

Task<Article?> CreateAsync() =>
    articles.PostAsync(
        new NewArticle
        {
            Headline = "The Ferry Runs Again",
            BodyText = "It runs from Monday.",
            Genre = "News",
        },
        request =>
        {
            request.Headers.Add("Idempotency-Key", key);
            request.Options.Add(headers);
        }
    );

Task<Article?> PatchAsync() =>
    articles[id.ToString()]
        .PatchAsync(
            new ArticleInput { Genre = null, Tags = [new LabelInput { Name = "Ferries" }] },
            request => request.Headers.Add("If-Match", etag)
        );

static List<string> SlugsOf(ArticlePage? page) => [.. page?.Data?.Select(article => article.Slug ?? "") ?? []];

static string ETagOf(HeadersInspectionHandlerOption headers) => headers.ResponseHeaders["ETag"].Single();

static async Task<Problem> ProblemAsync<T>(Func<Task<T>> call)
{
    try
    {
        await call();
    }
    catch (Problem problem)
    {
        return problem;
    }

    throw new InvalidOperationException("expected: a problem document");
}
