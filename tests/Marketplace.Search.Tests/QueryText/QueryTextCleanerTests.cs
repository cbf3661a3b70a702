using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Catalogue.Reference;
using Marketplace.Search.QueryText;
using Marketplace.Search.Text;

namespace Marketplace.Search.Tests.QueryText;

public sealed partial class QueryTextCleanerTests
{
    private static readonly Lazy<ReferenceData> Seed = new(SeedReference.Load);

    private static readonly Lazy<QueryTextCleaner> Cleaner = new(() => new QueryTextCleaner(
        new Gazetteer(Seed.Value.Places.All.Select(
        p => new PlaceName(p.Insee, p.Name, p.Postcodes, p.Department, p.Lat, p.Lng, p.Population))),
        new TrainingWords(Labels)));

    private static IEnumerable<string> Labels =>
        Seed.Value.Certifications.All.Select(c => c.Title).Concat(Seed.Value.Jobs.Values).Concat(Seed.Value.NsfDomains.Values);

    [Theory]
    [InlineData("Tailleur de pierre", "tailleur de pierre")]
    [InlineData("taille de pierre", "taille de pierre")]
    [InlineData("Pierre", "pierre")]
    [InlineData("Marie", "marie")]
    [InlineData("coiffure chez sophie", "coiffure chez sophie")]
    [InlineData("aide-soignant(e)", "aide soignant")]
    [InlineData("  Cours d’ANGLAIS  ", "cours anglais")]
    [InlineData("développeur·euse web", "developpeur web")]
    [InlineData("C++", "c++")]
    [InlineData("formation C# .NET", "formation c# .net")]
    [InlineData("permis C", "permis c")]
    [InlineData("permis m", "permis m")]
    [InlineData("classe m anglais", "classe m anglais")]
    [InlineData("boulanger lyon", "boulanger lyon")]
    [InlineData("coiffure Saint-Étienne", "coiffure saint etienne")]
    [InlineData("anglais saint jean de luz", "anglais saint jean de luz")]
    [InlineData("cap cuisine la roche sur yon", "cap cuisine la roche sur yon")]
    [InlineData("soudeur nancy", "soudeur nancy")]
    [InlineData("boulanger 69007", "boulanger 69")]
    [InlineData("69007", "69")]
    [InlineData("permis b 97400", "permis b 974")]
    [InlineData("20000 ajaccio vente", "2a ajaccio vente")]
    [InlineData("RNCP37805", "rncp37805")]
    [InlineData("rncp 37805", "rncp37805")]
    [InlineData("RNCP34031BC02", "rncp34031bc02")]
    [InlineData("RS 5616 tosa", "rs5616 tosa")]
    [InlineData("CPF202", "cpf202")]
    [InlineData("iso 27001", "iso 27001")]
    [InlineData("ISO9001", "iso9001")]
    [InlineData("caces r489 1 3 5", "caces r489 1 3 5")]
    [InlineData("bac +2 ou +3", "bac 2 ou 3")]
    [InlineData("excel 365", "excel 365")]
    [InlineData("bts 2027", "bts 2027")]
    [InlineData("session 12 mars", "session 12 mars")]
    [InlineData("10 cours de couture", "10 cours de couture")]
    [InlineData("arts de la rue", "arts de la rue")]
    [InlineData("agent de quai", "agent de quai")]
    [InlineData("dr", "dr")]
    [InlineData("coiffure madame", "coiffure madame")]
    [InlineData("infographie pascal", "infographie pascal")]
    [InlineData("soin victoire", "soin victoire")]
    [InlineData("développement PASCAL", "developpement pascal")]
    public void Clean_WordsOfTrainingsTownsAndCodes_AreKept(string typed, string kept) =>
        Assert.Equal(new CleanText(kept), Cleaner.Value.Clean(typed));

    [Theory]
    [InlineData("jean dupont", Withheld.Name)]
    [InlineData("DUPONT Jean", Withheld.Name)]
    [InlineData("Jean-Pierre", Withheld.Name)]
    [InlineData("m dupont", Withheld.Name)]
    [InlineData("M. Martin", Withheld.Name)]
    [InlineData("mme Lefebvre", Withheld.Name)]
    [InlineData("mme boulanger", Withheld.Name)]
    [InlineData("formation avec madame durand", Withheld.Name)]
    [InlineData("Dr House", Withheld.Name)]
    [InlineData("marie boulanger", Withheld.Name)]
    [InlineData("cours de piano sophie lemercier", Withheld.Name)]
    [InlineData("anglais pierre dupont", Withheld.Name)]
    [InlineData("rose durand", Withheld.Name)]
    [InlineData("Élodie O’Connor", Withheld.Name)]
    [InlineData("mohamed ben ali", Withheld.Name)]
    [InlineData("Jeanne de la Tour", Withheld.Name)]
    [InlineData("françois xavier", Withheld.Name)]
    [InlineData("je m'appelle Zoulikha", Withheld.Name)]
    [InlineData("mon nom est personne", Withheld.Name)]
    [InlineData("nancy dupond", Withheld.Name)]
    [InlineData("12 rue des Lilas", Withheld.Address)]
    [InlineData("12 bis, rue des lilas", Withheld.Address)]
    [InlineData("3b avenue Foch", Withheld.Address)]
    [InlineData("rue victor hugo lyon", Withheld.Address)]
    [InlineData("permis 4 place de la république", Withheld.Address)]
    [InlineData("10 cours Gambetta", Withheld.Address)]
    [InlineData("lieu-dit Kerambrun", Withheld.Address)]
    [InlineData("BP 123", Withheld.Address)]
    [InlineData("paris cedex", Withheld.Address)]
    [InlineData("appartement 4", Withheld.Address)]
    [InlineData("0612345678", Withheld.Number)]
    [InlineData("06 12 34 56 78", Withheld.Number)]
    [InlineData("06.12.34.56.78", Withheld.Number)]
    [InlineData("+33 6 12 34 56 78", Withheld.Number)]
    [InlineData("0 6 1 2 3 4 5 6 7 8", Withheld.Number)]
    [InlineData("٠٦١٢٣٤٥٦٧٨", Withheld.Number)]
    [InlineData("０６１２３４", Withheld.Number)]
    [InlineData("1 85 07 75 123 456 78", Withheld.Number)]
    [InlineData("185077512345678", Withheld.Number)]
    [InlineData("1 90 2A 004 123 45", Withheld.Number)]
    [InlineData("FR76 3000 6000 0112 3456 7890 189", Withheld.Number)]
    [InlineData("FR7630006000011234567890189", Withheld.Number)]
    [InlineData("99900000000026", Withheld.Number)]
    [InlineData("anglais 12345", Withheld.Number)]
    [InlineData("69007 12", Withheld.Number)]
    [InlineData("1212c x9bc02 69007", Withheld.Number)]
    [InlineData("rncp 12345678", Withheld.Number)]
    [InlineData("12/03/1985", Withheld.Number)]
    [InlineData("né le 12 mars 1985", Withheld.Number)]
    [InlineData("AB-123-CD", Withheld.Number)]
    [InlineData("0606 06rs", Withheld.Number)]
    [InlineData("06a 12b 34c 56d 78e", Withheld.Number)]
    [InlineData("jean.dupont@example.org", Withheld.Contact)]
    [InlineData("anglais＠exemple", Withheld.Contact)]
    [InlineData("jdupont gmail com", Withheld.Contact)]
    [InlineData("https://exemple.fr/moi", Withheld.Contact)]
    [InlineData("كهربائي", Withheld.Script)]
    [InlineData("suite à mon accident je cherche une formation pour changer de métier et retrouver du travail", Withheld.Length)]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefgh", Withheld.Length)]
    public void Clean_WhatMayLeadToSomebody_IsNotKept(string typed, Withheld why) =>
        Assert.Equal(new CleanText(null, why), Cleaner.Value.Clean(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    [InlineData("???")]
    public void Clean_NoWord_IsNoText(string? typed) => Assert.Equal(default, Cleaner.Value.Clean(typed));

    [Fact]
    public void Clean_NamesOfCertificationsJobsAndDomains_AreNeverDropped()
    {
        var dropped = Labels.Where(label => label.Length <= QueryTextCleaner.Longest).Select(label => (label, Cleaner.Value.Clean(label)))
            .Where(row => row.Item2.Text is null).Select(row => $"{row.label}: {row.Item2.Withheld}");
        Assert.Empty(dropped);
    }

    [Fact]
    public void Clean_NamesOfTowns_AreNeverDropped()
    {
        var towns = Seed.Value.Places.All.Where(p => p.Population >= Gazetteer.KnownTown && p.Parent is null).ToList();
        Assert.True(towns.Count > 500);
        Assert.Empty(towns.Where(p => Cleaner.Value.Clean("boulanger " + p.Name).Text is null).Select(p => p.Name));
    }

    [Fact]
    public void Clean_AnyText_KeepsNoLongNumberAndNoMailAddress()
    {
        string[] parts = ["0612345678", "06", "12", "7", "@", "a@b.fr", ".", "-", " ", "/", "rncp", "rs", "iso", "37805", "69007", "anglais", "é", "2a", "x9", "٣", "bc02", "\uD83D", "c++"];
        var texts = Gen.Elements(parts).ListOf().Select(chosen => string.Concat(chosen));
        var any = Gen.OneOf(texts, ArbMap.Default.GeneratorFor<string>());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(any.ToArbitrary(), typed =>
        {
            var kept = Cleaner.Value.Clean(typed).Text ?? "";
            Assert.DoesNotContain('@', kept);
            Assert.True(kept.Length <= QueryTextCleaner.Longest);
            Assert.DoesNotMatch(LongNumber(), Code().Replace(kept, ""));
            // Cleaned once is clean: nothing was put together that was apart.
            if (kept.Length > 0)
                Assert.Equal(kept, Cleaner.Value.Clean(kept).Text);
        }));
    }

    [GeneratedRegex(@"(?<![a-z]\d{0,9})\d(?:[ .\-/]?\d){4,}")]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"\b(rncp|rs|cpf)\d{2,6}(bc\d{1,2})?\b|\biso ?\d{2,5}\b")]
    private static partial Regex Code();
}
