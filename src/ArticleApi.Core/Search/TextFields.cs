namespace ArticleApi.Core.Search;

/// <summary>The parts of what is found that can be asked apart.</summary>
[Flags]
public enum TextFields
{
    None = 0,
    Headline = 1,
    Abstract = 2,
    Caption = 4,
    Body = 8,
    All = Headline | Abstract | Caption | Body,
}
