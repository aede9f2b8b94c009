namespace ArticleApi.Core.Rejections;

/// <summary>One place of what was sent that is wrong.</summary>
/// <param name="Name">A member of the body as a JSON Pointer, or the name of an id in the address.</param>
/// <param name="IsInAddress">Whether it is an id that the address names.</param>
/// <param name="Value">What was sent; null where nothing was.</param>
/// <param name="Code">A word for programs, such as <c>out-of-range</c>.</param>
/// <param name="Allowed">What is allowed instead.</param>
public sealed record InputError(string Name, bool IsInAddress, string? Value, string Code, string Allowed)
{
    public static InputError Member(string pointer, string? value, string code, string allowed) =>
        new(pointer, false, value, code, allowed);

    public static InputError Address(string name, string? value, string code, string allowed) =>
        new(name, true, value, code, allowed);
}
