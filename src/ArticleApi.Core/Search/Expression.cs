namespace ArticleApi.Core.Search;

/// <summary>
/// What is asked of the tokens that <see cref="SearchText"/> holds. Made by the functions named <c>Of</c>, it is as
/// short as it can be.
/// </summary>
public abstract record Expression
{
    private Expression() { }

    /// <summary>No text has it. It stands alone or not at all.</summary>
    public sealed record Nothing : Expression
    {
        public static readonly Nothing Instance = new();

        private Nothing() { }
    }

    /// <summary>Tokens one after the other, in one of the columns; a word is a phrase of one.</summary>
    public sealed record Phrase(ValueList<string> Tokens, Columns Columns) : Expression;

    /// <summary>Any token that begins so.</summary>
    public sealed record Prefix(string Token, Columns Columns) : Expression;

    public sealed record And : Expression
    {
        private And(ValueList<Expression> items) => Items = items;

        public ValueList<Expression> Items { get; }

        public static Expression Of(IEnumerable<Expression> items)
        {
            var all = items.SelectMany(item => item is And inner ? inner.Items : [item]).Distinct().ToValueList();
            return all.Contains(Nothing.Instance) ? Nothing.Instance
                : all.Count == 1 ? all[0]
                : new And(all);
        }
    }

    public sealed record Or : Expression
    {
        private Or(ValueList<Expression> items) => Items = items;

        public ValueList<Expression> Items { get; }

        public static Expression Of(IEnumerable<Expression> items)
        {
            var any = items
                .SelectMany(item => item is Or inner ? inner.Items : [item])
                .Where(item => item is not Nothing)
                .Distinct()
                .ToValueList();
            return any.Count switch
            {
                0 => Nothing.Instance,
                1 => any[0],
                _ => new Or(any),
            };
        }
    }

    /// <summary>What the one finds and the other does not: neither database can ask for all but something.</summary>
    public sealed record Not : Expression
    {
        private Not(Expression wanted, Expression unwanted) => (Wanted, Unwanted) = (wanted, unwanted);

        public Expression Wanted { get; }

        public Expression Unwanted { get; }

        public static Expression Of(Expression wanted, Expression unwanted) =>
            wanted is Nothing || unwanted is Nothing ? wanted : new Not(wanted, unwanted);
    }

    /// <summary>The words and phrases looked for, those that are not wanted apart.</summary>
    public IEnumerable<Expression> Terms =>
        this switch
        {
            Nothing => [],
            And all => all.Items.SelectMany(item => item.Terms),
            Or any => any.Items.SelectMany(item => item.Terms),
            Not but => but.Wanted.Terms,
            _ => [this],
        };

    /// <summary>The same, found in these columns alone; what is not wanted is not wanted anywhere.</summary>
    public Expression Within(Columns columns) =>
        this switch
        {
            Phrase phrase => (phrase.Columns & columns) is var left and not Columns.None
                ? phrase with
                {
                    Columns = left,
                }
                : Nothing.Instance,
            Prefix prefix => (prefix.Columns & columns) is var left and not Columns.None
                ? prefix with
                {
                    Columns = left,
                }
                : Nothing.Instance,
            And all => And.Of(all.Items.Select(item => item.Within(columns))),
            Or any => Or.Of(any.Items.Select(item => item.Within(columns))),
            Not but => Not.Of(but.Wanted.Within(columns), but.Unwanted),
            _ => this,
        };

    /// <summary>
    /// By relevance, from best to worst: all of it in the headline; there or in the abstract; or in a caption; anything
    /// of it in the headline and all of it anywhere; all of it anywhere. Each holds the ones before it, and the last is
    /// the whole. An article's rank is the first that finds it.
    /// </summary>
    public IReadOnlyList<Expression> Tiers()
    {
        var caption = Within(Columns.Headline | Columns.Abstract | Columns.Caption);
        var headlined = Or.Of(Terms.Select(term => term.Within(Columns.Headline)));
        Expression[] tiers =
        [
            Within(Columns.Headline),
            Within(Columns.Headline | Columns.Abstract),
            caption,
            // Where any one word is all of it, this is the first again.
            IsAnyOfItsTerms ? caption : Or.Of([caption, And.Of([this, headlined])]),
            this,
        ];

        return tiers
            .Where((tier, index) => tier is not Nothing && (index == tiers.Length - 1 || tier != tiers[index + 1]))
            .DefaultIfEmpty(this)
            .ToList();
    }

    private bool IsAnyOfItsTerms =>
        (this is Not but ? but.Wanted : this) switch
        {
            Phrase or Prefix => true,
            Or any => any.Items.All(item => item is Phrase or Prefix),
            _ => false,
        };
}
