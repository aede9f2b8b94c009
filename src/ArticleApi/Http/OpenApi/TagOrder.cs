using Microsoft.OpenApi;

namespace ArticleApi.Http.OpenApi;

/// <summary>Tags in the order a reader wants them.</summary>
internal sealed class TagOrder : Swashbuckle.AspNetCore.SwaggerGen.IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, Swashbuckle.AspNetCore.SwaggerGen.DocumentFilterContext context) =>
        swaggerDoc.Tags = OpenApiDocuments
            .Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description })
            .ToHashSet();
}
