using System.Text;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace ArticleApi.Http.OpenApi;

/// <summary>The document's bytes: the same whether served or printed.</summary>
internal sealed class OpenApiDocumentBytes(IServiceProvider services)
{
    public const string Path = "/openapi/v1.json";

    private readonly Lazy<byte[]> _bytes = new(() => Serialize(services));

    public ReadOnlyMemory<byte> Bytes => _bytes.Value;

    /// <summary>Of an app that is not started: its routes are made known first.</summary>
    public static string Generate(WebApplication app)
    {
        app.UseRouting();
        app.UseEndpoints(_ => { });
        return Encoding.UTF8.GetString(app.Services.GetRequiredService<OpenApiDocumentBytes>().Bytes.Span);
    }

    private static byte[] Serialize(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var document = scope.ServiceProvider.GetRequiredService<ISwaggerProvider>().GetSwagger(OpenApiDocuments.Name);
        using var text = new StringWriter { NewLine = "\n" };
        document.SerializeAs(OpenApiSpecVersion.OpenApi3_1, new OpenApiJsonWriter(text));

        return Encoding.UTF8.GetBytes(text.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n");
    }
}
