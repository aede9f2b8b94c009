using System.Text.Json;
using ArticleApi.Core.Articles;

namespace ArticleApi.Http;

internal static class JsonResults
{
    public const string MediaType = "application/json; charset=utf-8";

    public static JsonBytesResult<T> Create<T>(T value) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, ArticleJson.Options));
}
