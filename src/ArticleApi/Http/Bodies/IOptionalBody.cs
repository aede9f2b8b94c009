namespace ArticleApi.Http.Bodies;

/// <summary>A body whose members may all be left out, and therefore the body itself.</summary>
public interface IOptionalBody;
