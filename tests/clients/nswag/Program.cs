// What an editor's tool does, by a client of NSwag.
using ArticleApi.Clients;

using var http = new HttpClient { BaseAddress = new Uri(args[0]) };
http.DefaultRequestHeaders.Add("X-Api-Key", Expect.ApiKey);
var api = new ArticleApiClient(http);

// A list, by several values of a filter.
string[] photographers = ["Vitaly Nevar", "Thomas Peter"];
var list = (await api.ListArticlesAsync(limit: 20, photographer: photographers)).Result;
var slugs = list.Data.Select(article => article.Slug).ToList();
Expect.That(slugs.Count >= 2, "both photographers have articles");

// Page by page to the end.
var seen = new List<string>();
string? cursor = null;
do
{
    var page = (await api.ListArticlesAsync(limit: 1, photographer: photographers, cursor: cursor)).Result;
    seen.AddRange(page.Data.Select(article => article.Slug));
    cursor = page.Page.Next;
} while (cursor is not null);
Expect.That(Expect.Same(seen, slugs), "paging to the end finds the whole list, each once");

// A search, and the counts of a filter's values.
var found = (await api.ListArticlesAsync(q: "headline:missile", facets: [FacetName.Photographer])).Result;
var hit = found.Data.First();
Expect.That(hit.Headline.Contains("Missile", StringComparison.Ordinal), "the search finds the article about missiles");
Expect.That(hit.LeadImage?.Credit?.Photographer == "Vitaly Nevar", "its picture is by Vitaly Nevar");
Expect.That(found.Facets?["photographer"].First().Count == 1, "the photographers of what was found are counted");

// One article by its slug, and again with its ETag: what is not sent again is an exception here.
var read = await api.GetArticleAsync(hit.Slug);
var first = read.Result.Body?.First();
Expect.That(
    first is { Type: "paragraph", Text: { } text } && text.StartsWith("Turkey", StringComparison.Ordinal),
    "its body begins with a paragraph"
);
var current = await FailureAsync(() => api.GetArticleAsync(hit.Slug, if_None_Match: ETagOf(read)));
Expect.That(current.StatusCode == 304, "what is current is not sent again");

// A new article; sent again under the same key it is not made twice.
var key = Guid.NewGuid().ToString();
var article = new NewArticle
{
    Headline = "The Ferry Runs Again",
    BodyText = "It runs from Monday.",
    Genre = "News",
};
var made = await api.CreateArticleAsync(article, key);
var id = made.Result.Id;
Expect.That(
    (await api.CreateArticleAsync(article, key)).Result.Id == id,
    "a write that is sent again is not done twice"
);

// A merge patch: what is left out stays, null clears.
var patch = new ArticleInput { Tags = [new LabelInput { Name = "Ferries" }], Cleared = { ["genre"] = null } };
var patched = (await api.PatchArticleAsync(id, ETagOf(made), patch)).Result;
Expect.That(patched.Genre is null && patched.Tags.First().Name == "Ferries", "null clears, and a list is replaced");
Expect.That(patched.Headline == "The Ferry Runs Again", "what is left out of a patch stays");
var late = await ProblemAsync(() => api.PatchArticleAsync(id, ETagOf(made), patch));
Expect.That(late.Code == ProblemCode.PreconditionFailed, "a patch of an old version is refused");

// A mistake is a problem that names the place.
var mistake = await ProblemAsync(() => api.CreateArticleAsync(new NewArticle { Headline = "The Ferry", Urgency = 12 }));
Expect.That(mistake.Code == ProblemCode.InvalidRequest, "a mistake is an invalid request");
Expect.That(mistake.Errors?.First().Pointer == "/urgency", "the problem names the member");

Expect.That((await api.DeleteArticleAsync(id, "*")).StatusCode == 204, "what was made is deleted");
var gone = await ProblemAsync(() => api.GetArticleAsync(id.ToString()));
Expect.That(gone.Code == ProblemCode.Gone, "what was deleted is gone");

static string ETagOf(SwaggerResponse response) => response.Headers["ETag"].Single();

static async Task<ApiException> FailureAsync(Func<Task> call)
{
    try
    {
        await call();
    }
    catch (ApiException failure)
    {
        return failure;
    }

    throw new InvalidOperationException("expected: a refusal");
}

static async Task<Problem> ProblemAsync(Func<Task> call) =>
    await FailureAsync(call) is ApiException<Problem> failure
        ? failure.Result
        : throw new InvalidOperationException("expected: a problem document");
