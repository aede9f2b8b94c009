namespace ArticleApi.Core.Search;

/// <summary>A part of a query as it was written.</summary>
/// <param name="At">Where it begins, from 0.</param>
internal abstract record QueryNode(int At)
{
    /// <summary>As the tokens of a text in this language; null where the language leaves all of it out.</summary>
    public abstract Expression? ToExpression(string language);

    /// <summary>
    /// A word or a phrase. A word that is written as one may be several, such as <c>S-400</c>; then they stand
    /// together.
    /// </summary>
    internal sealed record PhraseNode(int At, string Text, QueryField Field) : QueryNode(At)
    {
        public override Expression? ToExpression(string language) =>
            Field.Tokenize(Text, language) is { Count: > 0 } tokens
                ? new Expression.Phrase([.. tokens], Field.Fields)
                : null;
    }

    /// <summary>
    /// The beginning of a word. Since a longer word is stored by its stem, its own stem is looked for too.
    /// </summary>
    internal sealed record PrefixNode(int At, string Text, QueryField Field) : QueryNode(At)
    {
        public override Expression? ToExpression(string language)
        {
            var prefix = Field.Tokenize(Text, TextAnalyzer.UnknownLanguage)[0];
            var stems = Field
                .Tokenize(Text, language)
                .Where(stem => !stem.StartsWith(prefix, StringComparison.Ordinal));
            return Expression.Or.Create([
                new Expression.Prefix(prefix, Field.Fields),
                .. stems.Select(stem => new Expression.Phrase([stem], Field.Fields)),
            ]);
        }
    }

    internal sealed record AndNode(int At, ValueList<QueryNode> Items) : QueryNode(At)
    {
        public override Expression? ToExpression(string language) =>
            Items.Select(item => item.ToExpression(language)).OfType<Expression>().ToList() is { Count: > 0 } items
                ? Expression.And.Create(items)
                : null;
    }

    internal sealed record OrNode(int At, ValueList<QueryNode> Items) : QueryNode(At)
    {
        public override Expression? ToExpression(string language) =>
            Items.Select(item => item.ToExpression(language)).OfType<Expression>().ToList() is { Count: > 0 } items
                ? Expression.Or.Create(items)
                : null;
    }

    internal sealed record NotNode(QueryNode Left, OrNode Unwanted) : QueryNode(Left.At)
    {
        public override Expression? ToExpression(string language) =>
            Left.ToExpression(language) is { } left
                ? Expression.Not.Create(left, Unwanted.ToExpression(language) ?? Expression.MatchNone.Instance)
                : null;
    }
}
