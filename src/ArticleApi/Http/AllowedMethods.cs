using System.Collections.Frozen;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace ArticleApi.Http;

/// <summary>
/// Tells which methods an address takes: those of the routes that match it, constraints included. A word in a route
/// goes before a parameter: <c>/v1/articles/bulk</c> is no article.
/// </summary>
internal sealed class AllowedMethods(EndpointDataSource endpoints, ParameterPolicyFactory policies)
{
    private readonly Lazy<FrozenSet<string>> _words = new(() =>
        endpoints
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.Parameters.Count == 0)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/'))
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
    );

    /// <summary>
    /// Whether routing took a word for the value of a parameter, since the word's own routes do not take the method.
    /// </summary>
    public bool IsMistaken(RouteEndpoint endpoint, PathString path) =>
        endpoint.RoutePattern.Parameters.Count > 0 && _words.Value.Contains(path.Value!.TrimEnd('/'));

    /// <returns>In order, with <c>OPTIONS</c> last; none where there is no such address.</returns>
    public IReadOnlyList<string> For(HttpContext context, PathString path)
    {
        var matches = endpoints
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => Matches(context, path, endpoint.RoutePattern))
            .ToLookup(endpoint => CountWords(endpoint.RoutePattern));
        if (matches.Count == 0)
            return [];

        return
        [
            .. matches[matches.Max(group => group.Key)]
                .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
                .Distinct()
                .Order(StringComparer.Ordinal),
            HttpMethods.Options,
        ];
    }

    private bool Matches(HttpContext context, PathString path, RoutePattern pattern)
    {
        var values = new RouteValueDictionary();
        if (!new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(path, values))
            return false;

        return pattern.ParameterPolicies.All(parameter =>
            parameter
                .Value.Select(reference => policies.Create(pattern.GetParameter(parameter.Key), reference))
                .OfType<IRouteConstraint>()
                .All(constraint =>
                    constraint.Match(context, null, parameter.Key, values, RouteDirection.IncomingRequest)
                )
        );
    }

    private static int CountWords(RoutePattern pattern) =>
        pattern.PathSegments.Sum(segment => segment.Parts.Count(part => part.IsLiteral));
}
