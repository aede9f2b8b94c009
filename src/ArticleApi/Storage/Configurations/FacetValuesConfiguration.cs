using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class FacetValuesConfiguration : IEntityTypeConfiguration<FacetValues>
{
    public void Configure(EntityTypeBuilder<FacetValues> facet)
    {
        facet.ToTable("facet_values").HasKey(f => new { f.Audience, f.Position });
        facet.Property(f => f.Audience).ValueGeneratedNever();
        facet.Property(f => f.Position).ValueGeneratedNever();
    }
}
