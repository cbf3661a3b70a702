using System.Text.Json;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Providers;
using Marketplace.Demo;
using Marketplace.UnitTests.Places;
using Xunit;

namespace Marketplace.UnitTests.Demo;

public sealed class DemoGeneratorTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData(1)]
    [InlineData(57)]
    [InlineData(3000)]
    public void Generate_AsksForN_MakesExactlyN(int actions) => Assert.Equal(actions, Make(actions).Sum(p => p.Actions));

    [Fact]
    public void Generate_SameSeedAndDay_IsTheSameToTheLetter() => Assert.Equal(Text(Make(400)), Text(Make(400)));

    [Fact]
    public void Generate_MoreActions_KeepsTheFirstProviders()
    {
        var few = Make(200).SkipLast(1).ToList();
        Assert.Equal(Text(few), Text([.. Make(900).Take(few.Count)]));
    }

    [Fact]
    public void Generate_AnotherSeed_MakesOtherProviders() =>
        Assert.Empty(Make(400).Select(p => p.Siret).Intersect(Make(400, seed: 2).Select(p => p.Siret)));

    [Fact]
    public void Generate_Providers_AreRecognisablyInvented() => Assert.All(Make(3000), provider =>
    {
        Assert.StartsWith("999", provider.Siret, StringComparison.Ordinal);
        Assert.True(Siret.PassesCheck(provider.Siret));
        Assert.EndsWith("(démo)", provider.Name, StringComparison.Ordinal);
        Assert.All(provider.Offers.SelectMany(o => o.Actions), a =>
        {
            Assert.StartsWith("019900", a.Action.InformationContact.Phone, StringComparison.Ordinal);
            Assert.EndsWith(".example", a.Action.InformationContact.Email, StringComparison.Ordinal);
            Assert.Equal("Service", a.Action.InformationContact.LastName);
        });
    });

    [Fact]
    public void Generate_Ids_AreUnique()
    {
        var ids = Make(3000).SelectMany(
            p => p.Offers.SelectMany(o => o.Actions.Select(a => PublicId.Of(p.Siret, o.Offer.Number, a.Action.Number)))).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Generate_EveryAction_CanBeEnteredAndReached() =>
        Assert.All(Make(3000).SelectMany(p => p.Offers).SelectMany(o => o.Actions), a =>
    {
        Assert.NotNull(a.Location.Place);
        Assert.Contains(a.Sessions, s => s.Open && (s.Start is null ? a.Action.PermanentEntry : s.Start > Today));
        Assert.All(a.Sessions, s => Assert.True(s.Start <= s.End || (s.Start is null && s.End is null)));
        Assert.InRange(a.Action.Fees.InclusiveCents, 10_000, 2_500_000);
        Assert.InRange(a.Action.Hours ?? 0, 5, 2_000);
        Assert.InRange(a.Action.Fees.Exclusive * (1 + a.Action.Fees.VatRate / 100) - a.Action.Fees.Inclusive, -0.02m, 0.02m);
    });

    [Fact]
    public void Generate_DefaultCatalogue_IsVariedEnoughToSearchIn()
    {
        var offers = Make(3000).SelectMany(p => p.Offers).ToList();
        var actions = offers.SelectMany(o => o.Actions).ToList();
        Assert.InRange(offers.Select(o => o.Offer.Title).Distinct().Count(), 400, offers.Count);
        Assert.InRange(offers.Select(o => o.Offer.CertificationCode).Distinct().Count(), 250, 400);
        Assert.InRange(actions.Select(a => a.Location.Place!.Department).Distinct().Count(), 70, 110);
        foreach (var modality in Enum.GetValues<Modality>())
            Assert.Contains(actions, a => a.Action.Modality == modality);
        Assert.Contains(actions, a => a.Capacities is not null);
        Assert.Contains(offers, o => o.Offer.Title.Contains("cuisin", StringComparison.OrdinalIgnoreCase)
            || o.Offer.Title.Contains("Cuisine", StringComparison.Ordinal));
    }

    private static List<DemoProvider> Make(int actions, int seed = 1) =>
        [.. new DemoGenerator(SeedPlaces.Reference, seed, Today).Generate(actions)];

    private static string Text(IEnumerable<DemoProvider> providers) => JsonSerializer.Serialize(providers);
}
