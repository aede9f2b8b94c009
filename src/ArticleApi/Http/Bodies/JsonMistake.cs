using System.Text;

namespace ArticleApi.Http.Bodies;

/// <summary>What keeps a text from being JSON (RFC 8259), in words for whoever wrote it.</summary>
internal static class JsonMistake
{
    /// <param name="line">Where a parser stopped, from 0.</param>
    /// <param name="byteInLine">Where in that line, from 0.</param>
    public static string Explain(ReadOnlySpan<byte> json, long line, long byteInLine)
    {
        var at = StartOf(json, line) + (int)byteInLine;
        var rest = at < json.Length ? json[at..] : [];
        var before = json[..Math.Min(at, json.Length)].TrimEnd(" \t\r\n"u8);
        return rest switch
        {
            [] => "the text ends before its strings, arrays and objects are closed.",
            [(byte)'}' or (byte)']', ..] when before is [.., (byte)','] =>
                "nothing follows the comma before it; take the comma out.",
            [(byte)'\'', ..] => "names and strings stand in double quotes, not in single ones.",
            [(byte)'/', (byte)'/' or (byte)'*', ..] => "JSON has no comments.",
            [< (byte)' ', ..] => "a line break or control character stands in a string; write it as \\n or \\u….",
            _ when StartsWithName(rest) && before is [.., (byte)'}' or (byte)']' or (byte)'"'] =>
                "something follows that no comma parts from what is before it.",
            _ when StartsWithName(rest) && before is [.., (byte)':'] =>
                "a string stands in double quotes; what else there is are numbers, true, false and null.",
            _ when StartsWithName(rest) => "a name or string stands in double quotes.",
            _ => $"{Describe(rest)} cannot stand here.",
        };
    }

    private static int StartOf(ReadOnlySpan<byte> json, long line)
    {
        var start = 0;
        for (; line > 0 && json[start..].IndexOf((byte)'\n') is >= 0 and var end; line--)
            start += end + 1;
        return start;
    }

    private static bool StartsWithName(ReadOnlySpan<byte> rest) =>
        char.IsAsciiLetter((char)rest[0]) || rest[0] is (byte)'_' or (byte)'$';

    // A whole character; of bytes that are none, the byte.
    private static string Describe(ReadOnlySpan<byte> rest) =>
        Rune.DecodeFromUtf8(rest, out var rune, out _) == System.Buffers.OperationStatus.Done
            ? $"'{rune}'"
            : $"the byte {rest[0]:X2}, which is no UTF-8,";
}
