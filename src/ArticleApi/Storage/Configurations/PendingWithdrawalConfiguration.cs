using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class PendingWithdrawalConfiguration : IEntityTypeConfiguration<PendingWithdrawal>
{
    public void Configure(EntityTypeBuilder<PendingWithdrawal> pending) =>
        pending.ToTable("pending_withdrawals").HasKey(p => new { p.JobId, p.ArticleKey });
}
