using System.Text.Json;
using System.Text.Json.Serialization;

namespace Yardstick;

// An article as the corpus has it: no more of it than is stored.
internal sealed record Incoming(
    Guid Id,
    string Language,
    string Headline,
    string? Abstract,
    IncomingLabel? Section,
    IncomingLabel[]? Tags,
    IncomingLabel[]? Bylines,
    IncomingDateline? Dateline,
    DateTimeOffset? PublishedAt,
    JsonElement Body,
    IncomingImage[]? Images,
    JsonElement? Attributions,
    int? Urgency,
    string? Genre,
    IncomingSource? Source
);

internal sealed record IncomingLabel(string Slug, string Name);

internal sealed record IncomingSource(string? Publisher, string? Url);

internal sealed record IncomingDateline(string Raw, IncomingPlace[] Places, IncomingDate? Date, string? Agency);

internal sealed record IncomingPlace(
    string? Locality,
    string? Qualifier,
    string? Near,
    string? Region,
    string? Country,
    string? CountryCode
);

internal sealed record IncomingDate(string? Iso, string Precision, int? Year, int? Month, int? Day);

internal sealed record IncomingImage(
    string Role,
    int Position,
    string? Href,
    string? MediaType,
    int? Width,
    int? Height,
    string? AltText,
    IncomingCredit? Credit,
    bool FilePhoto,
    IncomingCaption? Caption
);

internal sealed record IncomingCredit(string Line, string? Agency, string? Photographer, bool Handout);

internal sealed record IncomingCaption(string Language, string Text, string? Raw, IncomingDateline? Dateline);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Incoming))]
internal sealed partial class IncomingJson : JsonSerializerContext;
