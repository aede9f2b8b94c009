using System.IO.Pipelines;
using ArticleApi.Features.Articles;
using ArticleApi.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ArticleApi.Commands;

/// <summary>Writes articles to a file or standard output.</summary>
internal static class ExportCommand
{
    public static async Task<int> Run(IServiceProvider services, string where, Guid? after, FileInfo? output, bool all, CancellationToken cancellation)
    {
        var filters = QueryHelpers.ParseQuery(where);
        if (after is { } id)
            filters[ExportArticles.After.Name] = id.ToString();
        try
        {
            await using var stream = output is null ? Console.OpenStandardOutput() : new FileStream(output.FullName, after is null ? FileMode.Create : FileMode.Append);
            var writer = PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: 1 << 20));
            await ExportArticles.Write(writer, new QueryCollection(filters), all ? new("export", new HashSet<string>(Scopes.All)) : Caller.Open, services, cancellation);
            await writer.CompleteAsync();
            return ImportCommand.AllIn;
        }
        catch (ProblemException wrong)
        {
            foreach (var error in wrong.Problem.Errors)
                await Console.Error.WriteLineAsync($"{error.Name}: {error.Detail}");
            return ImportCommand.CouldNotRun;
        }
    }
}
