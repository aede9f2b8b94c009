using System.Buffers;

namespace ArticleApi.Core.Search;

/// <summary>Reads a query from left to right, once. The first place where it cannot go on is the error.</summary>
internal sealed class SearchQueryParser(string q)
{
    private const string TermDescription = "a word, a \"phrase\" or a (group)";

    // Keyboards put curved quotation marks where straight ones are typed.
    private static readonly SearchValues<char> Quotes = SearchValues.Create("\"“”„");

    private static readonly SearchValues<char> AsciiLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    private static readonly string FieldNames = string.Join(", ", SearchQuery.Fields.Select(field => field + ":"));

    private int _position;
    private int _terms;
    private int _prefixes;
    private int _depth;

    public SearchError? Error { get; private set; }

    /// <summary>Null where there is an error.</summary>
    public QueryNode? Parse()
    {
        if (q.Length > SearchQuery.MaxLength)
            return Fail(SearchQuery.MaxLength, $"the end: at most {SearchQuery.MaxLength} characters");

        var wanted = ParseOr(QueryField.Any);
        if (Error is null && _position < q.Length)
            Fail(_position, "no closing parenthesis: none is open");
        if (Error is null && wanted is null)
            Fail(0, "a word with letters or digits");

        return Error is null ? wanted : null;
    }

    // Each of these gives null on an error, and also where nothing in its part has letters or digits.
    private QueryNode? ParseOr(QueryField field)
    {
        var alternatives = new List<QueryNode>();
        do
        {
            if (ParseAnd(field) is { } alternative)
                alternatives.Add(alternative);
            if (Error is not null)
                return null;
        } while (TryReadOr());

        return alternatives.Count > 1
            ? new QueryNode.OrNode(alternatives[0].At, alternatives.ToValueList())
            : alternatives.FirstOrDefault();
    }

    private QueryNode? ParseAnd(QueryField field)
    {
        var (wanted, unwanted, found, onlyNot) = (new List<QueryNode>(), new List<QueryNode>(), false, -1);
        for (SkipSpace(); _position < q.Length && q[_position] != ')' && !IsAtOr(); SkipSpace())
        {
            var start = _position;
            var negated = q[_position] == '-';
            if (negated && !StartsTerm(++_position))
                return Fail(_position, $"{TermDescription} right after -");

            found = true;
            var term = ParseTerm(field);
            if (Error is not null)
                return null;
            if (negated && onlyNot < 0)
                onlyNot = start;
            if (term is not null)
                (negated ? unwanted : wanted).Add(term);
        }

        if (!found)
            return Fail(_position, TermDescription);
        if (wanted.Count == 0)
            return onlyNot < 0 ? null : Fail(onlyNot, "something to look for beside what is left out");

        var all = wanted.Count == 1 ? wanted[0] : new QueryNode.AndNode(wanted[0].At, wanted.ToValueList());
        return unwanted.Count == 0 ? all : new QueryNode.NotNode(all, new(unwanted[0].At, unwanted.ToValueList()));
    }

    private QueryNode? ParseTerm(QueryField field)
    {
        if (q[_position] == '(')
            return ParseGroup(field);
        if (Quotes.Contains(q[_position]))
            return ParsePhrase(field);

        var end = _position;
        while (end < q.Length && !EndsWord(q[end]))
            end++;

        if (ParseFieldName(end) is { } name)
            return ParseInField(name, field);
        return Error is null ? ParseWord(end, field) : null;
    }

    private QueryNode? ParseGroup(QueryField field)
    {
        var open = _position++;
        if (++_depth > SearchQuery.MaxDepth)
            return Fail(open, $"no group here: at most {SearchQuery.MaxDepth} within each other");

        var group = ParseOr(field);
        if (Error is not null)
            return null;
        if (_position >= q.Length)
            return Fail(_position, $"a closing parenthesis for the one at {open + 1}");

        _position++;
        _depth--;
        return group;
    }

    private QueryNode? ParsePhrase(QueryField field)
    {
        var open = _position++;
        var length = q.AsSpan(_position).IndexOfAny(Quotes);
        if (length < 0)
            return Fail(q.Length, $"a closing quotation mark for the one at {open + 1}");

        var text = q.Substring(_position, length);
        if (text.Contains('*', StringComparison.Ordinal))
            return Fail(
                _position + text.IndexOf('*', StringComparison.Ordinal),
                "no * in a phrase: only at the end of a word"
            );

        _position += length + 1;
        if (_position < q.Length && q[_position] == '*')
            return Fail(_position, "no * after a phrase: only at the end of a word");

        return CreatePhrase(open, text, field);
    }

    private QueryNode? ParseWord(int end, QueryField field)
    {
        var (start, text) = (_position, q[_position..end]);
        _position = end;
        var star = text.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return CreatePhrase(start, text, field);
        if (star < text.Length - 1)
            return Fail(start + star, "no * here: only at the end of a word");

        // What begins with these signs is what has them in a row.
        if (WordReader.IsUnsegmentedScript(text.AsSpan(0, star)))
            return CreatePhrase(start, text[..star], field);

        var tokens = TextAnalyzer.Tokenize(text[..star], TextAnalyzer.UnknownLanguage);
        if (tokens.Count != 1 || tokens[0].Text.EnumerateRunes().Count() < SearchQuery.MinPrefixLength)
            return Fail(start + star, $"one word of {SearchQuery.MinPrefixLength} letters or more before *");

        if (++_prefixes > SearchQuery.MaxPrefixes)
            return Fail(start + star, $"no * here: at most {SearchQuery.MaxPrefixes} words end with one");

        return CountTerm(start) ? new QueryNode.PrefixNode(start, text[..star], field) : null;
    }

    private QueryNode.PhraseNode? CreatePhrase(int start, string text, QueryField field) =>
        CountTerm(start) && TextAnalyzer.Tokenize(text, TextAnalyzer.UnknownLanguage).Count > 0
            ? new QueryNode.PhraseNode(start, text, field)
            : null;

    private bool CountTerm(int at)
    {
        if (++_terms > SearchQuery.MaxTerms)
            Fail(at, $"the end: at most {SearchQuery.MaxTerms} words and phrases");

        return Error is null;
    }

    // What stands before a colon is a field's name if it is a plain word; not in an address and not in a time.
    private string? ParseFieldName(int end)
    {
        var colon = q.AsSpan(_position, end - _position).IndexOf(':');
        if (
            colon < 1
            || q.AsSpan(_position, colon).ContainsAnyExcept(AsciiLetters)
            || q.AsSpan(_position + colon + 1).StartsWith("//", StringComparison.Ordinal)
        )
            return null;

        return q.Substring(_position, colon);
    }

    private QueryNode? ParseInField(string name, QueryField outer)
    {
        if (outer != QueryField.Any)
            return Fail(_position, "no field within another");
        if (QueryField.Parse(name.ToLowerInvariant()) is not { } field)
            return Fail(_position, $"one of the fields {FieldNames}; or quotation marks around what is no field");

        _position += name.Length + 1;
        return StartsTerm(_position) && q[_position] != '-'
            ? ParseTerm(field)
            : Fail(_position, $"{TermDescription} right after {name}:");
    }

    private bool TryReadOr()
    {
        if (!IsAtOr())
            return false;

        _position += 2;
        return true;
    }

    private bool IsAtOr() =>
        q.AsSpan(_position).StartsWith("OR", StringComparison.Ordinal)
        && (_position + 2 == q.Length || EndsWord(q[_position + 2]));

    private bool StartsTerm(int at) => at < q.Length && !char.IsWhiteSpace(q[at]) && q[at] is not (')' or '-');

    private static bool EndsWord(char c) => char.IsWhiteSpace(c) || c is '(' or ')' || Quotes.Contains(c);

    private void SkipSpace()
    {
        while (_position < q.Length && char.IsWhiteSpace(q[_position]))
            _position++;
    }

    private QueryNode? Fail(int at, string expected)
    {
        Error ??= new(at + 1, expected);
        return null;
    }
}
