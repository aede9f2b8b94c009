using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class CaptionConfiguration : IEntityTypeConfiguration<Caption>
{
    public void Configure(EntityTypeBuilder<Caption> caption)
    {
        caption.ToTable("captions").HasKey(c => c.Key);
        caption.HasIndex(c => c.Id).IsUnique();
        caption.HasIndex(c => new { c.ImageKey, c.Key });
        caption.HasIndex(c => c.DatelineKey).HasFilter("\"DatelineKey\" IS NOT NULL");
        caption.Property(c => c.Revision).IsConcurrencyToken();
        caption.Property(c => c.Language).HasMaxLength(Article.MaxLanguageLength);
        caption.Property(c => c.Text).HasMaxLength(CaptionDraft.MaxTextLength);
        caption.Property(c => c.Raw).HasMaxLength(CaptionDraft.MaxTextLength);
        caption.HasOne(c => c.Image).WithMany().HasForeignKey(c => c.ImageKey).OnDelete(DeleteBehavior.Restrict);
        caption.HasOne(c => c.Dateline).WithMany().HasForeignKey(c => c.DatelineKey).OnDelete(DeleteBehavior.Restrict);
    }
}
