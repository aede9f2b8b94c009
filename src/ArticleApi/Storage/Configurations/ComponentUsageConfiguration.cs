using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class ComponentUsageConfiguration : IEntityTypeConfiguration<ComponentUsage>
{
    public void Configure(EntityTypeBuilder<ComponentUsage> usage)
    {
        usage
            .ToTable("component_usage")
            .HasKey(s => new
            {
                s.Kind,
                s.Key,
                s.Audience,
            });
        usage.Property(s => s.Key).ValueGeneratedNever();
        usage.Property(s => s.Audience).ValueGeneratedNever();
    }
}
