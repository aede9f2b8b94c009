using System.Text.Json;
using System.Text.Json.Serialization;

namespace Yardstick;

// An article as the corpus has it: no more of it than is stored.
internal sealed record CorpusArticle(
    Guid Id,
    string Language,
    string Headline,
    string? Abstract,
    CorpusLabel? Section,
    CorpusLabel[]? Tags,
    CorpusLabel[]? Bylines,
    CorpusDateline? Dateline,
    DateTimeOffset? PublishedAt,
    JsonElement Body,
    CorpusImage[]? Images,
    JsonElement? Attributions,
    int? Urgency,
    string? Genre,
    CorpusSource? Source
);

internal sealed record CorpusLabel(string Slug, string Name);

internal sealed record CorpusSource(string? Publisher, string? Url);

internal sealed record CorpusDateline(string Raw, CorpusPlace[] Places, CorpusDate? Date, string? Agency);

internal sealed record CorpusPlace(
    string? Locality,
    string? Qualifier,
    string? Near,
    string? Region,
    string? Country,
    string? CountryCode
);

internal sealed record CorpusDate(string? Iso, string Precision, int? Year, int? Month, int? Day);

internal sealed record CorpusImage(
    string Role,
    int Position,
    string? Href,
    string? MediaType,
    int? Width,
    int? Height,
    string? AltText,
    CorpusCredit? Credit,
    bool FilePhoto,
    CorpusCaption? Caption
);

internal sealed record CorpusCredit(string Line, string? Agency, string? Photographer, bool Handout);

internal sealed record CorpusCaption(string Language, string Text, string? Raw, CorpusDateline? Dateline);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CorpusArticle))]
internal sealed partial class CorpusJson : JsonSerializerContext;
