using System.Globalization;
using System.Text;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Search;

/// <summary>
/// Where an article has what was looked for, as escaped HTML with <c>mark</c> around it; null where it has none of it.
/// </summary>
/// <param name="Headline">Whole.</param>
/// <param name="Abstract">Whole.</param>
/// <param name="Caption">Some 200 characters of the caption that has the most.</param>
/// <param name="Body">Some 200 characters of the paragraph that has the most.</param>
public sealed record Highlights(string? Headline, string? Abstract, string? Caption, string? Body);

/// <summary>
/// Shows why an article was found. It reads the article as the index did, so that it marks what was found and nothing
/// else.
/// </summary>
public sealed class Highlighter
{
    private const int MaxExcerptLength = 200;

    // How far from where it would fall a cut may look for a space.
    private const int Leeway = 20;

    private readonly ILookup<string, (Expression.Phrase Term, int Number)> _phrases;
    private readonly List<(Expression.Prefix Term, int Number)> _prefixes;
    private readonly int _terms;

    public Highlighter(Expression expression)
    {
        var terms = expression.Terms.Distinct().Select((term, number) => (term, number)).ToList();
        _terms = terms.Count;
        _phrases = terms
            .Where(pair => pair.term is Expression.Phrase)
            .Select(pair => (Term: (Expression.Phrase)pair.term, Number: pair.number))
            .ToLookup(phrase => phrase.Term.Tokens[0], StringComparer.Ordinal);
        _prefixes = terms
            .Where(pair => pair.term is Expression.Prefix)
            .Select(pair => ((Expression.Prefix)pair.term, pair.number))
            .ToList();
    }

    public Highlights Highlight(ArticleDocument article) =>
        new(
            HighlightWhole(article.Headline, article.Language, TextFields.Headline),
            HighlightWhole(article.Abstract ?? "", article.Language, TextFields.Abstract),
            HighlightBest(
                article
                    .Images.Select(image => image.Caption)
                    .OfType<CaptionDocument>()
                    .Select(caption => (caption.Text ?? "", caption.Language)),
                TextFields.Caption
            ),
            HighlightBest(
                article.Body.SelectMany(block => block.Texts).Select(text => (text, article.Language)),
                TextFields.Body
            )
        );

    private readonly record struct HighlightSpan(int Start, int End, int Number);

    /// <summary>
    /// The marks from one to another that stand close together, and how many of the terms are among them.
    /// </summary>
    private readonly record struct SpanCluster(int Start, int End, int Terms, int Spans)
    {
        public bool IsBetterThan(SpanCluster other) =>
            Terms > other.Terms || (Terms == other.Terms && Spans > other.Spans);
    }

    private string? HighlightWhole(string text, string language, TextFields column) =>
        FindSpans(text, language, column) is { Count: > 0 } marks ? Html(text, marks, 0, text.Length) : null;

    private string? HighlightBest(IEnumerable<(string Text, string Language)> pieces, TextFields column)
    {
        var (best, bestText, bestMarks) = (default(SpanCluster), "", new List<HighlightSpan>());
        foreach (var (text, language) in pieces)
        {
            var marks = FindSpans(text, language, column);
            if (marks.Count > 0 && FindDensest(marks) is var cluster && cluster.IsBetterThan(best))
            {
                best = cluster;
                bestText = text;
                bestMarks = marks;
            }
        }

        return bestMarks.Count == 0 ? null : Excerpt(bestText, bestMarks, best);
    }

    private List<HighlightSpan> FindSpans(string text, string language, TextFields column)
    {
        var marks = new List<HighlightSpan>();
        var tokens = TextAnalyzer.Tokenize(text, language);
        for (var i = 0; i < tokens.Count; i++)
        {
            foreach (var (phrase, number) in _phrases[tokens[i].Text])
            {
                if (phrase.Fields.HasFlag(column) && MatchesAt(phrase.Tokens, tokens, i))
                    marks.Add(new(tokens[i].Start, tokens[i + phrase.Tokens.Count - 1].End, number));
            }

            foreach (var (prefix, number) in _prefixes)
            {
                if (prefix.Fields.HasFlag(column) && tokens[i].Text.StartsWith(prefix.Token, StringComparison.Ordinal))
                    marks.Add(new(tokens[i].Start, tokens[i].End, number));
            }
        }

        return marks;
    }

    private static bool MatchesAt(ValueList<string> phrase, List<Token> tokens, int at)
    {
        for (var i = 0; i < phrase.Count; i++)
        {
            if (at + i >= tokens.Count || tokens[at + i].Text != phrase[i])
                return false;
        }

        return true;
    }

    private SpanCluster FindDensest(List<HighlightSpan> marks)
    {
        var (best, seen, terms, next) = (default(SpanCluster), new int[_terms], 0, 0);
        for (var first = 0; first < marks.Count; first++)
        {
            // A mark that is too long by itself is taken all the same, and cut.
            for (
                ;
                next < marks.Count && (next == first || marks[next].End - marks[first].Start <= MaxExcerptLength);
                next++
            )
                terms += seen[marks[next].Number]++ == 0 ? 1 : 0;

            var cluster = new SpanCluster(marks[first].Start, marks[next - 1].End, terms, next - first);
            if (cluster.IsBetterThan(best))
                best = cluster;
            terms -= --seen[marks[first].Number] == 0 ? 1 : 0;
        }

        return best;
    }

    private static string Excerpt(string text, List<HighlightSpan> marks, SpanCluster cluster)
    {
        var around = Math.Max(0, MaxExcerptLength - (cluster.End - cluster.Start));
        var from = Math.Max(0, cluster.Start - around / 2);
        var to = Math.Min(text.Length, from + MaxExcerptLength);
        from = Math.Max(0, to - MaxExcerptLength);
        if (from > 0)
            from = StartOfWord(text, from, cluster.Start);
        if (to < text.Length)
            to = EndOfWord(text, to, Math.Min(to, cluster.End));

        return $"{(from > 0 ? "…" : "")}{Html(text, marks, from, to)}{(to < text.Length ? "…" : "")}";
    }

    private static int StartOfWord(string text, int from, int atMost)
    {
        for (var i = from; i <= atMost && i < from + Leeway; i++)
        {
            if (char.IsWhiteSpace(text[i - 1]) && !char.IsWhiteSpace(text[i]))
                return i;
        }

        while (from < atMost && !IsBoundary(text, from))
            from++;

        return from;
    }

    private static int EndOfWord(string text, int to, int atLeast)
    {
        for (var i = to; i >= atLeast && i > 0 && i > to - Leeway; i--)
        {
            if (char.IsWhiteSpace(text[i]) && !char.IsWhiteSpace(text[i - 1]))
                return i;
        }

        while (to > atLeast && !IsBoundary(text, to))
            to--;

        return to;
    }

    // Neither within a surrogate pair nor between a letter and its marks.
    private static bool IsBoundary(string text, int at) =>
        !char.IsLowSurrogate(text[at])
        && CharUnicodeInfo.GetUnicodeCategory(text, at)
            is not (
                UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark
            );

    private static string Html(string text, List<HighlightSpan> marks, int from, int to)
    {
        var html = new StringBuilder(to - from + 32);
        var done = from;
        for (var i = 0; i < marks.Count; )
        {
            // Marks that overlap are one.
            var (start, end, _) = marks[i];
            for (i++; i < marks.Count && marks[i].Start < end; i++)
                end = Math.Max(end, marks[i].End);

            (start, end) = (Math.Max(start, from), Math.Min(end, to));
            if (start >= end)
                continue;

            html.Append(InlineHtml.Escape(text[done..start]))
                .Append("<mark>")
                .Append(InlineHtml.Escape(text[start..end]))
                .Append("</mark>");
            done = end;
        }

        return html.Append(InlineHtml.Escape(text[done..to])).ToString();
    }
}
