using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ArticleApi.Core;
using ArticleApi.Core.Ingestion;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;

namespace ArticleApi.Features.Parsing;

/// <summary>Captions to be read.</summary>
[DisplayName("RawCaptions")]
public sealed record CaptionsInput
{
    public const int MaxCount = 1_000;

    /// <summary>Each as printed, credit and all, in up to 5,000 characters; 1 to 1,000.</summary>
    [MaxLength(MaxCount)]
    public required ValueList<string> Raw { get; init; }
}

/// <summary>What was read, in the order of the texts sent.</summary>
public sealed record ParsedCaptionList(IReadOnlyList<ParsedCaption> Data);

/// <summary>
/// Parts captions into text, credit, file-photo mark, and where and when the picture was taken, as imports and writes
/// do. Nothing is stored; what a caption does not say is null.
/// </summary>
internal static class ParseCaptions
{
    public static JsonBytesResult<ParsedCaptionList> Handle(ValidatedBody<CaptionsInput> body) =>
        JsonResults.Create(
            new ParsedCaptionList(body.Value.Raw.Select(raw => ParsedCaption.From(CaptionReader.Read(raw))).ToList())
        );
}
