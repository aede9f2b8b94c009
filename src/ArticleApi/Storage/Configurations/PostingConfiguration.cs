using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Configurations;

internal sealed class PostingConfiguration : IEntityTypeConfiguration<Posting>
{
    public void Configure(EntityTypeBuilder<Posting> posting)
    {
        posting
            .ToTable("postings")
            .HasKey(t => new
            {
                t.Audience,
                t.ListId,
                t.Position,
                t.Key,
            });
        posting.Property(t => t.Audience).ValueGeneratedNever();
        posting.Property(t => t.ListId).ValueGeneratedNever();
        posting.Property(t => t.Key).ValueGeneratedNever();
        posting.Property(t => t.Position).ValueGeneratedNever();
    }
}
