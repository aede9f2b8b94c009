using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class FacetValueCountConfiguration : IEntityTypeConfiguration<FacetValueCount>
{
    public void Configure(EntityTypeBuilder<FacetValueCount> label)
    {
        label
            .ToTable("facet_value_counts")
            .HasKey(l => new
            {
                l.Audience,
                l.Field,
                l.NormalizedValue,
            });
        label.Property(l => l.Audience).ValueGeneratedNever();
        label.HasIndex(l => new { l.ValueId, l.Audience });
        label.Property(l => l.NormalizedValue).HasMaxLength(FacetValueCount.MaxLength);
        label.Property(l => l.Value).HasMaxLength(FacetValueCount.MaxLength);
        label.Property(l => l.Name).HasMaxLength(FacetValueCount.MaxLength);
    }
}
