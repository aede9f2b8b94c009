using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class LogSequenceConfiguration : IEntityTypeConfiguration<LogSequence>
{
    public void Configure(EntityTypeBuilder<LogSequence> head)
    {
        head.ToTable("log_sequence").HasKey(h => h.Id);
        head.Property(h => h.Id).ValueGeneratedNever();
        head.Property(h => h.Epoch).HasMaxLength(20);
        head.Property(h => h.Secret).HasMaxLength(DatabaseSecret.Size);
    }
}
