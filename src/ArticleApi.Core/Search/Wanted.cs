namespace ArticleApi.Core.Search;

/// <summary>A part of a query as it was written.</summary>
/// <param name="At">Where it begins, from 0.</param>
internal abstract record Wanted(int At)
{
    /// <summary>As the tokens of a text in this language; null where the language leaves all of it out.</summary>
    public abstract Expression? In(string language);

    /// <summary>
    /// A word or a phrase. A word that is written as one may be several, such as <c>S-400</c>; then they stand
    /// together.
    /// </summary>
    internal sealed record Words(int At, string Text, SearchField Field) : Wanted(At)
    {
        public override Expression? In(string language) =>
            Field.Tokens(Text, language) is { Count: > 0 } tokens
                ? new Expression.Phrase([.. tokens], Field.Columns)
                : null;
    }

    /// <summary>
    /// The beginning of a word. Since a longer word is stored by its stem, its own stem is looked for too.
    /// </summary>
    internal sealed record Beginning(int At, string Text, SearchField Field) : Wanted(At)
    {
        public override Expression? In(string language)
        {
            var prefix = Field.Tokens(Text, Analyser.Unknown)[0];
            var stems = Field.Tokens(Text, language).Where(stem => !stem.StartsWith(prefix, StringComparison.Ordinal));
            return Expression.Or.Of([
                new Expression.Prefix(prefix, Field.Columns),
                .. stems.Select(stem => new Expression.Phrase([stem], Field.Columns)),
            ]);
        }
    }

    internal sealed record All(int At, ValueList<Wanted> Items) : Wanted(At)
    {
        public override Expression? In(string language) =>
            Items.Select(item => item.In(language)).OfType<Expression>().ToList() is { Count: > 0 } items
                ? Expression.And.Of(items)
                : null;
    }

    internal sealed record Any(int At, ValueList<Wanted> Items) : Wanted(At)
    {
        public override Expression? In(string language) =>
            Items.Select(item => item.In(language)).OfType<Expression>().ToList() is { Count: > 0 } items
                ? Expression.Or.Of(items)
                : null;
    }

    internal sealed record But(Wanted Left, Any Unwanted) : Wanted(Left.At)
    {
        public override Expression? In(string language) =>
            Left.In(language) is { } left
                ? Expression.Not.Of(left, Unwanted.In(language) ?? Expression.Nothing.Instance)
                : null;
    }
}
