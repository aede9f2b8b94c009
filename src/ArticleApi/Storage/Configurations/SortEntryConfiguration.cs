using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class SortEntryConfiguration : IEntityTypeConfiguration<SortEntry>
{
    public void Configure(EntityTypeBuilder<SortEntry> entry)
    {
        entry
            .ToTable("sort_entries")
            .HasKey(d => new
            {
                d.Audience,
                d.ListId,
                d.At,
                d.Key,
            });
        entry.Property(d => d.Audience).ValueGeneratedNever();
        entry.Property(d => d.ListId).ValueGeneratedNever();
        entry.Property(d => d.Key).ValueGeneratedNever();
        entry.Property(d => d.At).ValueGeneratedNever();
    }
}
