using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using SQLitePCL;

namespace ArticleApi.Storage.Sqlite;

/// <summary>
/// The functions of SQLite that are called for every row and column, by the statement's own address. Through the safe
/// handles of the general binding each call takes and gives back a reference, which for a number costs more than
/// reading it. The caller keeps the statement alive and uses it on one thread at a time.
/// </summary>
internal static partial class SqliteNative
{
    // Of the package that brings SQLite itself.
    private const string Library = "e_sqlite3";

    // SQLite takes a copy before it returns.
    private const nint Transient = -1;

    // SQLITE_FCNTL_HAS_MOVED.
    private const int MovedQuestion = 20;

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    public static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    public static partial int Reset(nint statement);

    /// <summary>
    /// Whether a connection's file is no longer the one at its path. Windows keeps an open file where it is.
    /// </summary>
    public static bool HasMoved(sqlite3 connection)
    {
        var moved = 0;

        return sqlite3_file_control(connection.DangerousGetHandle(), "main", MovedQuestion, ref moved) == raw.SQLITE_OK
            && moved != 0;
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type"), SuppressGCTransition]
    public static partial int Type(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64"), SuppressGCTransition]
    public static partial long Long(nint statement, int column);

    /// <summary>A text or blob where it lies, until the next step.</summary>
    public static unsafe ReadOnlySpan<byte> Bytes(nint statement, int column)
    {
        var start = sqlite3_column_blob(statement, column);

        return new(start, sqlite3_column_bytes(statement, column));
    }

    public static string Text(nint statement, int column) => Encoding.UTF8.GetString(Bytes(statement, column));

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null"), SuppressGCTransition]
    public static partial int BindNull(nint statement, int parameter);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64"), SuppressGCTransition]
    public static partial int Bind(nint statement, int parameter, long value);

    public static int Bind(nint statement, int parameter, ReadOnlySpan<byte> blob) =>
        blob.IsEmpty
            ? sqlite3_bind_zeroblob(statement, parameter, 0)
            : sqlite3_bind_blob(statement, parameter, blob, blob.Length, Transient);

    public static int BindText(nint statement, int parameter, ReadOnlySpan<byte> utf8) =>
        sqlite3_bind_text(statement, parameter, utf8.IsEmpty ? "\0"u8 : utf8, utf8.Length, Transient);

    public static int BindText(nint statement, int parameter, string text)
    {
        const int OnStack = 1024;
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most <= OnStack ? null : ArrayPool<byte>.Shared.Rent(most);
        var utf8 = rented is null ? stackalloc byte[OnStack] : rented;
        var result = BindText(statement, parameter, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);

        return result;
    }

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int sqlite3_file_control(nint connection, string database, int operation, ref int argument);

    [LibraryImport(Library)]
    private static unsafe partial void* sqlite3_column_blob(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    private static partial int sqlite3_column_bytes(nint statement, int column);

    [LibraryImport(Library)]
    private static partial int sqlite3_bind_blob(
        nint statement,
        int parameter,
        ReadOnlySpan<byte> value,
        int length,
        nint destructor
    );

    [LibraryImport(Library)]
    private static partial int sqlite3_bind_zeroblob(nint statement, int parameter, int length);

    [LibraryImport(Library)]
    private static partial int sqlite3_bind_text(
        nint statement,
        int parameter,
        ReadOnlySpan<byte> value,
        int length,
        nint destructor
    );
}
