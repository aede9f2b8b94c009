using ArticleApi.Core.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class ArticleConfiguration : IEntityTypeConfiguration<Article>
{
    public void Configure(EntityTypeBuilder<Article> article)
    {
        article.ToTable("articles").HasKey(a => a.Key);
        article.HasIndex(a => a.Id).IsUnique();
        article.HasIndex(a => a.DatelineKey).HasFilter("\"DatelineKey\" IS NOT NULL");
        article.Property(a => a.Revision).IsConcurrencyToken();
        article.Property(a => a.Headline).HasMaxLength(Article.MaxHeadlineLength);
        article.Property(a => a.Abstract).HasMaxLength(Article.MaxAbstractLength);
        article.Property(a => a.Teaser).HasMaxLength(Article.MaxAbstractLength);
        article.Property(a => a.Language).HasMaxLength(Article.MaxLanguageLength);
        article.Property(a => a.Genre).HasMaxLength(Article.MaxGenreLength);
        article.Property(a => a.EditorNote).HasMaxLength(Article.MaxEditorNoteLength);
        article.Property(a => a.ExternalId).HasMaxLength(Article.MaxExternalIdLength);
        article.Property(a => a.CanonicalUrl).HasMaxLength(Article.MaxUrlLength);
        article.HasOne(a => a.Dateline).WithMany().HasForeignKey(a => a.DatelineKey).OnDelete(DeleteBehavior.Restrict);
        article.HasMany(a => a.Images).WithOne().HasForeignKey(use => use.ArticleKey).OnDelete(DeleteBehavior.Cascade);
        article.Navigation(a => a.Images).UsePropertyAccessMode(PropertyAccessMode.Field);
        article.Ignore(a => a.IsPublished);
        article.Ignore(a => a.EmbargoUntil);
        article.Ignore(a => a.EmbargoSetBy);
        article.Ignore(a => a.ExpiresAt);
    }
}
