using Marketplace.Search.Embedded.Querying;

namespace Marketplace.Search.Tests.Embedded;

public class FieldScoreTests
{
    [Fact]
    public void Naming_HoweverLongTheField_ScoresMoreThanAllThatMentions()
    {
        var mentions = FieldScore.Mentioning.Select(f => FieldScore.TableOf(f).Max()).OrderDescending().ToList();
        var most = mentions[0] + (FieldScore.OtherFields * mentions.Skip(1).Sum());

        Assert.All(FieldScore.Naming,
            field => Assert.True(FieldScore.TableOf(field).Min() > most, $"{field}: {FieldScore.TableOf(field).Min()} against {most}"));
    }
}
