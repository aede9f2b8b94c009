namespace ArticleApi.Http;

/// <summary>The one place that makes the service's own addresses.</summary>
internal static class Links
{
    /// <summary>What absolute addresses begin with: as configured, else as the request was sent.</summary>
    public static string BaseUrl(this HttpRequest request) =>
        (
            request.HttpContext.RequestServices.GetRequiredService<PublicAddress>().BaseUrl
            ?? $"{request.Scheme}://{request.Host}"
        ) + request.PathBase;

    public static string Article(string id) => "/v1/articles/" + Uri.EscapeDataString(id);

    public static string Image(Guid id) => $"/v1/images/{id}";

    public static string Caption(Guid id) => $"/v1/captions/{id}";

    public static string Dateline(Guid id) => $"/v1/datelines/{id}";

    public static string Package(Guid id) => $"/v1/packages/{id}";

    public static string Job(Guid id) => $"/v1/jobs/{id}";

    public static string Key(Guid id) => $"/v1/keys/{id}";

    /// <summary>The <c>Link</c> header's part for the page after (RFC 8288); none after the last.</summary>
    /// <param name="cursor">The page's cursor; null where there is none.</param>
    /// <param name="parameter">The one that takes the cursor.</param>
    public static IReadOnlyList<string> ToNextPage(HttpRequest request, string? cursor, string parameter = "cursor") =>
        cursor is null ? [] : [$"<{NextPage(request, cursor, parameter)}>; rel=\"next\""];

    /// <summary>All articles under a request's filters.</summary>
    /// <param name="others">What the request takes beside filters.</param>
    public static string Export(HttpRequest request, IReadOnlyList<QueryParameter> others) =>
        request.PathBase
        + "/v1/articles/export"
        + QueryString.Create(request.Query.Where(pair => others.All(other => other.Name != pair.Key)));

    /// <summary>The same list, further on.</summary>
    /// <param name="parameter">The one that takes the cursor.</param>
    public static string NextPage(HttpRequest request, string cursor, string parameter = "cursor") =>
        request.PathBase
        + request.Path
        + QueryString.Create(
            request
                .Query.Where(pair => pair.Key != parameter)
                .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value))
                .Append(new(parameter, cursor))
        );
}
