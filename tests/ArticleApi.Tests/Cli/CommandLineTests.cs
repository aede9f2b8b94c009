using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ArticleApi.Auth;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Cli;

/// <summary>
/// The executable as an operator runs it: a process of its own, with its exit code and what it prints where.
/// </summary>
[Trait("Speed", "slow")]
public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("articleapi-commands-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Keys_are_made_listed_and_revoked()
    {
        var (made, text, said) = await Run(
            "keys",
            "create",
            "The desk",
            "--scope",
            Scopes.Write,
            "--scope",
            Scopes.Publish
        );
        Assert.Equal(0, made);
        Assert.Matches("^aak_[0-9a-f]{64}$", text.Trim());
        Assert.DoesNotContain(text.Trim(), said, StringComparison.Ordinal);
        var id = Regex.Match(said, "[0-9a-f-]{36}").Value;

        var (listed, list, _) = await Run("keys", "list");
        Assert.Equal(0, listed);
        Assert.Contains($"{id}", list, StringComparison.Ordinal);
        Assert.Contains("active", list, StringComparison.Ordinal);
        Assert.Contains("The desk  (articles:write articles:publish)", list, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Trim(), list, StringComparison.Ordinal);

        Assert.Equal(0, (await Run("keys", "revoke", id)).Exit);
        Assert.Contains("revoked", (await Run("keys", "list")).Output, StringComparison.Ordinal);
        var (again, _, complained) = await Run("keys", "revoke", id);
        Assert.Equal(1, again);
        Assert.Contains($"{id}: no active key has this id.", complained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_may_expire()
    {
        var (made, text, _) = await Run("keys", "create", "A guest", "--scope", Scopes.Read, "--expires", "2100-01-01");
        var (wrong, nothing, error) = await Run(
            "keys",
            "create",
            "Nobody",
            "--scope",
            Scopes.Read,
            "--expires",
            "2001-01-01"
        );

        Assert.Equal((0, 1, ""), (made, wrong, nothing));
        Assert.Contains("2001-01-01: --expires takes a date", error, StringComparison.Ordinal);
        var (_, list, _) = await Run("keys", "list");
        Assert.Contains($"  {text[..12]}…  ", list, StringComparison.Ordinal);
        Assert.Contains("until 2100-01-01", list, StringComparison.Ordinal);
        Assert.Contains("never used", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scope_that_does_not_exist_makes_no_key()
    {
        var (exit, output, error) = await Run("keys", "create", "Nobody", "--scope", "articles:wirte");

        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("articles:wirte: no such scope. Allowed are articles:read", error, StringComparison.Ordinal);
        Assert.Equal("", (await Run("keys", "list")).Output);
    }

    // It begins anew in its own place, under settings of the runtime for much work.
    [Fact]
    public async Task An_import_keeps_its_process_its_arguments_and_its_standard_input()
    {
        var start = Executable.CreateStartInfo(_folder, [], "import", "-", "--format", "text", "--publisher", "");
        start.RedirectStandardInput = true;
        using var import = Process.Start(start)!;
        if (OperatingSystem.IsLinux())
            await WaitForEnvironmentAsync(import, "DOTNET_TieredPGO=0");

        await import.StandardInput.WriteAsync("Rain Falls\n\nIt rained all day.\n");
        import.StandardInput.Close();

        Assert.Contains(
            "1 documents, 1 articles added",
            await import.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        await import.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, import.ExitCode);
    }

    [Fact]
    public async Task A_migrated_database_can_be_imported_into()
    {
        Assert.Equal((0, ""), (await Run("migrate")) is var migrated ? (migrated.Exit, migrated.Output) : default);
        Assert.Equal(0, (await Run("migrate")).Exit);

        var (exit, output, _) = await Run("import", Repository.Seeds);
        Assert.Equal(0, exit);
        Assert.Contains(
            "1 documents, 2 articles added, 0 known already, 0 documents refused.",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "0 articles added, 2 known already",
            (await Run("import", Repository.Seeds)).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_index_is_made_anew()
    {
        Assert.Equal(0, (await Run("import", Repository.Seeds)).Exit);

        var (exit, output, _) = await Run("reindex");

        Assert.Equal(0, exit);
        Assert.Contains("The full-text index of 2 articles is made anew.", output, StringComparison.Ordinal);
        Assert.Equal(
            2,
            (await Run("export", "--where", "q=russia*"))
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Length
        );
    }

    [Fact]
    public async Task The_openapi_document_is_all_that_is_printed()
    {
        var (exit, output, _) = await Run("openapi");

        Assert.Equal(0, exit);
        Assert.StartsWith("3.1", (string?)JsonNode.Parse(output)!["openapi"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_is_said_in_one_line()
    {
        var (exit, _, error) = await Run(
            new Dictionary<string, string>
            {
                ["ConnectionStrings__Articles"] = $"Data Source={_folder.FullName}/no/such/folder/articles.db",
            },
            "import",
            Repository.Seeds
        );

        Assert.Equal(1, exit);
        Assert.Contains("import could not run: SQLite Error 14", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static async Task WaitForEnvironmentAsync(Process process, string setting)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!process.HasExited)
        {
            var environment = await File.ReadAllTextAsync(
                $"/proc/{process.Id}/environ",
                TestContext.Current.CancellationToken
            );
            if (environment.Contains(setting, StringComparison.Ordinal))
                return;

            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(30), $"{setting} was not set in time.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"The process ended before {setting} was set: {await process.StandardError.ReadToEndAsync()}");
    }

    private Task<(int Exit, string Output, string Error)> Run(params string[] args) =>
        Run(new Dictionary<string, string>(), args);

    private async Task<(int Exit, string Output, string Error)> Run(
        Dictionary<string, string> settings,
        params string[] args
    )
    {
        using var process = Process.Start(Executable.CreateStartInfo(_folder, settings, args))!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
