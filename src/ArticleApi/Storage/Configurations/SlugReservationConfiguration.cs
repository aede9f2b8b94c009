using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class SlugReservationConfiguration : IEntityTypeConfiguration<SlugReservation>
{
    public void Configure(EntityTypeBuilder<SlugReservation> slug)
    {
        slug.ToTable("slugs").HasKey(s => s.Slug);
        slug.Property(s => s.Slug).HasMaxLength(SlugReservation.MaxLength);
        slug.HasIndex(s => s.ArticleId);
    }
}
