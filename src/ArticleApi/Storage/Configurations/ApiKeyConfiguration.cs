using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("api_keys").HasKey(k => k.Id);
        key.HasIndex(k => k.Hash).IsUnique();
        key.HasIndex(k => k.PackageId);
        key.HasIndex(k => k.PreviousHash);
        key.Property(k => k.Hash).HasMaxLength(ApiKey.HashLength);
        key.Property(k => k.PreviousHash).HasMaxLength(ApiKey.HashLength);
        key.Property(k => k.Prefix).HasMaxLength(ApiKey.PrefixLength);
        key.Property(k => k.Name).HasMaxLength(ApiKey.MaxNameLength);
        key.Property(k => k.Scopes).HasMaxLength(500);
    }
}
