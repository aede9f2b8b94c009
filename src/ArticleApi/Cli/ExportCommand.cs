using ArticleApi.Auth;
using ArticleApi.Features.Articles;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.WebUtilities;

namespace ArticleApi.Cli;

/// <summary>Writes articles to a file or standard output.</summary>
internal static class ExportCommand
{
    public static async Task<int> RunAsync(
        IServiceProvider services,
        ExportOptions options,
        CancellationToken cancellation
    )
    {
        var after = options.After;
        var filters = QueryHelpers.ParseQuery(options.Where);
        if (after is not null)
            filters[ExportArticles.After.Name] = after;
        try
        {
            var query = new QueryCollection(filters);
            var reader = new QueryStringReader(query);
            reader.CheckNames(ExportArticles.Parameters);
            reader.ThrowIfInvalid();
            var caller = options.IncludesHidden ? Caller.Operator : Caller.Anonymous;
            var export = await services
                .GetRequiredService<ArticleExporter>()
                .PrepareAsync(query, caller, CancellationToken.None);
            // Where it goes on, the first part's holds for all of it.
            if (after is null)
                await Console.Error.WriteLineAsync($"{ExportArticles.ChangeCursorHeader}: {export.ChangeCursor}");
            await using var stream = OpenOutput(options.Output, after);
            var written = await export.WriteAsync(stream, cancellation, CancellationToken.None);
            if (written.IsComplete)
                return ImportCommand.Success;

            await Console.Error.WriteLineAsync(
                written.LastArticleId is null
                    ? "export was stopped."
                    : $"export was stopped. Go on with --after {written.LastArticleId}."
            );
            return ImportCommand.Stopped;
        }
        catch (ProblemException wrong)
        {
            foreach (var error in wrong.Problem.Errors)
                await Console.Error.WriteLineAsync($"{error.Name}: {error.Detail}");
            return ImportCommand.CouldNotRun;
        }
    }

    private static Stream OpenOutput(FileInfo? output, string? after)
    {
        if (output is null)
            return Console.OpenStandardOutput();

        return after is null ? output.Create() : OpenForAppend(output);
    }

    // An export that was cut off may end within a line.
    private static FileStream OpenForAppend(FileInfo output)
    {
        var stream = output.Open(FileMode.OpenOrCreate, FileAccess.ReadWrite);
        var piece = new byte[64 * 1024];
        for (var end = stream.Length; end > 0; )
        {
            var start = Math.Max(0, end - piece.Length);
            stream.Position = start;
            stream.ReadExactly(piece, 0, (int)(end - start));
            var newline = piece.AsSpan(0, (int)(end - start)).LastIndexOf((byte)'\n');
            if (newline >= 0 || start == 0)
            {
                stream.SetLength(start + newline + 1);
                break;
            }

            end = start;
        }

        stream.Position = stream.Length;
        return stream;
    }
}
