using System.Reflection;
using System.Text.Json.Nodes;
using ArticleApi.Http.OpenApi;
using Microsoft.AspNetCore.Http.Metadata;

namespace ArticleApi.Http.Bodies;

/// <summary>
/// A body that is to be read as a <typeparamref name="T"/>, once the handler has taken out what the service sets.
/// </summary>
public sealed record JsonBody<T>(JsonObject Object) : JsonBody(Object), IEndpointParameterMetadataProvider
    where T : class
{
    public static async ValueTask<JsonBody<T>> BindAsync(HttpContext context) => new(await ReadAsync(context));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new RequestBodyMetadata(typeof(T)));
}
