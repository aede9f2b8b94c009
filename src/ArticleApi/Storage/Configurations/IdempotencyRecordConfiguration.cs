using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> record)
    {
        record.ToTable("idempotency_records").HasKey(r => new { r.Actor, r.Key });
        record.HasIndex(r => r.At);
        record.Property(r => r.Actor).HasMaxLength(IdempotencyRecord.MaxActorLength);
        record.Property(r => r.Key).HasMaxLength(IdempotencyRecord.MaxKeyLength);
    }
}
