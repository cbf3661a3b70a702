using System.Globalization;

namespace Marketplace.Search.Text;

/// <summary>A diploma word found in a text.</summary>
/// <param name="Level">European level 3 to 8.</param>
/// <param name="Length">Words that it took.</param>
/// <param name="Alternatives">How titles write it; empty when they do not (bac +3).</param>
public sealed record LevelWord(int Level, int Length, IReadOnlyList<TokenAlternative> Alternatives);

/// <summary>Words for a level of education: CAP, bac pro, BTS, licence, bac +3, niveau 5.</summary>
public static class LevelWords
{
    private static readonly PhraseTable<(int Level, string[] Titles)> Table = Build();

    /// <summary>The level word that starts at <paramref name="start"/>, or null.</summary>
    public static LevelWord? At(IReadOnlyList<string> words, int start)
    {
        if (!Table.TryLongest(words, start, out var found, out var length))
            return null;
        var own = TextAnalyser.Terms(string.Join(' ', words.Skip(start).Take(length)));
        var alternatives = found.Titles.Select(TextAnalyser.Terms).Prepend(own)
            .Where(t => t.Length > 0 && !t.All(w => w.All(char.IsAsciiDigit))).DistinctBy(t => string.Join(' ', t))
            .Select(t => new TokenAlternative(t, 1)).ToList();
        return new LevelWord(found.Level, length, found.Titles.Length == 0 ? [] : alternatives);
    }

    private static PhraseTable<(int, string[])> Build()
    {
        var table = new PhraseTable<(int, string[])>();
        Add(3, ["CAP", "certificat d'aptitude professionnelle"], "cap", "certificat d'aptitude professionnelle", "capa");
        Add(3, ["BEP", "brevet d'études professionnelles"], "bep", "brevet d'études professionnelles");
        Add(4, ["bac pro", "baccalauréat professionnel"], "bac pro", "bac professionnel", "baccalauréat professionnel", "bacpro");
        Add(4, ["baccalauréat", "bac"], "bac", "baccalauréat");
        Add(4, ["BP", "brevet professionnel"], "bp", "brevet professionnel");
        Add(5, ["BTS", "brevet de technicien supérieur"], "bts", "brevet de technicien supérieur");
        Add(5, ["BTSA", "brevet de technicien supérieur agricole"], "btsa", "bts agricole");
        Add(5, ["DUT", "diplôme universitaire de technologie"], "dut", "diplôme universitaire de technologie");
        Add(5, ["DEUST"], "deust");
        // What the DUT became: many titles still say so.
        Add(6, ["BUT", "bachelor universitaire de technologie", "DUT"], "but", "bachelor universitaire de technologie");
        Add(6, ["licence professionnelle", "licence pro"], "licence pro", "licence professionnelle");
        Add(6, ["licence"], "licence");
        Add(6, ["bachelor"], "bachelor");
        Add(7, ["master"], "master", "masters");
        Add(7, ["mastère"], "mastère", "mastère spécialisé");
        Add(8, ["doctorat"], "doctorat");
        foreach (var (years, level) in new[] { (2, 5), (3, 6), (4, 6), (5, 7), (8, 8) })
            Add(level, [], $"bac {years}", $"bac plus {years}");
        for (var level = 3; level <= 8; level++)
            Add(level, [], $"niveau {level.ToString(CultureInfo.InvariantCulture)}");
        return table;

        void Add(int level, string[] titles, params string[] typed)
        {
            foreach (var phrase in typed)
                table.Set([.. Tokeniser.Words(phrase).Select(w => w.Folded)], (level, titles));
        }
    }
}
