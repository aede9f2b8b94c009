using System.Text.Json;
using ArticleApi.Core.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ArticleApi.Storage;

/// <summary>Instants as UTC <see cref="DateTime"/>: SQLite cannot order by <see cref="DateTimeOffset"/>, PostgreSQL takes only offset zero.</summary>
internal sealed class InstantConverter() : ValueConverter<DateTimeOffset, DateTime>(
    instant => instant.UtcDateTime,
    stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));

/// <summary>A digest in lower-case hexadecimal as its bytes: half the room, and half of every index on it.</summary>
internal sealed class HexConverter() : ValueConverter<string, byte[]>(text => Convert.FromHexString(text), bytes => Convert.ToHexStringLower(bytes));

internal sealed class SlugConverter() : ValueConverter<Slug, string>(slug => slug.ToString(), text => Slug.Parse(text));

/// <summary>A value as JSON text, the same on both databases. The values compare by value, so no snapshot is needed.</summary>
internal sealed class JsonConverter<T>() : ValueConverter<T, string>(
    value => JsonSerializer.Serialize(value, ArticleJson.Options),
    text => JsonSerializer.Deserialize<T>(text, ArticleJson.Options)!);

/// <summary>The values are immutable and compare by value.</summary>
internal sealed class ValueComparison<T>() : ValueComparer<T>(
    (one, other) => object.Equals(one, other),
    value => value == null ? 0 : value.GetHashCode(),
    value => value);

internal static class JsonColumns
{
    public static void Json<T>(this ModelConfigurationBuilder builder) => builder.Properties<T>().HaveConversion<JsonConverter<T>, ValueComparison<T>>();
}
