namespace ArticleApi.Editing.Contracts;

/// <summary>A picture as it is replaced: its captions are changed at their own addresses.</summary>
public sealed record ImageReplacement : ImageInput;
