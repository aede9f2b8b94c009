using System.Text.RegularExpressions;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// Finds the YAML between two lines <c>---</c>, the TOML between two lines <c>+++</c>, or the JSON object that a text
/// may begin with, and parses it.
/// </summary>
internal static partial class FrontMatterReader
{
    private const int MaxLength = 64 * 1024;
    private const string YamlMark = "---";
    private const string TomlMark = "+++";

    // Of a line of a key and a value that no fence stands before.
    private const int MaxUnfencedLineLength = 1_000;

    /// <summary>Parts the text from what stands before it.</summary>
    public static (FrontMatter Front, string Text) Read(string text, DocumentParseContext context)
    {
        var front = new FrontMatter(context);
        var head = text[CountLeadingBlanks(text)..];
        var before = text.AsSpan(0, text.Length - head.Length).Count('\n');
        // The blank lines stay in front of what is read, so that lines are counted as they stand there.
        var lines = new string('\n', Math.Min(before, MaxLength));
        if (StartsWithJson(head))
            return (front, ReadJson(front, lines + head));
        if (!StartsWithFence(head))
        {
            return (
                front,
                FindUnfencedMember(front, head) is not { } member
                    ? text
                    : Refuse(
                        front,
                        before + 1,
                        $"It begins with '{member}' and more that belongs before a text; "
                            + $"it has to stand between two lines '{YamlMark}'."
                    )
            );
        }

        if (FirstLineOf(head).TrimEnd() is var fence and not (YamlMark or TomlMark))
        {
            return (
                front,
                Refuse(
                    front,
                    before + 1,
                    $"The line '{fence}' begins nothing that is read; "
                        + $"YAML stands between two lines '{YamlMark}', TOML '{TomlMark}'."
                )
            );
        }

        var isToml = head.StartsWith(TomlMark, StringComparison.Ordinal);
        var start = head.IndexOf('\n', StringComparison.Ordinal) + 1;
        for (int at = start, line = before + 2; at < head.Length && at - start + before <= MaxLength; line++)
        {
            var end = head.IndexOf('\n', at) is >= 0 and var found ? found : head.Length;
            if (
                head.AsSpan(at, end - at).TrimEnd() is var mark
                && (isToml ? mark is TomlMark : mark is YamlMark or "...")
            )
            {
                front.NextLine = line + 1;
                var members = $"{lines}\n{head[start..at]}";
                if (isToml)
                    Read(front, "TOML", () => TomlFrontMatterReader.ReadMap(members));
                else
                    Read(front, "YAML", () => YamlNode.ParseMap(members));
                return (front, head[Math.Min(end + 1, head.Length)..]);
            }

            at = end + 1;
        }

        return (
            front,
            Refuse(
                front,
                before + 1,
                $"No line '{(isToml ? TomlMark : YamlMark)}' ends what stands before the text, "
                    + "or it is longer than is taken."
            )
        );
    }

    // What generators pass over before they look for it: blank lines, and byte order marks that programs leave.
    private static int CountLeadingBlanks(string text)
    {
        var length = 0;
        while (length < text.Length && (char.IsWhiteSpace(text[length]) || text[length] is '\uFEFF' or '\u200B'))
            length++;

        return length;
    }

    private static ReadOnlySpan<char> FirstLineOf(ReadOnlySpan<char> text) =>
        text[..(text.IndexOf('\n') is >= 0 and var end ? end : text.Length)];

    /// <summary>
    /// Whether it begins with a line of pluses, or of hyphens or semicolons and a key, whatever language that names.
    /// What begins so is front matter or nothing; a line of hyphens alone may be a rule.
    /// </summary>
    private static bool StartsWithFence(string text)
    {
        var first = FirstLineOf(text);
        if (first.Length == text.Length || !Fence().IsMatch(first))
            return false;

        var line = FirstLineOf(text.AsSpan(first.Length).TrimStart());
        return text[0] == '+'
            || line.TrimEnd() is YamlMark
            || line is ['#' or '{', ..] or ['?', ' ', ..]
            || line.IndexOfAny(':', '=') > 0;
    }

    // Pelican, Hexo, Org and Nikola do without a fence. Only what says who may see the text makes such lines more than
    // text.
    private static string? FindUnfencedMember(FrontMatter front, string text)
    {
        foreach (var line in text.AsSpan(0, Math.Min(text.Length, MaxLength)).EnumerateLines())
        {
            if (line.Trim() is "<!--")
                continue;
            if (line.Length > MaxUnfencedLineLength || Member().Match(line.ToString()) is not { Success: true } match)
                return null;
            if (front.IsAboutVisibility(match.Groups["key"].Value))
                return PlainTextCleaner.ToSingleLine(match.Value);
        }

        return null;
    }

    private static string Refuse(FrontMatter front, int line, string message)
    {
        front.Refuse(line, message);
        return "";
    }

    // A brace and a quotation mark, or a brace alone on its line: other braces that a text may begin with are the signs
    // of templates.
    private static bool StartsWithJson(ReadOnlySpan<char> text)
    {
        if (text is not ['{', .. var rest])
            return false;

        var inner = rest.TrimStart(" \t");
        return inner is ['\n' or '"', ..];
    }

    // The object's end is its own; the text begins on the next line.
    private static string ReadJson(FrontMatter front, string text)
    {
        var length = 0;
        Read(
            front,
            "JSON",
            () =>
            {
                var map = JsonFrontMatterReader.Read(text.AsSpan(0, Math.Min(text.Length, MaxLength)), out length);
                var behind = text.AsSpan(length);
                var end = behind.IndexOf('\n');
                if (end >= 0)
                    behind = behind[..end];
                return behind.IsWhiteSpace()
                    ? map
                    : throw new FormatException("the text has to begin on a line of its own");
            }
        );
        front.NextLine = text.AsSpan(0, length).Count('\n') + 1;

        return text[length..];
    }

    private static void Read(FrontMatter front, string language, Func<YamlMap> read)
    {
        try
        {
            front.Apply(read());
        }
        catch (FormatException error)
        {
            front.Refuse(
                1,
                $"What stands before the text cannot be read as {language}: "
                    + $"{PlainTextCleaner.ToSingleLine(error.Message)}."
            );
        }
    }

    [GeneratedRegex(@"^(?:-{3,}|\+{3,}|;{3,})[ \t]*\w{0,12}[ \t]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    [GeneratedRegex(
        @"^(?:#\+|\.\. )?[""']?(?<key>[A-Za-z_][\w-]{0,40})[""']?[ \t]{0,8}[:=]",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Member();
}
