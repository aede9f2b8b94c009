using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion;

/// <summary>One article of a document in its printed parts.</summary>
/// <param name="Author">Only in the opinion form.</param>
/// <param name="AboutAuthor">The line about the author.</param>
/// <param name="Captions">As printed, each once, in order of first sight.</param>
/// <param name="Warnings">What had to be guessed, with its line.</param>
internal sealed record ScrapedTextArticle(
    ScrapedTextLine Headline,
    ScrapedTextLine? Author,
    ScrapedTextLine? AboutAuthor,
    IReadOnlyList<ScrapedTextLine> Captions,
    IReadOnlyList<ScrapedTextLine> Body,
    IReadOnlyList<(int Line, string Message)> Warnings
)
{
    private const string SentenceEnds = ".!?…。！？؟۔।\"'”’»«“)]』」";

    public int LastLine => Body.Count > 0 ? Body[^1].Number : Headline.Number;

    /// <summary>Whether its text seems to be cut off; null where nobody can tell, as at the document's end.</summary>
    public bool? IsTruncated(bool isLast)
    {
        if (Body is [.., { Text: [.., var end] }] && !SentenceEnds.Contains(end, StringComparison.Ordinal))
            return true;

        return isLast ? null : false;
    }

    /// <summary>Where a limit is broken.</summary>
    public int LineOf(Violation broken) =>
        broken.Field switch
        {
            "body" when Body.Count == 0 => Headline.Number,
            "body" when broken.Code == "too-many" => Body[Block.MaxCount].Number,
            "body" => Body[broken.Index].Number,
            "bylines" => (Author ?? Headline).Number,
            "images" => Captions[Article.MaxImages].Number,
            _ when broken.Field.StartsWith("images.caption", StringComparison.Ordinal) => Captions[broken.Index].Number,
            _ => Headline.Number,
        };

    /// <summary>Null where the block holds no headline.</summary>
    public static ScrapedTextArticle? FromBlock(ScrapedTextBlock block)
    {
        var doubts = new List<(int, string)>();
        var below = block.Below;
        var at = SkipBlankLines(below, 0);
        if (at >= below.Count && (block.Above.Count == 0 || block.IsOpinion))
            return null;

        var headline = at < below.Count ? below[at] : block.Above[0];
        var heads = block.IsOpinion ? 0 : CountHeadlinesAbove(block, headline, doubts);
        // A headline may be doubled as a caption is.
        at++;
        while (at < below.Count && below[at].Text == headline.Text)
            at++;

        var above = block.IsOpinion ? [] : block.Above.Skip(heads).ToList();
        var captions = above.DistinctBy(line => line.Text, StringComparer.Ordinal).ToList();
        at = SkipCaptions(below, SkipBlankLines(below, at), above, captions, doubts);

        return new(
            headline,
            block.IsOpinion ? block.Above[0] : null,
            block.IsOpinion
                ? block
                    .Above.Skip(1)
                    .Cast<ScrapedTextLine?>()
                    .FirstOrDefault(line => line!.Value.Text != block.Above[0].Text)
                : null,
            captions,
            [.. below.Skip(at).Where(line => !line.IsBlank)],
            doubts
        );
    }

    /// <summary>
    /// A document without any headed <c>TT</c>: its first line is the headline, the rest the body. Null where no line
    /// is left.
    /// </summary>
    public static ScrapedTextArticle? FromUnmarkedText(IReadOnlyList<ScrapedTextLine> lines)
    {
        var text = lines
            .Where(line => !line.IsBlank)
            .SkipWhile(line => line.Text == ScrapedTextBlock.Marker || ScrapedTextBlock.IsTextSize(line.Text))
            .ToList();
        return text.Count == 0
            ? null
            : new(
                text[0],
                null,
                null,
                [],
                text[1..],
                [
                    (
                        text[0].Number,
                        $"No line '{ScrapedTextBlock.Marker}' with a headline above it; "
                            + "the first line is taken for the headline and the rest for the body."
                    ),
                ]
            );
    }

    private static int CountHeadlinesAbove(ScrapedTextBlock block, ScrapedTextLine headline, List<(int, string)> doubts)
    {
        if (block.Above.Count == 0)
        {
            doubts.Add(
                (headline.Number, $"Nothing stands before '{ScrapedTextBlock.Marker}'; the headline after it is taken.")
            );
            return 0;
        }

        var first = block.Above[0].Text;
        if (first == headline.Text)
            return block.Above.TakeWhile(line => line.Text == first).Count();

        // A doubled first line is a caption whose headline was cut away.
        if (block.Above.Count > 1 && block.Above[1].Text == first)
        {
            doubts.Add(
                (
                    block.Above[0].Number,
                    $"No headline stands before '{ScrapedTextBlock.Marker}'; the one after it is taken."
                )
            );
            return 0;
        }

        doubts.Add(
            (headline.Number, $"The headline differs from the one on line {block.Above[0].Number}; this one is taken.")
        );
        return 1;
    }

    // The captions are printed again under the second headline. Beyond that nothing is taken out: a body may repeat a
    // sentence.
    private static int SkipCaptions(
        IReadOnlyList<ScrapedTextLine> below,
        int at,
        List<ScrapedTextLine> above,
        List<ScrapedTextLine> captions,
        List<(int, string)> doubts
    )
    {
        var left = captions.ToDictionary(
            line => line.Text,
            line => Math.Max(2, above.Count(other => other.Text == line.Text)),
            StringComparer.Ordinal
        );
        var known = captions.Count;
        var again = new HashSet<string>(StringComparer.Ordinal);
        var next = at;
        for (; next < below.Count; next++)
        {
            var line = below[next];
            if (line.IsBlank)
                continue;
            if (left.TryGetValue(line.Text, out var count) && count > 0)
            {
                left[line.Text] = count - 1;
                again.Add(line.Text);
            }
            else if (
                next + 1 < below.Count
                && below[next + 1].Text == line.Text
                && !left.ContainsKey(line.Text)
                && MayBeCaption(below, at, next, known, again.Count)
            )
            {
                captions.Add(line);
                left[line.Text] = 1;
                again.Add(line.Text);
                doubts.Add((line.Number, $"This caption stands only after '{ScrapedTextBlock.Marker}'."));
            }
            else
            {
                break;
            }

            at = next + 1;
        }

        foreach (var missing in captions.Where(line => !again.Contains(line.Text)))
            doubts.Add((missing.Number, $"This caption stands only before '{ScrapedTextBlock.Marker}'."));

        return at;
    }

    // A doubled line under the headline is a caption where none is known, or where it continues their group; a body
    // must be left.
    private static bool MayBeCaption(IReadOnlyList<ScrapedTextLine> below, int start, int at, int known, int again) =>
        (known == 0 || again == 0 || !below[at - 1].IsBlank || at == start)
        && SkipBlankLines(below, at + 2) < below.Count;

    private static int SkipBlankLines(IReadOnlyList<ScrapedTextLine> lines, int at)
    {
        while (at < lines.Count && lines[at].IsBlank)
            at++;

        return at;
    }
}
