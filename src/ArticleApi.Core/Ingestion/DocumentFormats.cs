using ArticleApi.Core.Ingestion.Web;
using ArticleApi.Core.Ingestion.Wire;

namespace ArticleApi.Core.Ingestion;

/// <summary>Whether a document is of a format, told from its first bytes.</summary>
public delegate bool FormatSniffer(ReadOnlySpan<byte> start);

/// <summary>Makes drafts of a document. It never throws: what is wrong becomes a complaint.</summary>
/// <param name="document">The document's name, without folders.</param>
public delegate DocumentParseResult DocumentReader(string document, byte[] bytes);

/// <summary>A format that documents come in.</summary>
public sealed record DocumentFormat(string Name, FormatSniffer Recognises, DocumentReader Read);

/// <summary>The formats that are read.</summary>
public static class DocumentFormats
{
    /// <summary>Asks for the format to be told from the document.</summary>
    public const string Auto = "auto";

    /// <summary>How much of a document is looked at, in bytes.</summary>
    public const int SniffLength = 16 * 1024;

    // What is most particular first.
    private static readonly DocumentFormat[] MarkedFormats =
    [
        new(NinjsReader.Format, NinjsReader.Recognises, NinjsReader.Read),
        new(NdjsonReader.Format, NdjsonReader.Recognises, NdjsonReader.Read),
        new(NewsMlReader.Format, NewsMlReader.Recognises, NewsMlReader.Read),
        new(NitfReader.Format, NitfReader.Recognises, NitfReader.Read),
        new(WxrReader.Format, WxrReader.Recognises, WxrReader.Read),
        new(RssReader.Format, RssReader.Recognises, RssReader.Read),
        new(AtomReader.Format, AtomReader.Recognises, AtomReader.Read),
        new(HtmlPageReader.Format, HtmlPageReader.Recognises, HtmlPageReader.Read),
        new(WireTextReader.Format, WireTextReader.Recognises, WireTextReader.Read),
    ];

    private static readonly DocumentFormat[] TextFormats =
    [
        new(ScrapedTextReader.Format, ScrapedTextReader.Recognises, ScrapedTextReader.Read),
        new(MarkdownReader.Format, MarkdownReader.Recognises, MarkdownReader.Read),
        new(PlainTextReader.Format, PlainTextReader.Recognises, PlainTextReader.Read),
    ];

    /// <summary>In the order in which they are tried.</summary>
    public static readonly IReadOnlyList<DocumentFormat> All = [.. MarkedFormats, .. TextFormats];

    public static DocumentFormat? FindByName(string name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>
    /// The format of a document; null where it is none of these. Any text is an article, but not what was written for
    /// programs.
    /// </summary>
    public static DocumentFormat? Detect(ReadOnlySpan<byte> start) =>
        FindFirst(MarkedFormats, start) ?? (IsMachineFormat(start) ? null : FindFirst(TextFormats, start));

    private static DocumentFormat? FindFirst(DocumentFormat[] formats, ReadOnlySpan<byte> start)
    {
        foreach (var format in formats)
        {
            if (format.Recognises(start))
                return format;
        }

        return null;
    }

    // XML, JSON and PDF that no reader knows, and e-mail with the headers of its way here.
    private static bool IsMachineFormat(ReadOnlySpan<byte> start)
    {
        var text = start.TrimStart("\uFEFF \t\r\n"u8);

        return text
                is [
                        (byte)'<',
                        (byte)'?'
                        or (byte)'!'
                        or (byte)'/'
                        or (>= (byte)'A' and <= (byte)'Z')
                        or (>= (byte)'a' and <= (byte)'z'),
                        ..,
                    ]
                    or [(byte)'{', ..]
                    or [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..]
            || text.StartsWith("Delivered-To: "u8)
            || text.StartsWith("Return-Path: "u8)
            || text.StartsWith("Received: from "u8)
            || text.StartsWith("Received: by "u8)
            || (
                text is [(byte)'[', ..]
                && text[1..].TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[' or (byte)'"' or (byte)']', ..]
            );
    }
}
