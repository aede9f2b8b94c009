using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class PackageConfiguration : IEntityTypeConfiguration<Package>
{
    public void Configure(EntityTypeBuilder<Package> package)
    {
        package.ToTable("packages").HasKey(p => p.Number);
        package.HasIndex(p => p.Id).IsUnique();
        package.HasIndex(p => new { p.SettledAt, p.Number });
        package.Property(p => p.Name).HasMaxLength(Package.MaxNameLength);
    }
}
