using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Storage;

internal static class JsonColumns
{
    public static void Json<T>(this ModelConfigurationBuilder builder) =>
        builder.Properties<T>().HaveConversion<JsonConverter<T>, ImmutableValueComparer<T>>();
}
