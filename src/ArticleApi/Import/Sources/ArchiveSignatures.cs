namespace ArticleApi.Import.Sources;

/// <summary>Archives and compressed files, by the bytes that they begin with.</summary>
internal static class ArchiveSignatures
{
    // Where a tar archive says that it is one.
    private const int TarSignatureOffset = 257;

    public static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1F, 0x8B, ..];

    public static bool IsZip(ReadOnlySpan<byte> start) => start is [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..];

    /// <summary>Whether it is any: zip, gzip, bzip2, xz, zstd, 7z, RAR or tar.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> start) =>
        IsZip(start)
        || IsGzip(start)
        || start
            is [(byte)'B', (byte)'Z', (byte)'h', _, 0x31, 0x41, 0x59, 0x26, ..]
                or [0xFD, (byte)'7', (byte)'z', ..]
                or [0x28, 0xB5, 0x2F, 0xFD, ..]
                or [(byte)'7', (byte)'z', 0xBC, 0xAF, ..]
                or [(byte)'R', (byte)'a', (byte)'r', (byte)'!', 0x1A, ..]
        || (
            start.Length > TarSignatureOffset
            && (
                start[TarSignatureOffset..].StartsWith("ustar\0"u8)
                || start[TarSignatureOffset..].StartsWith("ustar  \0"u8)
            )
        );
}
