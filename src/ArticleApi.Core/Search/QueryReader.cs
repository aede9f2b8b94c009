using System.Buffers;

namespace ArticleApi.Core.Search;

/// <summary>Reads a query from left to right, once. The first place where it cannot go on is the error.</summary>
internal sealed class QueryReader(string q)
{
    private const string Term = "a word, a \"phrase\" or a (group)";

    // Keyboards put curved quotation marks where straight ones are typed.
    private static readonly SearchValues<char> Quotes = SearchValues.Create("\"“”„");

    private static readonly SearchValues<char> AsciiLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    private static readonly string FieldNames = string.Join(", ", SearchQuery.Fields.Select(field => field + ":"));

    private int _at;
    private int _terms;
    private int _prefixes;
    private int _depth;

    public SearchError? Error { get; private set; }

    /// <summary>Null where there is an error.</summary>
    public Wanted? Read()
    {
        if (q.Length > SearchQuery.MaxLength)
            return Fail(SearchQuery.MaxLength, $"the end: at most {SearchQuery.MaxLength} characters");

        var wanted = ReadAny(SearchField.Any);
        if (Error is null && _at < q.Length)
            Fail(_at, "no closing parenthesis: none is open");
        if (Error is null && wanted is null)
            Fail(0, "a word with letters or digits");

        return Error is null ? wanted : null;
    }

    // Each of these gives null on an error, and also where nothing in its part has letters or digits.
    private Wanted? ReadAny(SearchField field)
    {
        var alternatives = new List<Wanted>();
        do
        {
            if (ReadAll(field) is { } alternative)
                alternatives.Add(alternative);
            if (Error is not null)
                return null;
        } while (TakesOr());

        return alternatives.Count > 1
            ? new Wanted.Any(alternatives[0].At, alternatives.ToValueList())
            : alternatives.FirstOrDefault();
    }

    private Wanted? ReadAll(SearchField field)
    {
        var (wanted, unwanted, found, onlyNot) = (new List<Wanted>(), new List<Wanted>(), false, -1);
        for (SkipSpace(); _at < q.Length && q[_at] != ')' && !StandsOr(); SkipSpace())
        {
            var start = _at;
            var negated = q[_at] == '-';
            if (negated && !BeginsTerm(++_at))
                return Fail(_at, $"{Term} right after -");

            found = true;
            var term = ReadTerm(field);
            if (Error is not null)
                return null;
            if (negated && onlyNot < 0)
                onlyNot = start;
            if (term is not null)
                (negated ? unwanted : wanted).Add(term);
        }

        if (!found)
            return Fail(_at, Term);
        if (wanted.Count == 0)
            return onlyNot < 0 ? null : Fail(onlyNot, "something to look for beside what is left out");

        var all = wanted.Count == 1 ? wanted[0] : new Wanted.All(wanted[0].At, wanted.ToValueList());
        return unwanted.Count == 0 ? all : new Wanted.But(all, new(unwanted[0].At, unwanted.ToValueList()));
    }

    private Wanted? ReadTerm(SearchField field)
    {
        if (q[_at] == '(')
            return ReadGroup(field);
        if (Quotes.Contains(q[_at]))
            return ReadPhrase(field);

        var end = _at;
        while (end < q.Length && !EndsWord(q[end]))
            end++;

        return ReadFieldName(end) is { } name ? ReadInField(name, field)
            : Error is null ? ReadWord(end, field)
            : null;
    }

    private Wanted? ReadGroup(SearchField field)
    {
        var open = _at++;
        if (++_depth > SearchQuery.MaxDepth)
            return Fail(open, $"no group here: at most {SearchQuery.MaxDepth} within each other");

        var group = ReadAny(field);
        if (Error is not null)
            return null;
        if (_at >= q.Length)
            return Fail(_at, $"a closing parenthesis for the one at {open + 1}");

        _at++;
        _depth--;
        return group;
    }

    private Wanted? ReadPhrase(SearchField field)
    {
        var open = _at++;
        var length = q.AsSpan(_at).IndexOfAny(Quotes);
        if (length < 0)
            return Fail(q.Length, $"a closing quotation mark for the one at {open + 1}");

        var text = q.Substring(_at, length);
        if (text.Contains('*', StringComparison.Ordinal))
            return Fail(
                _at + text.IndexOf('*', StringComparison.Ordinal),
                "no * in a phrase: only at the end of a word"
            );

        _at += length + 1;
        if (_at < q.Length && q[_at] == '*')
            return Fail(_at, "no * after a phrase: only at the end of a word");

        return Words(open, text, field);
    }

    private Wanted? ReadWord(int end, SearchField field)
    {
        var (start, text) = (_at, q[_at..end]);
        _at = end;
        var star = text.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return Words(start, text, field);
        if (star < text.Length - 1)
            return Fail(start + star, "no * here: only at the end of a word");

        // What begins with these signs is what has them in a row.
        if (Analyser.IsOfSigns(text.AsSpan(0, star)))
            return Words(start, text[..star], field);

        var tokens = Analyser.Tokens(text[..star], Analyser.Unknown);
        if (tokens.Count != 1 || tokens[0].Text.EnumerateRunes().Count() < SearchQuery.MinPrefix)
            return Fail(start + star, $"one word of {SearchQuery.MinPrefix} letters or more before *");

        if (++_prefixes > SearchQuery.MaxPrefixes)
            return Fail(start + star, $"no * here: at most {SearchQuery.MaxPrefixes} words end with one");

        return Counted(start) ? new Wanted.Beginning(start, text[..star], field) : null;
    }

    private Wanted.Words? Words(int start, string text, SearchField field) =>
        Counted(start) && Analyser.Tokens(text, Analyser.Unknown).Count > 0
            ? new Wanted.Words(start, text, field)
            : null;

    private bool Counted(int at)
    {
        if (++_terms > SearchQuery.MaxTerms)
            Fail(at, $"the end: at most {SearchQuery.MaxTerms} words and phrases");

        return Error is null;
    }

    // What stands before a colon is a field's name if it is a plain word; not in an address and not in a time.
    private string? ReadFieldName(int end)
    {
        var colon = q.AsSpan(_at, end - _at).IndexOf(':');
        if (
            colon < 1
            || q.AsSpan(_at, colon).ContainsAnyExcept(AsciiLetters)
            || q.AsSpan(_at + colon + 1).StartsWith("//", StringComparison.Ordinal)
        )
            return null;

        return q.Substring(_at, colon);
    }

    private Wanted? ReadInField(string name, SearchField outer)
    {
        if (outer != SearchField.Any)
            return Fail(_at, "no field within another");
        if (SearchField.Of(name.ToLowerInvariant()) is not { } field)
            return Fail(_at, $"one of the fields {FieldNames}; or quotation marks around what is no field");

        _at += name.Length + 1;
        return BeginsTerm(_at) && q[_at] != '-' ? ReadTerm(field) : Fail(_at, $"{Term} right after {name}:");
    }

    private bool TakesOr()
    {
        if (!StandsOr())
            return false;

        _at += 2;
        return true;
    }

    private bool StandsOr() =>
        q.AsSpan(_at).StartsWith("OR", StringComparison.Ordinal) && (_at + 2 == q.Length || EndsWord(q[_at + 2]));

    private bool BeginsTerm(int at) => at < q.Length && !char.IsWhiteSpace(q[at]) && q[at] is not (')' or '-');

    private static bool EndsWord(char c) => char.IsWhiteSpace(c) || c is '(' or ')' || Quotes.Contains(c);

    private void SkipSpace()
    {
        while (_at < q.Length && char.IsWhiteSpace(q[_at]))
            _at++;
    }

    private Wanted? Fail(int at, string expected)
    {
        Error ??= new(at + 1, expected);
        return null;
    }
}
