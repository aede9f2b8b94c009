using ArticleApi.Core.Datelines;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class DatelineConfiguration : IEntityTypeConfiguration<Dateline>
{
    public void Configure(EntityTypeBuilder<Dateline> dateline)
    {
        dateline.ToTable("datelines").HasKey(d => d.Key);
        dateline.HasIndex(d => d.Id).IsUnique();
        dateline.HasIndex(d => d.Identity).IsUnique();
        dateline.Property(d => d.Identity).HasConversion<HexConverter>();
        dateline.Property(d => d.Revision).IsConcurrencyToken();
    }
}
