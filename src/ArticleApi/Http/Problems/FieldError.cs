namespace ArticleApi.Http.Problems;

/// <summary>One place in a request that is wrong (a member of <c>errors</c>).</summary>
/// <param name="In">query, path, header or body.</param>
/// <param name="Name">The parameter's or header's name; null in a body.</param>
/// <param name="Pointer">The member of the body, as a JSON Pointer (RFC 6901); null elsewhere.</param>
/// <param name="Value">What was sent, cut to 200 characters; null where nothing was.</param>
/// <param name="Code">A word for programs, such as <c>out-of-range</c>.</param>
/// <param name="Detail">What is allowed.</param>
public sealed record FieldError(string In, string? Name, string? Pointer, string? Value, string Code, string Detail)
{
    private const int MaxValueLength = 200;

    public static FieldError Query(string name, string? value, string code, string detail) =>
        new("query", name, null, Truncate(value), code, detail);

    public static FieldError Path(string name, string? value, string code, string detail) =>
        new("path", name, null, Truncate(value), code, detail);

    public static FieldError Header(string name, string? value, string code, string detail) =>
        new("header", name, null, Truncate(value), code, detail);

    public static FieldError Body(string pointer, string? value, string code, string detail) =>
        new("body", null, pointer, Truncate(value), code, detail);

    // A lone surrogate could not be written as UTF-8; cutting must not make one.
    private static string? Truncate(string? value)
    {
        if (value is null)
            return null;

        return string.Concat(value.EnumerateRunes().Take(MaxValueLength)) is var cut && value.Length > MaxValueLength
            ? cut + "…"
            : string.Concat(value.EnumerateRunes());
    }
}
