using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Core.Ingestion.Wire;

namespace ArticleApi.Core.Tests.Ingestion.Wire;

/// <summary>What an editor reads in a document that an agency sent.</summary>
internal sealed record WireSample(
    string File,
    string Headline,
    string First,
    string Last,
    int Blocks,
    string? Published,
    string Language
)
{
    public string? Provider { get; init; }
    public string? Id { get; init; }
    public string? Version { get; init; }
    public string? Publisher { get; init; }
    public int? Urgency { get; init; }
    public string[] Bylines { get; init; } = [];
    public string? Section { get; init; }
    public string[] Tags { get; init; } = [];
    public string? Genre { get; init; }
    public string? Holder { get; init; }
    public string? Dateline { get; init; }
    public string? Embargo { get; init; }
    public string? Abstract { get; init; }
    public string? EditorNote { get; init; }
    public string? Fact { get; init; }
    public ArticleStatus? Status { get; init; }

    /// <summary>Each picture: its file's end, size, photographer, and how its caption begins.</summary>
    public (string? Href, int? Width, int? Height, string? Photographer, string Caption)[] Pictures { get; init; } = [];

    public int Warnings { get; init; }

    public static DocumentParseResult Read(string file)
    {
        var bytes = System.IO.File.ReadAllBytes(Path.Combine(TestData.Shared(""), file));
        return Read(Path.GetFileName(file), bytes);
    }

    /// <summary>By the one reader that recognises its start.</summary>
    public static DocumentParseResult Read(string document, byte[] bytes)
    {
        var start = bytes.AsSpan(0, Math.Min(bytes.Length, 4096));
        Assert.True(Recognises(start) == 1, $"{document} is recognised by {Recognises(start)} readers.");

        return NinjsReader.Recognises(start) ? NinjsReader.Read(document, bytes)
            : NitfReader.Recognises(start) ? NitfReader.Read(document, bytes)
            : NewsMlReader.Recognises(start) ? NewsMlReader.Read(document, bytes)
            : WireTextReader.Read(document, bytes);
    }

    public static int Recognises(ReadOnlySpan<byte> start) =>
        (NinjsReader.Recognises(start) ? 1 : 0)
        + (NitfReader.Recognises(start) ? 1 : 0)
        + (NewsMlReader.Recognises(start) ? 1 : 0)
        + (WireTextReader.Recognises(start) ? 1 : 0);
}
