namespace ArticleApi.Core.Search;

/// <summary>
/// What is asked of the tokens that <see cref="TokenizedText"/> holds. <c>And</c>, <c>Or</c> and <c>Not</c> are made by
/// their <c>Create</c>, which keeps the whole as short as it can be.
/// </summary>
public abstract record Expression
{
    private Expression() { }

    /// <summary>No text has it. It stands alone or not at all.</summary>
    public sealed record MatchNone : Expression
    {
        public static readonly MatchNone Instance = new();

        private MatchNone() { }
    }

    /// <summary>Tokens one after the other, in one of the columns; a word is a phrase of one.</summary>
    public sealed record Phrase(ValueList<string> Tokens, TextFields Fields) : Expression;

    /// <summary>Any token that begins so.</summary>
    public sealed record Prefix(string Token, TextFields Fields) : Expression;

    public sealed record And : Expression
    {
        private And(ValueList<Expression> items) => Items = items;

        public ValueList<Expression> Items { get; }

        public static Expression Create(IEnumerable<Expression> items)
        {
            var all = items.SelectMany(item => item is And inner ? inner.Items : [item]).Distinct().ToValueList();
            if (all.Contains(MatchNone.Instance))
                return MatchNone.Instance;
            return all.Count == 1 ? all[0] : new And(all);
        }
    }

    public sealed record Or : Expression
    {
        private Or(ValueList<Expression> items) => Items = items;

        public ValueList<Expression> Items { get; }

        public static Expression Create(IEnumerable<Expression> items)
        {
            var any = items
                .SelectMany(item => item is Or inner ? inner.Items : [item])
                .Where(item => item is not MatchNone)
                .Distinct()
                .ToValueList();
            return any.Count switch
            {
                0 => MatchNone.Instance,
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

        public static Expression Create(Expression wanted, Expression unwanted) =>
            wanted is MatchNone || unwanted is MatchNone ? wanted : new Not(wanted, unwanted);
    }

    /// <summary>The words and phrases looked for, those that are not wanted apart.</summary>
    public IEnumerable<Expression> Terms =>
        this switch
        {
            MatchNone => [],
            And all => all.Items.SelectMany(item => item.Terms),
            Or any => any.Items.SelectMany(item => item.Terms),
            Not but => but.Wanted.Terms,
            _ => [this],
        };

    /// <summary>The same, found in these columns alone; what is not wanted is not wanted anywhere.</summary>
    public Expression RestrictTo(TextFields columns) =>
        this switch
        {
            Phrase phrase => (phrase.Fields & columns) is var left and not TextFields.None
                ? phrase with
                {
                    Fields = left,
                }
                : MatchNone.Instance,
            Prefix prefix => (prefix.Fields & columns) is var left and not TextFields.None
                ? prefix with
                {
                    Fields = left,
                }
                : MatchNone.Instance,
            And all => And.Create(all.Items.Select(item => item.RestrictTo(columns))),
            Or any => Or.Create(any.Items.Select(item => item.RestrictTo(columns))),
            Not but => Not.Create(but.Wanted.RestrictTo(columns), but.Unwanted),
            _ => this,
        };

    /// <summary>
    /// By relevance, from best to worst: all of it in the headline; there or in the abstract; or in a caption; anything
    /// of it in the headline and all of it anywhere; all of it anywhere. Each holds the ones before it, and the last is
    /// the whole. An article's rank is the first that finds it.
    /// </summary>
    public IReadOnlyList<Expression> RelevanceTiers()
    {
        var caption = RestrictTo(TextFields.Headline | TextFields.Abstract | TextFields.Caption);
        var headlined = Or.Create(Terms.Select(term => term.RestrictTo(TextFields.Headline)));
        Expression[] tiers =
        [
            RestrictTo(TextFields.Headline),
            RestrictTo(TextFields.Headline | TextFields.Abstract),
            caption,
            // Where any one word is all of it, this is the first again.
            IsAnyOfTerms ? caption : Or.Create([caption, And.Create([this, headlined])]),
            this,
        ];

        return tiers
            .Where((tier, index) => tier is not MatchNone && (index == tiers.Length - 1 || tier != tiers[index + 1]))
            .DefaultIfEmpty(this)
            .ToList();
    }

    private bool IsAnyOfTerms =>
        (this is Not but ? but.Wanted : this) switch
        {
            Phrase or Prefix => true,
            Or any => any.Items.All(item => item is Phrase or Prefix),
            _ => false,
        };
}
