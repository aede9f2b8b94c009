using System.Reflection;
using ArticleApi.Http.OpenApi;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace ArticleApi.Http.Bodies;

/// <summary>A body of a type, valid when the handler gets it.</summary>
public sealed record ValidatedBody<T>(T Value) : IEndpointParameterMetadataProvider
    where T : class
{
    public static async ValueTask<ValidatedBody<T>> BindAsync(HttpContext context)
    {
        var isAbsent =
            context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }
            || context.Request.ContentLength == 0;
        var json =
            isAbsent && typeof(T).IsAssignableTo(typeof(IOptionalBody))
                ? []
                : (await JsonBody<T>.BindAsync(context)).Object;

        return new(BodyDeserializer.Deserialize<T>(json, context.RequestServices));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new RequestBodyMetadata(typeof(T)));
}
