using System.Collections.Concurrent;
using ArticleApi.Core.Syndication;
using Microsoft.Net.Http.Headers;

namespace ArticleApi.Http;

/// <summary>What <c>Accept</c> comes to. Whatever leads to the same form is the same request.</summary>
internal static class ArticleFormatNegotiator
{
    private const int MaxCachedHeaders = 256;
    private const int MaxCachedHeaderLength = 256;

    // Clients send the same few texts again and again.
    private static readonly ConcurrentDictionary<string, ArticleFormat> CachedFormats = [];

    /// <summary>Browsers get JSON, as does who accepts anything.</summary>
    public static ArticleFormat Negotiate(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0)
            return ArticleFormat.Json;
        var text = request.Headers.Accept.ToString();
        if (CachedFormats.TryGetValue(text, out var known))
            return known;

        var form = ChooseFormat(request.GetTypedHeaders().Accept);
        if (text.Length <= MaxCachedHeaderLength && CachedFormats.Count < MaxCachedHeaders)
            CachedFormats[text] = form;
        return form;
    }

    private static ArticleFormat ChooseFormat(IList<MediaTypeHeaderValue> accepted)
    {
        if (accepted.Count == 0)
            return ArticleFormat.Json;

        double Quality(string type) =>
            accepted
                // Parameters such as charset and profile choose nothing here: there is one form of each.
                .Where(range => Includes(range, type))
                .OrderByDescending(SpecificityOf)
                .Select(range => range.Quality ?? 1)
                .FirstOrDefault(-1);
        var (json, jsonLd) = (Quality("application/json"), Quality(JsonLd.MediaType));
        if (jsonLd > json)
            return ArticleFormat.JsonLd;

        return json > 0 || accepted.Any(range => range.MediaType == "text/html" && range.Quality is not 0)
            ? ArticleFormat.Json
            : ArticleFormat.None;
    }

    private static bool Includes(MediaTypeHeaderValue range, string type) =>
        range.MatchesAllTypes
        || (
            range.MatchesAllSubTypes
                ? type.StartsWith(range.Type + "/", StringComparison.OrdinalIgnoreCase)
                : range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)
        );

    private static int SpecificityOf(MediaTypeHeaderValue range)
    {
        if (range.MatchesAllTypes)
            return 0;

        return range.MatchesAllSubTypes ? 1 : 2;
    }
}
