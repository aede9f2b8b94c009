using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArticleApi.Clients;

// What is not set is not sent, so that a patch changes what it names and no more.
public partial class ArticleApiClient
{
    static partial void UpdateJsonSerializerSettings(JsonSerializerOptions settings) =>
        settings.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
}

public partial class ArticleInput
{
    /// <summary>What a patch clears, as null by its name.</summary>
    [JsonExtensionData]
    public Dictionary<string, object?> Cleared { get; set; } = [];
}

/// <summary>A block of a body. NSwag knows no types that are one of several, names this one and leaves it out.</summary>
public sealed class Body
{
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("text")]
    public string? Text { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement> More { get; init; } = [];
}
