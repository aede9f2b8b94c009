using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class ComponentUsageConfiguration : IEntityTypeConfiguration<ComponentUsage>
{
    public void Configure(EntityTypeBuilder<ComponentUsage> showing)
    {
        showing
            .ToTable("component_usage")
            .HasKey(s => new
            {
                s.Kind,
                s.Key,
                s.Audience,
            });
        showing.Property(s => s.Key).ValueGeneratedNever();
        showing.Property(s => s.Audience).ValueGeneratedNever();
    }
}
