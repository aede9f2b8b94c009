using ArticleApi.Core.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

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
