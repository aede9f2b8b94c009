using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class LogHeadConfiguration : IEntityTypeConfiguration<LogHead>
{
    public void Configure(EntityTypeBuilder<LogHead> head)
    {
        head.ToTable("log_head").HasKey(h => h.Id);
        head.Property(h => h.Id).ValueGeneratedNever();
        head.Property(h => h.Epoch).HasMaxLength(20);
        head.Property(h => h.Secret).HasMaxLength(DatabaseSecret.Size);
    }
}

internal sealed class VersionConfiguration : IEntityTypeConfiguration<VersionRow>
{
    public void Configure(EntityTypeBuilder<VersionRow> version)
    {
        version.ToTable("versions").HasKey(v => v.Seq);
        version.Property(v => v.Seq).ValueGeneratedNever();
        version.HasIndex(v => new { v.ArticleKey, v.Number }).IsUnique();
        version.Property(v => v.Cause).HasMaxLength(40);
        version.Property(v => v.Actor).HasMaxLength(120);
    }
}

internal sealed class HeadConfiguration : IEntityTypeConfiguration<Head>
{
    public void Configure(EntityTypeBuilder<Head> head)
    {
        head.ToTable("heads").HasKey(h => h.ArticleKey);
        head.Property(h => h.ArticleKey).ValueGeneratedNever();
        head.HasIndex(h => h.ArticleId).IsUnique();
        head.HasIndex(h => h.Timeline).IsUnique();
        head.HasIndex(h => h.DueAt).HasFilter("\"DueAt\" IS NOT NULL");
        head.HasIndex(h => new
        {
            h.State,
            h.Renderer,
            h.ArticleKey,
        });
    }
}

internal sealed class TermConfiguration : IEntityTypeConfiguration<Term>
{
    public void Configure(EntityTypeBuilder<Term> term)
    {
        term.ToTable("terms")
            .HasKey(t => new
            {
                t.Audience,
                t.Name,
                t.Position,
                t.Key,
            });
        term.Property(t => t.Audience).ValueGeneratedNever();
        term.Property(t => t.Name).ValueGeneratedNever();
        term.Property(t => t.Key).ValueGeneratedNever();
        term.Property(t => t.Position).ValueGeneratedNever();
    }
}

internal sealed class DateEntryConfiguration : IEntityTypeConfiguration<DateEntry>
{
    public void Configure(EntityTypeBuilder<DateEntry> entry)
    {
        entry
            .ToTable("dates")
            .HasKey(d => new
            {
                d.Audience,
                d.Name,
                d.At,
                d.Key,
            });
        entry.Property(d => d.Audience).ValueGeneratedNever();
        entry.Property(d => d.Name).ValueGeneratedNever();
        entry.Property(d => d.Key).ValueGeneratedNever();
        entry.Property(d => d.At).ValueGeneratedNever();
    }
}

internal sealed class FacetConfiguration : IEntityTypeConfiguration<FacetRow>
{
    public void Configure(EntityTypeBuilder<FacetRow> facet)
    {
        facet.ToTable("facets").HasKey(f => new { f.Audience, f.Position });
        facet.Property(f => f.Audience).ValueGeneratedNever();
        facet.Property(f => f.Position).ValueGeneratedNever();
    }
}

internal sealed class ShowingConfiguration : IEntityTypeConfiguration<Showing>
{
    public void Configure(EntityTypeBuilder<Showing> showing)
    {
        showing
            .ToTable("showings")
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

internal sealed class LabelCountConfiguration : IEntityTypeConfiguration<LabelCount>
{
    public void Configure(EntityTypeBuilder<LabelCount> label)
    {
        label
            .ToTable("labels")
            .HasKey(l => new
            {
                l.Audience,
                l.Kind,
                l.Folded,
            });
        label.Property(l => l.Audience).ValueGeneratedNever();
        label.HasIndex(l => new { l.Audience, l.Code });
        label.Property(l => l.Folded).HasMaxLength(LabelCount.MaxLength);
        label.Property(l => l.Value).HasMaxLength(LabelCount.MaxLength);
        label.Property(l => l.Name).HasMaxLength(LabelCount.MaxLength);
    }
}

internal sealed class RenderJobConfiguration : IEntityTypeConfiguration<RenderJob>
{
    public void Configure(EntityTypeBuilder<RenderJob> job)
    {
        job.ToTable("render_jobs").HasKey(j => j.Id);
        job.HasIndex(j => new { j.FinishedAt, j.Id });
        job.Property(j => j.Cause).HasMaxLength(40);
        job.Property(j => j.Actor).HasMaxLength(120);
    }
}
