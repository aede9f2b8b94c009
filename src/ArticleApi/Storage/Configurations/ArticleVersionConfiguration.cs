using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class ArticleVersionConfiguration : IEntityTypeConfiguration<ArticleVersion>
{
    public void Configure(EntityTypeBuilder<ArticleVersion> version)
    {
        version.ToTable("article_versions").HasKey(v => v.Sequence);
        version.Property(v => v.Sequence).ValueGeneratedNever();
        version.HasIndex(v => new { v.ArticleKey, v.Number }).IsUnique();
        version.Property(v => v.Cause).HasMaxLength(ArticleVersion.MaxCauseLength);
        version.Property(v => v.Actor).HasMaxLength(ArticleVersion.MaxActorLength);
    }
}
