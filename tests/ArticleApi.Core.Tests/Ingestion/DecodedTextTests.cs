using System.Text;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion;

public class DecodedTextTests
{
    [Fact]
    public void Utf8_is_read_and_its_mark_dropped()
    {
        Assert.Equal(new DecodedText("Türkiye’s", "utf-8", []), Decode("Türkiye’s"u8.ToArray()));
        Assert.Equal("Türkiye’s", Decode([0xEF, 0xBB, 0xBF, .. "Türkiye’s"u8]).Text);
    }

    [Fact]
    public void What_is_not_utf8_is_read_as_windows_1252_with_a_warning()
    {
        var read = Decode([0x93, (byte)'c', (byte)'a', (byte)'f', 0xE9, 0x94]);

        Assert.Equal(("“café”", "windows-1252"), (read.Text, read.Encoding));
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(read.Diagnostics).Severity);
    }

    [Fact]
    public void Utf16_is_known_by_its_mark()
    {
        Assert.Equal("café", Decode([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("café")]).Text);
        Assert.Equal("café", Decode([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("café")]).Text);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_with_a_reason()
    {
        AssertRefused([], "empty");
        AssertRefused([1, 2, 0, 3], "NUL");
        AssertRefused([.. "abc"u8, 1, 2, 3], "control");
        AssertRefused([0xFF, 0xFE, 0x41], "utf-16");
        AssertRefused(Encoding.Unicode.GetBytes("UTF-16 without a mark"), "NUL");
    }

    [Fact]
    public void A_hundred_megabytes_are_refused_by_their_length_alone()
    {
        Assert.Contains("at most 20 MiB", DecodedText.CheckSize(100L * 1024 * 1024), StringComparison.Ordinal);
        Assert.Null(DecodedText.CheckSize(DecodedText.MaxBytes));
        AssertRefused(new byte[DecodedText.MaxBytes + 1], "at most");
    }

    private static DecodedText Decode(byte[] bytes) => DecodedText.Decode("a.txt", bytes);

    private static void AssertRefused(byte[] bytes, string reason)
    {
        var read = Decode(bytes);

        Assert.Null(read.Text);
        var complaint = Assert.Single(read.Diagnostics);
        Assert.Equal(DiagnosticSeverity.Error, complaint.Severity);
        Assert.Contains(reason, complaint.Message, StringComparison.Ordinal);
    }
}
