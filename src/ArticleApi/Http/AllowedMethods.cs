using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace ArticleApi.Http;

/// <summary>
/// Tells which methods an address takes: those of the routes that match it, constraints included. A word in a route
/// goes before a parameter, as in routing itself: <c>/v1/articles/bulk</c> is no article.
/// </summary>
internal static class AllowedMethods
{
    /// <returns>In order, without <c>OPTIONS</c>; none where there is no such address.</returns>
    public static IReadOnlyList<string> For(HttpContext context)
    {
        var services = context.RequestServices;
        var matches = services
            .GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => Matches(context, endpoint.RoutePattern))
            .ToLookup(endpoint => CountWords(endpoint.RoutePattern));
        if (matches.Count == 0)
            return [];

        return
        [
            .. matches[matches.Max(group => group.Key)]
                .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    private static bool Matches(HttpContext context, RoutePattern pattern)
    {
        var values = new RouteValueDictionary();
        if (!new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(context.Request.Path, values))
            return false;

        var policies = context.RequestServices.GetRequiredService<ParameterPolicyFactory>();
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
