using ArticleApi.Http.Problems;

namespace ArticleApi.Http;

internal static class QueryParameterConventions
{
    /// <summary>Declares the query parameters of an endpoint.</summary>
    public static TBuilder WithQueryParameters<TBuilder>(
        this TBuilder endpoint,
        IReadOnlyList<QueryParameter> parameters
    )
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new QueryParametersMetadata(parameters));

    /// <summary>Refuses what an endpoint did not declare; on the group, so that none is forgotten.</summary>
    public static RouteGroupBuilder RejectUnknownParameters(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(
            (call, next) =>
            {
                var known =
                    call.HttpContext.GetEndpoint()?.Metadata.GetMetadata<QueryParametersMetadata>()?.Parameters ?? [];
                var reader = new QueryStringReader(call.HttpContext.Request.Query);
                reader.CheckEncoding(call.HttpContext.Request.QueryString);
                reader.CheckNames(known);
                // Whatever else is wrong is said in the same answer.
                if (reader.Errors.Count > 0)
                    foreach (var parameter in known)
                        reader.Check(parameter);
                return reader.Errors.Count == 0
                    ? next(call)
                    : ValueTask.FromResult<object?>(Problem.InvalidRequest(reader.Errors));
            }
        );
        return group;
    }
}
