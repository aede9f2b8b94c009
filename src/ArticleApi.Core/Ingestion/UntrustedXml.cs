using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion;

/// <summary>
/// An XML document from outside as a tree with line numbers. Nothing that it points to is fetched, no DTD is processed,
/// and it is neither large nor deep, so that readers may walk it as they like.
/// </summary>
/// <param name="Document">Null where it was refused; the complaints say why.</param>
internal sealed partial record UntrustedXml(XDocument? Document, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Elements nested deeper are no news.</summary>
    public const int MaxDepth = 200;

    /// <summary>What so many elements and attributes take in memory is about all that one document may.</summary>
    public const int MaxElementsAndAttributes = 1_000_000;

    /// <summary>
    /// To find an element's prefix all namespaces that hold at its place are gone through; documents have a few.
    /// </summary>
    public const int MaxNamespaces = 200;

    /// <summary>
    /// With each piece of a text the parser goes through all attributes of the element that it is in.
    /// </summary>
    public const int MaxAttributes = 1_000;

    // A DOCTYPE is skipped, so that no entity but XML's own five exists and none is expanded.
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        // References to control characters are in real documents; they are taken out of the tree instead.
        CheckCharacters = false,
        IgnoreProcessingInstructions = true,
        IgnoreComments = true,
    };

    /// <param name="item">
    /// The name of what the document is a list of: where the XML breaks, what stands whole before that is loaded. Null
    /// where it is no list.
    /// </param>
    public static UntrustedXml Load(string document, byte[] bytes, string? item = null)
    {
        var source = XmlDecoder.Decode(document, bytes);
        var complaints = source.Diagnostics.ToList();
        if (source.Text is null)
            return new(null, complaints);

        var text = WithoutDeclaration(source.Text);
        if (text.Any(PlainText.IsForbidden))
        {
            complaints.Add(
                new(
                    DiagnosticSeverity.Warning,
                    document,
                    null,
                    "Control characters, which no text may hold, were taken out."
                )
            );
            text = string.Concat(text.Where(c => !PlainText.IsForbidden(c)));
        }

        if (XmlPrologue.Parse(text) is not { } start)
            return Refused("The file is no XML.", 1);
        if (start.HasDeclarations)
            return Refused("The DOCTYPE declares something of its own, as no news does.", 1);

        try
        {
            return Parse(text);
        }
        catch (XmlException error) when (NamedEntity().IsMatch(text))
        {
            complaints.Add(
                new(
                    DiagnosticSeverity.Warning,
                    document,
                    Line(error),
                    "HTML's names of characters are used, which XML does not know; they are read as HTML reads them."
                )
            );
            return ParseRepaired(NamedEntity().Replace(text, match => WebUtility.HtmlDecode(match.Value)));
        }
        catch (XmlException error)
        {
            return Broken(text, error);
        }

        UntrustedXml ParseRepaired(string repaired)
        {
            try
            {
                return Parse(repaired);
            }
            catch (XmlException error)
            {
                return Broken(repaired, error);
            }
        }

        UntrustedXml Broken(string broken, XmlException error)
        {
            if (item is null || CompleteItems(broken, item) is not { } whole)
                return Refused(Reason(error), Line(error));

            complaints.Add(
                new(
                    DiagnosticSeverity.Error,
                    document,
                    Line(error),
                    $"{Reason(error)} What stands whole before that is taken."
                )
            );
            return Parse(whole);
        }

        UntrustedXml Parse(string text)
        {
            if (FindExceededLimit(text) is var (reason, line))
                return Refused(reason, line);

            using var reader = XmlReader.Create(new StringReader(text), Settings);
            var tree = XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace);
            RemoveControlCharacters(tree);
            return new(tree, complaints);
        }

        UntrustedXml Refused(string reason, int? line) =>
            new(null, [.. complaints, new(DiagnosticSeverity.Error, document, line, reason)]);
    }

    /// <summary>The line that something of the tree stands on.</summary>
    public static int? LineOf(XObject part) => part is IXmlLineInfo info && info.HasLineInfo() ? info.LineNumber : null;

    // Read once before a tree is built, for a tree costs many times its text.
    private static (string Reason, int? Line)? FindExceededLimit(string text)
    {
        if (FindCrowdedElement(text) is { } place)
            return (
                string.Create(CultureInfo.InvariantCulture, $"An element has more than {MaxAttributes:N0} attributes."),
                text.AsSpan(0, place).Count('\n') + 1
            );

        using var reader = XmlReader.Create(new StringReader(text), Settings);
        Span<int> namespaces = stackalloc int[MaxDepth];
        for (var parts = 0; reader.Read(); )
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;

            var line = (reader as IXmlLineInfo)?.LineNumber;
            if (reader.Depth >= MaxDepth)
                return ($"Elements are nested deeper than {MaxDepth}.", line);
            parts += 1 + reader.AttributeCount;
            if (parts > MaxElementsAndAttributes)
                return (
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"There are more than {MaxElementsAndAttributes:N0} elements and attributes."
                    ),
                    line
                );
            var depth = reader.Depth;
            namespaces[depth] = (depth == 0 ? 0 : namespaces[depth - 1]) + CountNamespaceDeclarations(reader);
            if (namespaces[depth] > MaxNamespaces)
                return ($"More than {MaxNamespaces} namespaces are declared for one element.", line);
        }

        return null;
    }

    // Where an element with too many attributes begins. Nothing but a start tag and a DOCTYPE has quotes in its angle
    // brackets.
    private static int? FindCrowdedElement(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOf('<') is >= 0 and var ahead; )
        {
            at += ahead;
            var rest = text[at..];
            if (rest.StartsWith("<!--"))
                at += IndexPast(rest, 4, "-->");
            else if (rest.StartsWith("<![CDATA["))
                at += IndexPast(rest, 9, "]]>");
            else if (rest.StartsWith("<?"))
                at += IndexPast(rest, 2, "?>");
            else if (TagLength(rest) is { } length)
                at += length;
            else
                return at;
        }

        return null;
    }

    // Null where it has too many attributes. What breaks off is left to the parser, which gets no further either.
    private static int? TagLength(ReadOnlySpan<char> tag)
    {
        var at = 1;
        for (var attributes = 0; tag[at..].IndexOfAny("\"'<>") is >= 0 and var ahead; )
        {
            at += ahead;
            if (tag[at] is '<' or '>')
                return at;
            if (++attributes > MaxAttributes)
                return null;
            at += IndexPast(tag[at..], 1, tag.Slice(at, 1));
        }

        return tag.Length;
    }

    private static int IndexPast(ReadOnlySpan<char> text, int start, ReadOnlySpan<char> end) =>
        text[start..].IndexOf(end) is >= 0 and var at ? start + at + end.Length : text.Length;

    private static int CountNamespaceDeclarations(XmlReader reader)
    {
        var declarations = 0;
        while (reader.MoveToNextAttribute())
            declarations += reader.Prefix == "xmlns" || reader.Name == "xmlns" ? 1 : 0;

        reader.MoveToElement();
        return declarations;
    }

    // Up to the end of the last whole item, with what is open there closed; null where none is whole.
    private static string? CompleteItems(string text, string item)
    {
        using var reader = XmlReader.Create(new StringReader(text), Settings);
        var (open, inside, line, column, closing) = (new Stack<string>(), 0, 0, 0, "");
        try
        {
            while (reader.Read())
            {
                if (reader is { NodeType: XmlNodeType.Element, IsEmptyElement: false })
                {
                    open.Push(reader.Name);
                    inside += reader.LocalName == item ? 1 : 0;
                }
                else if (reader.NodeType == XmlNodeType.EndElement)
                {
                    open.Pop();
                    if (reader.LocalName == item && --inside == 0 && reader is IXmlLineInfo at)
                    {
                        line = at.LineNumber;
                        column = at.LinePosition;
                        closing = string.Concat(open.Select(name => $"</{name}>"));
                    }
                }
            }
        }
        catch (XmlException)
        {
            // The break.
        }

        if (line == 0)
            return null;

        var start = 0;
        for (var number = 1; number < line; number++)
            start =
                text.IndexOfAny(['\r', '\n'], start) is var end && text.AsSpan(end).StartsWith("\r\n")
                    ? end + 2
                    : end + 1;

        return string.Concat(text.AsSpan(0, text.IndexOf('>', start + column - 1) + 1), closing);
    }

    // The text is decoded already, and a garbled declaration is no reason to refuse it. Lines keep their numbers.
    private static string WithoutDeclaration(string text)
    {
        var start = text.AsSpan().IndexOfAnyExcept(" \t\r\n\uFEFF");
        if (
            start < 0
            || !text.AsSpan(start).StartsWith("<?xml")
            || start + 5 >= text.Length
            || !(char.IsWhiteSpace(text[start + 5]) || text[start + 5] == '?')
        )
            return start > 0 ? BlankOut(text, start) : text;

        var end = text.IndexOf('>', start);
        return end < 0 ? text : BlankOut(text, end + 1);
    }

    private static string BlankOut(string text, int end) =>
        string.Concat(new string('\n', text.AsSpan(0, end).Count('\n')), text.AsSpan(end));

    private static void RemoveControlCharacters(XDocument tree)
    {
        foreach (var node in tree.DescendantNodes())
        {
            if (node is XText text && PlainText.Clean(text.Value) is var clean && clean != text.Value)
                text.Value = clean;
            if (node is not XElement { HasAttributes: true } element)
                continue;
            foreach (var attribute in element.Attributes())
            {
                if (
                    !attribute.IsNamespaceDeclaration
                    && PlainText.Clean(attribute.Value) is var value
                    && value != attribute.Value
                )
                    attribute.Value = value;
            }
        }
    }

    private static int? Line(XmlException error) => error.LineNumber > 0 ? error.LineNumber : null;

    private static string Reason(XmlException error) => $"The XML is broken: {error.Message.Split(" Line ")[0]}";

    [GeneratedRegex("&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,31};", RegexOptions.CultureInvariant)]
    private static partial Regex NamedEntity();
}
