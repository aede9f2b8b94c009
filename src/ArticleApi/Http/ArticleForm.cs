using System.Collections.Concurrent;
using ArticleApi.Core.Syndication;
using Microsoft.Net.Http.Headers;

namespace ArticleApi.Http;

/// <summary>The forms that <c>Accept</c> chooses from.</summary>
internal enum ArticleForm
{
    Json,
    JsonLd,
    None,
}

/// <summary>What <c>Accept</c> comes to. Whatever leads to the same form is the same request.</summary>
internal static class ArticleForms
{
    private const int MostKnown = 256;
    private const int LongestKnown = 256;

    // Clients send the same few texts again and again.
    private static readonly ConcurrentDictionary<string, ArticleForm> Known = [];

    /// <summary>Browsers get JSON, as does who accepts anything.</summary>
    public static ArticleForm Accepted(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0)
            return ArticleForm.Json;
        var text = request.Headers.Accept.ToString();
        if (Known.TryGetValue(text, out var known))
            return known;

        var form = Chosen(request.GetTypedHeaders().Accept);
        if (text.Length <= LongestKnown && Known.Count < MostKnown)
            Known[text] = form;
        return form;
    }

    private static ArticleForm Chosen(IList<MediaTypeHeaderValue> accepted)
    {
        if (accepted.Count == 0)
            return ArticleForm.Json;

        double Quality(string type) =>
            accepted
                .Where(range => new MediaTypeHeaderValue(type).IsSubsetOf(range))
                .OrderByDescending(Precision)
                .Select(range => range.Quality ?? 1)
                .FirstOrDefault(-1);
        var (json, jsonLd) = (Quality("application/json"), Quality(JsonLd.MediaType));
        if (jsonLd > json)
            return ArticleForm.JsonLd;

        return json > 0 || accepted.Any(range => range.MediaType == "text/html") ? ArticleForm.Json : ArticleForm.None;
    }

    private static int Precision(MediaTypeHeaderValue range)
    {
        if (range.MatchesAllTypes)
            return 0;

        return range.MatchesAllSubTypes ? 1 : 2;
    }
}
