using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ArticleApi.Http.OpenApi;

/// <summary>Tags in the order a reader wants them, and the addresses under each as their routes stand.</summary>
internal sealed class TagOrder : IDocumentFilter
{
    private static readonly List<string> Names = [.. OpenApiDocuments.Tags.Select(tag => tag.Name)];

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Tags = OpenApiDocuments
            .Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description })
            .ToHashSet();

        var paths = new OpenApiPaths();
        foreach (var (address, path) in swaggerDoc.Paths.OrderBy(path => PlaceOf(path.Value)))
            paths.Add(address, path);
        swaggerDoc.Paths = paths;
    }

    private static int PlaceOf(IOpenApiPathItem path) =>
        path.Operations!.Values.Min(operation => Names.IndexOf(operation.Tags!.Single().Name!));
}
