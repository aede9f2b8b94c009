using System.Security.Cryptography;
using System.Text;

namespace ArticleApi.Core.Articles;

/// <summary>What is kept of the slugs of a deleted article: they can be recognised, and not read.</summary>
public static class SlugHash
{
    /// <summary>No slug begins with <c>~</c>, so that hashes and slugs can stand in one column.</summary>
    public static string For(string slug) =>
        "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(slug)));
}
