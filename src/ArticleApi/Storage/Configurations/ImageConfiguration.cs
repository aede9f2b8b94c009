using ArticleApi.Core.Images;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class ImageConfiguration : IEntityTypeConfiguration<Image>
{
    public void Configure(EntityTypeBuilder<Image> image)
    {
        image.ToTable("images").HasKey(i => i.Key);
        image.HasIndex(i => i.Id).IsUnique();
        image.Property(i => i.Revision).IsConcurrencyToken();
    }
}
