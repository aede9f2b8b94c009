using ArticleApi.Core.Articles;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class JobConfiguration : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> job)
    {
        job.ToTable("jobs").HasKey(j => j.Number);
        job.HasIndex(j => j.Id).IsUnique();
        job.HasIndex(j => new { j.FinishedAt, j.Number });
        job.Property(j => j.Cause).HasMaxLength(ArticleVersion.MaxCauseLength);
        job.Property(j => j.Actor).HasMaxLength(ArticleVersion.MaxActorLength);
        job.Property(j => j.Where).HasMaxLength(Job.MaxWhereLength);
        job.Property(j => j.Reason).HasMaxLength(Article.MaxReasonLength);
        // Of two nodes that add a failure at once, one looks again.
        job.Property(j => j.FailureCount).IsConcurrencyToken();
    }
}
