using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class RenderJobConfiguration : IEntityTypeConfiguration<RenderJob>
{
    public void Configure(EntityTypeBuilder<RenderJob> job)
    {
        job.ToTable("render_jobs").HasKey(j => j.Number);
        job.HasIndex(j => j.Id).IsUnique();
        job.HasIndex(j => new { j.FinishedAt, j.Number });
        job.Property(j => j.Cause).HasMaxLength(ArticleVersion.MaxCauseLength);
        job.Property(j => j.Actor).HasMaxLength(ArticleVersion.MaxActorLength);
    }
}
