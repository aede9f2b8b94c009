using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
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
        article.Property(a => a.Language).HasMaxLength(Article.MaxLanguageLength);
        article.Property(a => a.Genre).HasMaxLength(Article.MaxGenreLength);
        article.Property(a => a.EditorNote).HasMaxLength(Article.MaxEditorNoteLength);
        article.Property(a => a.ExternalId).HasMaxLength(Article.MaxExternalIdLength);
        article.HasOne(a => a.Dateline).WithMany().HasForeignKey(a => a.DatelineKey).OnDelete(DeleteBehavior.Restrict);
        article.HasMany(a => a.Images).WithOne().HasForeignKey(use => use.ArticleKey).OnDelete(DeleteBehavior.Cascade);
        article.Navigation(a => a.Images).UsePropertyAccessMode(PropertyAccessMode.Field);
        article.Ignore(a => a.IsOpenToReaders);
        article.Ignore(a => a.EmbargoUntil);
        article.Ignore(a => a.EmbargoSetBy);
        article.Ignore(a => a.ExpiresAt);
    }
}

internal sealed class ImageUseConfiguration : IEntityTypeConfiguration<ImageUse>
{
    public void Configure(EntityTypeBuilder<ImageUse> use)
    {
        use.ToTable("image_uses").HasKey(u => new { u.ArticleKey, u.ImageKey });
        use.HasIndex(u => u.ImageKey);
        use.HasIndex(u => u.CaptionKey).HasFilter("\"CaptionKey\" IS NOT NULL");
        use.HasOne(u => u.Image).WithMany().HasForeignKey(u => u.ImageKey).OnDelete(DeleteBehavior.Restrict);
        use.HasOne(u => u.Caption).WithMany().HasForeignKey(u => u.CaptionKey).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ImageConfiguration : IEntityTypeConfiguration<Image>
{
    public void Configure(EntityTypeBuilder<Image> image)
    {
        image.ToTable("images").HasKey(i => i.Key);
        image.HasIndex(i => i.Id).IsUnique();
        image.Property(i => i.Revision).IsConcurrencyToken();
    }
}

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

internal sealed class DatelineConfiguration : IEntityTypeConfiguration<Dateline>
{
    public void Configure(EntityTypeBuilder<Dateline> dateline)
    {
        dateline.ToTable("datelines").HasKey(d => d.Key);
        dateline.HasIndex(d => d.Id).IsUnique();
        dateline.HasIndex(d => d.Identity).IsUnique();
        dateline.Property(d => d.Identity).HasConversion<HexConverter>();
        dateline.Property(d => d.Revision).IsConcurrencyToken();
    }
}

internal sealed class SourceConfiguration : IEntityTypeConfiguration<SourceRecord>
{
    public void Configure(EntityTypeBuilder<SourceRecord> source)
    {
        source.ToTable("sources").HasKey(s => s.Key);
        source
            .HasIndex(s => new
            {
                s.ArticleKey,
                s.Document,
                s.Sha256,
                s.FirstLine,
            })
            .IsUnique();
        source.HasOne(s => s.Article).WithMany().HasForeignKey(s => s.ArticleKey).OnDelete(DeleteBehavior.Cascade);
        source.Property(s => s.Format).HasMaxLength(40);
        source.Property(s => s.Document).HasMaxLength(SourceRecord.MaxDocumentLength);
        source.Property(s => s.Sha256).HasConversion<HexConverter>();
        source.Property(s => s.Fingerprint).HasConversion<HexConverter>();
        source.Property(s => s.Provider).HasMaxLength(SourceRecord.MaxProviderLength);
        source.Property(s => s.ItemId).HasMaxLength(SourceRecord.MaxItemIdLength);
        source.Property(s => s.ItemVersion).HasMaxLength(SourceRecord.MaxItemIdLength);
        source.Ignore(s => s.Identity);
    }
}

internal sealed class SlugRowConfiguration : IEntityTypeConfiguration<SlugRow>
{
    public void Configure(EntityTypeBuilder<SlugRow> slug)
    {
        slug.ToTable("slugs").HasKey(s => s.Slug);
        slug.Property(s => s.Slug).HasMaxLength(SlugRow.MaxLength);
        slug.HasIndex(s => s.ArticleId);
    }
}

internal sealed class ImportIdentityConfiguration : IEntityTypeConfiguration<ImportIdentity>
{
    public void Configure(EntityTypeBuilder<ImportIdentity> identity)
    {
        identity.ToTable("import_identities").HasKey(i => i.Identity);
        identity.Property(i => i.Identity).ValueGeneratedNever();
    }
}

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("api_keys").HasKey(k => k.Id);
        key.HasIndex(k => k.Hash).IsUnique();
        key.Property(k => k.Hash).HasMaxLength(64);
        key.Property(k => k.Name).HasMaxLength(ApiKey.MaxNameLength);
        key.Property(k => k.Scopes).HasMaxLength(500);
    }
}
