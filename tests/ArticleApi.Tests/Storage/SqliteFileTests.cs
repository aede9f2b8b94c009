using System.Runtime.Versioning;
using ArticleApi.Storage.Sqlite;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Log;

namespace ArticleApi.Tests.Storage;

[UnsupportedOSPlatform("windows")]
public sealed class SqliteFileTests(SqliteHost api) : IClassFixture<SqliteHost>
{
    private const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task The_database_and_its_log_are_their_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        await api.CreateArticleAsync(LogTestExtensions.CreateDraft("Nobody else's"));

        Assert.All(
            new[] { "", "-wal", "-shm" },
            suffix => Assert.Equal(Owners, File.GetUnixFileMode(api.DatabasePath + suffix))
        );
    }

    [Fact]
    public void A_folder_is_made_for_its_owner_and_left_as_it_is_where_it_was()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        var above = Directory.CreateTempSubdirectory("articleapi-modes-");
        try
        {
            var made = SqliteFile.MakeFolder(Path.Combine(above.FullName, "data"));
            Assert.Equal(Owners | UnixFileMode.UserExecute, made.UnixFileMode);

            made.UnixFileMode |= UnixFileMode.GroupRead;
            Assert.Equal(
                Owners | UnixFileMode.UserExecute | UnixFileMode.GroupRead,
                SqliteFile.MakeFolder(made.FullName).UnixFileMode
            );
        }
        finally
        {
            above.Delete(recursive: true);
        }
    }
}
