using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class ImportIdentityConfiguration : IEntityTypeConfiguration<ImportIdentity>
{
    public void Configure(EntityTypeBuilder<ImportIdentity> identity)
    {
        identity.ToTable("import_identities").HasKey(i => i.Identity);
        identity.Property(i => i.Identity).ValueGeneratedNever();
    }
}
