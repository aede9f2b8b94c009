using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class PostingConfiguration : IEntityTypeConfiguration<Posting>
{
    public void Configure(EntityTypeBuilder<Posting> term)
    {
        term.ToTable("postings")
            .HasKey(t => new
            {
                t.Audience,
                t.ListId,
                t.Position,
                t.Key,
            });
        term.Property(t => t.Audience).ValueGeneratedNever();
        term.Property(t => t.ListId).ValueGeneratedNever();
        term.Property(t => t.Key).ValueGeneratedNever();
        term.Property(t => t.Position).ValueGeneratedNever();
    }
}
