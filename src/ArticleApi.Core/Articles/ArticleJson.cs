using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArticleApi.Core.Articles;

/// <summary>
/// The service's JSON: camelCase, RFC 3339 instants in UTC with three digits, enums as camelCase words, text unescaped
/// where JSON allows.
/// </summary>
public static class ArticleJson
{
    /// <summary>
    /// Raised whenever the same article would give other bytes; heads are then rewritten in the background.
    /// </summary>
    public const int RendererVersion = 1;

    public static readonly JsonSerializerOptions Options = CreateOptions();

    /// <summary>The members that a summary leaves out.</summary>
    private static readonly JsonSerializerOptions SummaryOptions = CreateSummaryOptions();

    public static byte[] SerializeFull(ArticleDocument document) =>
        JsonSerializer.SerializeToUtf8Bytes(document, Options);

    /// <summary>The same for everybody: of a text that is not free a summary has nothing.</summary>
    public static byte[] SerializeSummary(ArticleDocument document) =>
        JsonSerializer.SerializeToUtf8Bytes(document.IsRestricted ? document.WithoutText() : document, SummaryOptions);

    public static ArticleDocument Deserialize(ReadOnlySpan<byte> full) =>
        JsonSerializer.Deserialize<ArticleDocument>(full, Options)!;

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.Strict,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            PropertyNameCaseInsensitive = false,
            AllowOutOfOrderMetadataProperties = true,
        };
        options.Converters.Add(new InstantJsonConverter());
        options.Converters.Add(new PartialDateJsonConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        // Types are asked for by name before anything is serialised: the resolver must be there from the start.
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static JsonSerializerOptions CreateSummaryOptions()
    {
        string[] full = ["body", "images", "attributions", "relatedLinks", "extensions"];

        return new(Options)
        {
            TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver
            {
                Modifiers =
                {
                    type =>
                    {
                        if (type.Type == typeof(ArticleDocument))
                            foreach (var property in type.Properties.Where(p => full.Contains(p.Name)))
                                property.ShouldSerialize = (_, _) => false;
                    },
                },
            },
        };
    }
}
