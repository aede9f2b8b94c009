namespace ArticleApi.Core.Articles;

/// <summary>
/// Who gets the text of a published article. Where readers have to pay or are counted, that is for the site to say: it
/// shows the text to whom it will, and nobody gets it without the right to.
/// </summary>
public enum Access
{
    /// <summary>Everybody.</summary>
    Free,

    /// <summary>Readers of the site, so many articles each.</summary>
    Metered,

    /// <summary>Those who subscribe.</summary>
    Subscriber,
}
