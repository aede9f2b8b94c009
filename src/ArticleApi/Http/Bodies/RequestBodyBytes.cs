namespace ArticleApi.Http.Bodies;

/// <summary>A request's body as it was read, for whoever compares it with another.</summary>
internal sealed record RequestBodyBytes(byte[] Bytes);
