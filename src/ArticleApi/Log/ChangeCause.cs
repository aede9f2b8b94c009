namespace ArticleApi.Log;

/// <summary>Why something changes, as the log and the change feed say it.</summary>
public static class ChangeCause
{
    public const string Created = "created";
    public const string Edited = "edited";
    public const string Corrected = "corrected";
    public const string Published = "published";
    public const string EmbargoLifted = "embargo-lifted";
    public const string Expired = "expired";
    public const string Withdrawn = "withdrawn";
    public const string Deleted = "deleted";
    public const string Imported = "imported";
    public const string ImageChanged = "image-changed";
    public const string CaptionChanged = "caption-changed";
    public const string DatelineChanged = "dateline-changed";
}
