using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class ArticleHeadConfiguration : IEntityTypeConfiguration<ArticleHead>
{
    public void Configure(EntityTypeBuilder<ArticleHead> head)
    {
        head.ToTable("article_heads").HasKey(h => h.ArticleKey);
        head.Property(h => h.ArticleKey).ValueGeneratedNever();
        head.HasIndex(h => h.ArticleId).IsUnique();
        head.HasIndex(h => h.PublicationKey).IsUnique();
        head.HasIndex(h => h.DueAt).HasFilter("\"DueAt\" IS NOT NULL");
        head.HasIndex(h => new
        {
            h.State,
            h.RendererVersion,
            h.ArticleKey,
        });
        // Those that are withdrawn, of which there are few. With the state among its columns SQLite prefers it to the
        // index above.
        head.HasIndex(h => new { h.State, h.Sequence }).HasFilter("\"State\" = 1");
    }
}
