using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using ArticleApi.Cli;
using ArticleApi.Core.Ingestion;
using ArticleApi.Tests.Log;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Tests.Import;

/// <summary>Documents are found wherever they lie: in folders, by patterns, in archives.</summary>
public sealed class DocumentSourceTests(IsolatedSqliteHost api) : IClassFixture<IsolatedSqliteHost>, IDisposable
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
        Assert.Equal(
            (file + "/out.md", "Its name leads out of the archive."),
            Assert.Single(report.Complaints, complaint => complaint.Severity == DiagnosticSeverity.Error) is var error
                ? (error.Document, error.Message)
                : default
        );
        Assert.Equal(
            ["wire.zip/a/one.md", "wire.zip/two.txt"],
            await Documents("From an Archive", "Second in the Archive")
        );
    }

    [Fact]
    public async Task A_packed_file_is_unpacked_as_it_is_read()
    {
        var file = Path.Combine(_folder.FullName, "packed.md.gz");
        await using (var packed = new GZipStream(File.Create(file), CompressionLevel.Fastest))
            await packed.WriteAsync("# Packed Alone\n\nA file by itself.\n"u8.ToArray());

        Assert.Equal(
            (1, 1, 0),
            await Load(file) is var report ? (report.Documents, report.Added, report.Refused) : default
        );
        Assert.Equal(["packed.md.gz"], await Documents("Packed Alone"));
    }

    // Where the packer flushed, what comes out so far is as good as whole.
    [Fact]
    public async Task A_packed_file_that_is_cut_off_is_refused_wherever_it_is_cut()
    {
        static string Line(int i) =>
            $$"""{"headline":"Cut {{i}}","body":[{"type":"paragraph","text":"{{new string('x', 20_000)}} {{i}}"}]}""";
        var (first, second) = (Pack(Line(1) + "\n"), Pack(Line(2) + "\n"));
        using var packed = new MemoryStream();
        long flushed;
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Line(3) + "\n"));
            await gzip.FlushAsync();
            flushed = packed.Length;
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Line(4) + "\n"));
        }

        var whole = packed.ToArray();
        foreach (var (index, bytes) in new[] { whole[..(int)flushed], whole[..^8], whole[..^1] }.Index())
            Write($"{index}-cut.ndjson.gz", bytes);
        Write("3-next.ndjson.gz", [.. first, .. second[..10]]);
        Write("4-short.txt.gz", Pack("Cut Short\n\nIts check is missing.\n")[..^8]);
        Write("5-members.ndjson.gz", [.. first, .. second, .. new byte[512]]);

        var report = await Load(_folder.FullName);

        Assert.Equal((6, 5, 5), (report.Documents, report.Refused, report.Errors));
        Assert.Equal(
            [
                "0-cut.ndjson.gz: What it is packed in is broken or cut off.",
                "1-cut.ndjson.gz: What it is packed in is broken or cut off.",
                "2-cut.ndjson.gz: What it is packed in is broken or cut off.",
                "3-next.ndjson.gz: What it is packed in is broken or cut off.",
                "4-short.txt.gz: What it is packed in is broken or cut off.",
            ],
            report.Complaints.Select(complaint => $"{Path.GetFileName(complaint.Document)}: {complaint.Message}")
        );
        Assert.Equal((4, 4), (report.Added, (await Documents("Cut 1", "Cut 2", "Cut 3", "Cut 4")).Distinct().Count()));
        Assert.Empty(await Documents("Cut Short"));
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
        Assert.Equal(
            [
                $"{bomb}: error: The file is larger than 20 MiB, the most that is read.",
                $"{zip}: error: The archive is broken or cut off: its list of contents cannot be read.",
                $"{cut}: error: The file is larger than 20 MiB, the most that is read.",
            ],
            report.Complaints.Select(complaint => complaint.ToString()).Order(StringComparer.Ordinal)
        );
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 200L * 1024 * 1024);
    }

    [Fact]
    public async Task Patterns_find_files_in_folders()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "wire", "deep"));
        Write("wire/first.md", "# First by Pattern\n\nText.\n"u8.ToArray());
        Write("wire/deep/second.md", "# Second by Pattern\n\nText.\n"u8.ToArray());
        Write("wire/other.log", "not asked for"u8.ToArray());

        Assert.Equal(2, (await Load(Path.Combine(_folder.FullName, "wire", "**", "*.md"))).Added);
        Assert.Empty(ArticleApi.Import.Sources.DocumentSource.Expand(Path.Combine(_folder.FullName, "none", "*.md")));
        Assert.Empty(
            ArticleApi.Import.Sources.DocumentSource.Expand(Path.Combine(_folder.FullName, "wire", "nothing.md"))
        );
    }

    [Fact]
    public async Task Complaints_name_a_document_by_the_path_it_was_found_at()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "desk", "deep"));
        var empty = Path.Combine(_folder.FullName, "desk", "deep", "feed.xml");
        File.WriteAllText(empty, "<rss/>");
        var archive = Path.Combine(_folder.FullName, "desk", "deep", "old.zip");
        using (var zip = ZipFile.Open(archive, ZipArchiveMode.Create))
            Add(zip, "deep/feed.xml", "<rss/>");

        string[] expected = [empty, archive + "/deep/feed.xml"];
        Assert.Equal(
            expected,
            (await Load(Path.Combine(_folder.FullName, "desk"))).Complaints.Select(complaint => complaint.Document)
        );
        Assert.Equal(
            expected,
            (await Load(Path.Combine(_folder.FullName, "desk", "**", "*"))).Complaints.Select(complaint =>
                complaint.Document
            )
        );
        Assert.Equal(expected[..1], (await Load(empty)).Complaints.Select(complaint => complaint.Document));
        var current = Path.GetRelativePath(Environment.CurrentDirectory, _folder.FullName);
        Assert.Equal(
            [$"{current}/desk/deep/feed.xml", $"{current}/desk/deep/old.zip/deep/feed.xml"],
            (await Load(current)).Complaints.Select(complaint => complaint.Document)
        );
    }

    [Fact]
    public async Task What_is_no_file_is_left_alone_in_a_folder_and_read_when_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no pipes among files.");
        await Shell("mkfifo pipe; ln -s pipe link");
        Write("file.md", "# Beside a Pipe\n\nText.\n"u8.ToArray());

        var report = await Load(_folder.FullName)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal((3, 1, 2), (report.Documents, report.Added, report.Refused));
        Assert.All(
            report.Complaints,
            complaint => Assert.Contains("a pipe, a socket or a device", complaint.Message, StringComparison.Ordinal)
        );
        var writing = Shell("printf '# Through a Pipe\\n\\nText.\\n' > pipe");
        Assert.Equal(
            1,
            (
                await Load(Path.Combine(_folder.FullName, "pipe"))
                    .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)
            ).Added
        );
        await writing;
    }

    [Fact]
    public async Task A_name_that_is_not_UTF_8_stops_nothing_and_is_said()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Names are UTF-16.");
        await Shell(
            "printf 'One\\n\\nText.\\n' > \"$(printf 'caf\\351.txt')\"; mkdir \"$(printf 'd\\351sk')\"; printf 'Two\\n\\nText.\\n' > \"$(printf 'd\\351sk')/two.txt\""
        );
        Write("named.md", "# Well Named\n\nText.\n"u8.ToArray());

        var report = await Load(_folder.FullName);
        // What has no name for .NET it cannot delete either.
        await Shell("rm -r caf* d*sk");

        Assert.Equal((3, 1, 2), (report.Documents, report.Added, report.Refused));
        Assert.Equal(
            ["caf\uFFFD.txt", "d\uFFFDsk"],
            report.Complaints.Select(complaint => Path.GetFileName(complaint.Document))
        );
        Assert.All(
            report.Complaints,
            complaint => Assert.Contains("not UTF-8", complaint.Message, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_is_packed_and_cannot_be_read_says_why()
    {
        using (ZipFile.Open(Path.Combine(_folder.FullName, "1-empty.zip"), ZipArchiveMode.Create)) { }
        var locked = Path.Combine(_folder.FullName, "2-locked.zip");
        using (var zip = ZipFile.Open(locked, ZipArchiveMode.Create))
            Add(zip, "secret.txt", "Secret\n\nText.\n");
        var bytes = await File.ReadAllBytesAsync(locked);
        // The flag of encryption, in the entry itself and in the list of contents.
        bytes[6] |= 1;
        bytes[bytes.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        Write("2-locked.zip", bytes);
        using (var zip = ZipFile.Open(Path.Combine(_folder.FullName, "3-nested.zip"), ZipArchiveMode.Create))
        {
            using var inner = zip.CreateEntry("inner.zip").Open();
            inner.Write(bytes);
        }

        Write("4-packed.tar", [.. new byte[257], .. "ustar\0"u8, .. new byte[300]]);

        var report = await Load(_folder.FullName);

        Assert.Equal((4, 4), (report.Documents, report.Refused));
        Assert.Equal(
            [
                "1-empty.zip: The archive holds no file.",
                "2-locked.zip/secret.txt: It is encrypted; pack it without a password.",
                "3-nested.zip/inner.zip: It is an archive. Read are zip and gzip files that the command import is given, and no archive inside another; unpack it first.",
                "4-packed.tar: It is an archive. Read are zip and gzip files that the command import is given, and no archive inside another; unpack it first.",
            ],
            report.Complaints.Select(complaint =>
                $"{Path.GetRelativePath(_folder.FullName, complaint.Document)}: {complaint.Message}"
            )
        );
    }

    [Theory]
    [InlineData("""{"headline":"A Line","body":[{"type":"paragraph","text":"x"}]}""" + "\n", "ndjson")]
    [InlineData(
        """{"uri":"tag:example.org,2026:1","type":"text","pubstatus":"usable","headline":"x","body_text":"y"}""",
        "ninjs"
    )]
    [InlineData("""<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="x"/>""", "newsml")]
    [InlineData("""<!DOCTYPE nitf SYSTEM "nitf-3-3.dtd"><nitf><head/><body/></nitf>""", "nitf")]
    [InlineData("""<rss version="2.0"><channel><title>x</title></channel></rss>""", "rss")]
    [InlineData(
        """<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version></channel></rss>""",
        "wordpress"
    )]
    [InlineData("""<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>""", "atom")]
    [InlineData("<!doctype html><html><head><title>x</title></head><body><p>y</p></body></html>", "html")]
    [InlineData("Head\n\nTT\n\nHead\n\nText\n", "scraped-text")]
    [InlineData("---\ntitle: x\n---\n\nText\n\n## More\n", "markdown")]
    [InlineData("A headline\n\nA paragraph.\n", "text")]
    public void A_format_is_told_by_content(string document, string format) =>
        Assert.Equal(format, DocumentFormats.Detect(Encoding.UTF8.GetBytes(document))?.Name);

    [Theory]
    [InlineData("<?xml version=\"1.0\"?>\n<table><row>1</row></table>\n")]
    [InlineData("{\n\n\"Logging\": {}}")]
    [InlineData("[ {\"a\": 1} ]")]
    [InlineData("%PDF-1.7\n\ntext")]
    [InlineData("Delivered-To: desk@example.org\nReceived: by 192.0.2.1 with SMTP id x;\n\nSports category: Rowing\n")]
    [InlineData("Return-Path: <desk@example.org>\n\nText\n")]
    public void What_was_written_for_programs_is_no_article(string document) =>
        Assert.Null(DocumentFormats.Detect(Encoding.UTF8.GetBytes(document)));

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var stream = archive.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private async Task Shell(string script)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", script]) { WorkingDirectory = _folder.FullName }
        )!;
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
    }

    private string Write(string name, byte[] bytes)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private Task<ImportReport> Load(params string[] files) =>
        ImportCommand.ImportAsync(api.Services, files, new(), default);

    private async Task<List<string>> Documents(params string[] headlines) =>
        await api.RunInScopeAsync(db =>
            db.Sources.Where(source => headlines.Contains(source.Article!.Headline))
                .Select(source => source.Document)
                .Order()
                .ToListAsync()
        );
}
