using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>What stands above the text of a teletype message, and the text below it.</summary>
internal sealed class WireTextHeader
{
    // Above this line of dpa's the text ends; below it is what editors alone may know.
    private const string NotForReaders = "The following information is not intended for publication";

    public string? Headline { get; private set; }
    public string? Byline { get; private set; }
    public string? BylineTitle { get; private set; }
    public List<string> Notes { get; } = [];
    public List<(string Name, string Value)> Properties { get; } = [];

    /// <summary>
    /// ANPA marks each line of the head with a caret: the slug, the headline, notes to editors, the byline and its
    /// title.
    /// </summary>
    public ValueList<Block> ReadAnpa(string text)
    {
        string? slug = null;
        var body = new List<string>();
        var lines = text.Split('\n');
        var at = 0;
        for (; at < lines.Length && lines[at].StartsWith('^'); at++)
        {
            var line = WithoutMarks(lines[at]);
            if (line is null)
                continue;
            if (at == 0)
                Properties.Add(("slug", slug = line));
            else if (line.StartsWith("By ", StringComparison.Ordinal) && Byline is null)
                Byline = line;
            else if (
                Byline is not null
                && BylineTitle is null
                && WithoutMarks(lines[at - 1]) == Byline
                && line.Any(char.IsLower)
            )
                BylineTitle = line;
            else if (
                line.StartsWith("Eds:", StringComparison.Ordinal)
                || line.StartsWith("EDITOR'S NOTE", StringComparison.Ordinal)
            )
                Notes.Add(line);
            else if (
                line.StartsWith("AP Photo", StringComparison.Ordinal)
                || line.StartsWith("AP Video", StringComparison.Ordinal)
            )
                Properties.Add(("pictures", line));
            else if (Headline is null)
                Headline = line;
            else
                body.Add(line);
        }

        // An alert has no other headline than its slug, which ends in a count of words.
        Headline ??=
            slug is not null && slug.LastIndexOf(',') is > 0 and var comma && slug[(comma + 1)..].All(char.IsAsciiDigit)
                ? slug[..comma]
                : slug;
        body.AddRange(lines.Skip(at).Select(WithoutMarks).OfType<string>().Where(line => line != "END"));

        return body.Select(Block (line) => Paragraph.FromText(line)).ToValueList();
    }

    /// <summary>
    /// In IPTC 7901 the head goes on to a sign of equality, and blank lines part paragraphs of fixed width.
    /// </summary>
    public ValueList<Block> ReadIptc(string text)
    {
        var lines = text.Split('\n').Select(line => PlainText.ToSingleLine(line)).ToList();
        var end = lines.FindIndex(line => line?.EndsWith('=') == true);
        var head = lines
            .Take(end + 1)
            .OfType<string>()
            .Select(line => line.TrimEnd('=', ' '))
            .Where(line => line.Length > 0)
            .ToList();
        var labels = head.SkipLast(1)
            .TakeWhile(line => line.StartsWith('(') || !line.Any(c => char.IsLower(c) || c == ' '))
            .ToList();
        Properties.AddRange(labels.Select(label => ("label", label)));
        head.RemoveRange(0, labels.Count);
        if (head.Count > 1 && head[^1].StartsWith("By ", StringComparison.Ordinal))
        {
            Byline = head[^1];
            head.RemoveAt(head.Count - 1);
        }

        Headline = PlainText.ToSingleLine(string.Join(' ', head));
        return ReadParagraphs(lines.Skip(end + 1)).Select(Block (line) => Paragraph.FromText(line)).ToValueList();
    }

    private List<string> ReadParagraphs(IEnumerable<string?> lines)
    {
        var (paragraphs, open, forReaders) = (new List<string>(), new List<string>(), true);
        foreach (var line in lines.Append(null))
        {
            if (line == NotForReaders)
            {
                Close();
                forReaders = false;
                if (paragraphs is [.., var last] && last.All(c => c is '*' or ' '))
                    paragraphs.RemoveAt(paragraphs.Count - 1);
            }
            else if (line is null || line[0] is '-' or '#' or '*')
            {
                Close();
            }

            if (line is not null && line != NotForReaders)
                open.Add(line);
        }

        return paragraphs;

        void Close()
        {
            if (open.Count > 0)
                (forReaders ? paragraphs : Notes).Add(string.Join(' ', open));
            open.Clear();
        }
    }

    // "^…<" and "^…=" on one line, with the controls that set tables.
    private static string? WithoutMarks(string line) =>
        PlainText.ToSingleLine(PlainText.ToSingleLine(line)?.TrimStart('^').TrimEnd('<', '='));
}
