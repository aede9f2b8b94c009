using ArticleApi.Core.Images;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

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
