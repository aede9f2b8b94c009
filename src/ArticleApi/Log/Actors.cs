namespace ArticleApi.Log;

/// <summary>Who makes a version where no key does: the service itself.</summary>
public static class Actors
{
    /// <summary>What time alone brings, such as the end of an embargo.</summary>
    public const string Clock = "clock";

    public const string Import = "import";
}
