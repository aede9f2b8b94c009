using System.IO.Compression;
using System.Text;
using ArticleApi.Commands;
using ArticleApi.Core.Ingestion;
using ArticleApi.Tests.Log;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Tests.Intake;

/// <summary>Documents are found wherever they lie: in folders, by patterns, in archives.</summary>
public sealed class DocumentsTests(StillSqliteHost api) : IClassFixture<StillSqliteHost>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("articleapi-documents-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_archive_gives_all_its_documents_but_those_that_lead_out_of_it()
    {
        var file = Path.Combine(_folder.FullName, "wire.zip");
        using (var archive = ZipFile.Open(file, ZipArchiveMode.Create))
        {
            Add(archive, "a/one.md", "# From an Archive\n\nIt was packed with others.\n");
            Add(archive, "a/", "");
            Add(archive, "../../out.md", "# Climbing Out\n\nIt must not be read.\n");
            Add(archive, "two.txt", "Second in the Archive\n\nThis one is plain text.\n");
        }

        var report = await Load(file);

        Assert.Equal((3, 2, 1), (report.Documents, report.Added, report.Refused));
        Assert.Equal(("wire.zip/out.md", "Its name leads out of the archive."), Assert.Single(report.Complaints, complaint => complaint.Severity == Severity.Error) is var error ? (error.Document, error.Message) : default);
        Assert.Equal(["wire.zip/a/one.md", "wire.zip/two.txt"], await Documents("From an Archive", "Second in the Archive"));
    }

    [Fact]
    public async Task A_packed_file_is_unpacked_as_it_is_read()
    {
        var file = Path.Combine(_folder.FullName, "packed.md.gz");
        await using (var packed = new GZipStream(File.Create(file), CompressionLevel.Fastest))
            await packed.WriteAsync("# Packed Alone\n\nA file by itself.\n"u8.ToArray());

        Assert.Equal((1, 1, 0), await Load(file) is var report ? (report.Documents, report.Added, report.Refused) : default);
        Assert.Equal(["packed.md"], await Documents("Packed Alone"));
    }

    [Fact]
    public async Task A_bomb_is_refused_in_bounded_memory_and_a_broken_archive_with_a_reason()
    {
        var bomb = Path.Combine(_folder.FullName, "bomb.txt.gz");
        await using (var packed = new GZipStream(File.Create(bomb), CompressionLevel.Optimal))
        {
            var zeros = new byte[1024 * 1024];
            zeros.AsSpan().Fill((byte)'a');
            for (var i = 0; i < 200; i++)
                await packed.WriteAsync(zeros);
        }

        var whole = await File.ReadAllBytesAsync(bomb);
        var cut = Write("cut.gz", whole[..(whole.Length / 2)]);
        var zip = Write("broken.zip", [.. "PK\u0003\u0004"u8, .. new byte[100]]);

        var before = GC.GetTotalAllocatedBytes();
        var report = await Load(bomb, cut, zip);

        Assert.Equal((3, 0, 3), (report.Documents, report.Added, report.Refused));
        Assert.Equal(["bomb.txt", "broken.zip", "cut"], report.Complaints.Select(complaint => complaint.Document).Order(StringComparer.Ordinal));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 200L * 1024 * 1024);
    }

    [Fact]
    public async Task Patterns_find_files_in_folders()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "wire", "deep"));
        Write("wire/first.md", "# First by Pattern\n\nText.\n"u8.ToArray());
        Write("wire/deep/second.md", "# Second by Pattern\n\nText.\n"u8.ToArray());
        Write("wire/other.log", "not asked for"u8.ToArray());

        Assert.Equal(2, (await Load([.. Core(Path.Combine(_folder.FullName, "wire", "**", "*.md"))])).Added);
        Assert.Empty(Core(Path.Combine(_folder.FullName, "none", "*.md")));
        Assert.Empty(Core(Path.Combine(_folder.FullName, "wire", "nothing.md")));

        static IReadOnlyList<string> Core(string pattern) => ArticleApi.Intake.Documents.Find(pattern);
    }

    [Theory]
    [InlineData("""{"headline":"A Line","body":[{"type":"paragraph","text":"x"}]}""" + "\n", "ndjson")]
    [InlineData("""{"uri":"tag:example.org,2026:1","type":"text","pubstatus":"usable","headline":"x","body_text":"y"}""", "ninjs")]
    [InlineData("""<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="x"/>""", "newsml")]
    [InlineData("""<!DOCTYPE nitf SYSTEM "nitf-3-3.dtd"><nitf><head/><body/></nitf>""", "nitf")]
    [InlineData("""<rss version="2.0"><channel><title>x</title></channel></rss>""", "rss")]
    [InlineData("""<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version></channel></rss>""", "wordpress")]
    [InlineData("""<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>""", "atom")]
    [InlineData("<!doctype html><html><head><title>x</title></head><body><p>y</p></body></html>", "html")]
    [InlineData("Head\n\nTT\n\nHead\n\nText\n", "scraped-text")]
    [InlineData("---\ntitle: x\n---\n\nText\n\n## More\n", "markdown")]
    [InlineData("A headline\n\nA paragraph.\n", "text")]
    public void A_format_is_told_by_content(string document, string format) => Assert.Equal(format, DocumentFormats.Of(Encoding.UTF8.GetBytes(document))?.Name);

    [Theory]
    [InlineData("<?xml version=\"1.0\"?>\n<table><row>1</row></table>\n")]
    [InlineData("{\n\n\"Logging\": {}}")]
    [InlineData("[ {\"a\": 1} ]")]
    [InlineData("%PDF-1.7\n\ntext")]
    public void What_was_written_for_programs_is_no_article(string document) => Assert.Null(DocumentFormats.Of(Encoding.UTF8.GetBytes(document)));

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var stream = archive.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private string Write(string name, byte[] bytes)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private Task<ImportReport> Load(params string[] files) => ImportCommand.Load(api.Services, files, new(), default);

    private async Task<List<string>> Documents(params string[] headlines) =>
        await api.Use(db => db.Sources.Where(source => headlines.Contains(source.Article!.Headline)).Select(source => source.Document).Order().ToListAsync());
}
