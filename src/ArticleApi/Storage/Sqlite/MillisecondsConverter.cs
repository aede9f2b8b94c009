using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ArticleApi.Storage.Sqlite;

/// <summary>
/// A UUID as its sixteen bytes in the order of its text, so that UUIDv7 rows are appended to their index.
/// </summary>
internal sealed class IdConverter()
    : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true));

/// <summary>
/// Instants as milliseconds since 1970: as fine as the service's own JSON, and a third of the text's room.
/// </summary>
internal sealed class MillisecondsConverter()
    : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToUnixTimeMilliseconds(),
        stored => DateTimeOffset.FromUnixTimeMilliseconds(stored)
    );
