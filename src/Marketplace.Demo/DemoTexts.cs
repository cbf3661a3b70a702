using Marketplace.Catalogue.Certifications;
using Marketplace.Catalogue.Reference;
using Marketplace.Platform.Importing;

namespace Marketplace.Demo;

/// <summary>Titles and texts of the demo catalogue, written for this project.</summary>
internal sealed class DemoTexts
{
    private readonly Dictionary<string, string[]> topics =
        SeedFiles.Read("demo-topics.csv").ToDictionary(row => row[0]!, row => row[1]!.Split('|'));

    private readonly IReadOnlyDictionary<string, string> jobs;

    public DemoTexts(ReferenceData reference) => jobs = reference.Jobs;

    public string Title(DemoKind kind, Certification certification, bool partial, Draw draw)
    {
        var title = certification.Title;
        var text = kind switch
        {
            DemoKind.Language => draw.Pick(LanguageTitles(title)),
            DemoKind.Office => draw.Pick<string>(
            [title, $"{title} : les bases", $"{title} : perfectionnement", $"{title} : gagner du temps au quotidien",
            $"Se certifier {title}"]),
            DemoKind.SkillsReview => draw.Pick<string>(
            [
                "Bilan de compétences", "Bilan de compétences : faire le point sur son parcours",
                    "Bilan de compétences : changer de métier",
                "Bilan de compétences pour managers", "Bilan de compétences : construire son projet professionnel",
                "Bilan de compétences accompagné",
            ]),
            DemoKind.Vae => draw.Pick<string>(
                ["Accompagnement à la VAE", "VAE : faire reconnaître son expérience par un diplôme", "Accompagnement VAE tous niveaux",
                "VAE : du livret à l'entretien avec le jury"]),
            DemoKind.Driving => draw.Pick(DrivingTitles(certification)),
            _ => draw.Pick(DegreeTitles(certification)),
        };
        return DemoAddresses.Cut(partial ? $"{text} – bloc de compétences" : text, 255);
    }

    public IReadOnlyList<string> Topics(Certification certification, Draw draw)
    {
        var nsf = certification.Nsf[0];
        var known = topics.GetValueOrDefault(nsf) ?? topics.GetValueOrDefault(nsf[..2]) ?? topics["31"];
        return draw.Some(known, draw.Between(4, 6));
    }

    public static string Objective(Certification certification, IReadOnlyList<string> topics, Draw draw) => draw.Pick<string>(
    [
        $"Acquérir les compétences attendues pour « {certification.Title} » : {Enumerate(topics.Take(3))}.",
        $"À l'issue de la formation, vous maîtrisez : {Enumerate(topics.Take(3))}. Vous êtes en mesure de vous présenter aux épreuves.",
        $"Préparer « {certification.Title} » par la pratique, en travaillant d'abord {topics[0]}, puis {topics[1]}.",
        $"Développer une pratique autonome : {Enumerate(topics.Skip(1).Take(3))}.",
    ]);

    public string ExpectedResults(Certification certification, Draw draw)
    {
        var job = certification.Rome.Select(jobs.GetValueOrDefault).FirstOrDefault(j => j is not null);
        var exam = draw.Pick<string>(
        [
            "Validation par un jury de professionnels.", "Épreuves ponctuelles en fin de parcours et dossier professionnel.",
            "Mise en situation professionnelle, entretien et contrôle continu.",
            "Attestation de fin de formation et passage de la certification.",
        ]);
        return job is null ? exam : $"{exam} Métier visé : {job}.";
    }

    /// <summary>Some providers send HTML, others plain text.</summary>
    public static string Content(IReadOnlyList<string> topics, int hours, Draw draw)
    {
        if (draw.Chance(0.4))
            return $"<p>Programme de {hours} heures :</p><ul>{string.Concat(topics.Select(t => $"<li>{Capital(t)}</li>"))}</ul><p>{Method(draw)}</p>";
        return string.Join('\n', topics.Select((t, i) => $"Module {i + 1} : {t}.")) + $"\n{Method(draw)}";
    }

    public static string Method(Draw draw) => draw.Pick<string>(
    [
        "Alternance d'apports et de travaux pratiques sur matériel professionnel.",
            "Petits groupes, exercices tirés de situations réelles.",
        "Ateliers encadrés, études de cas et mises en situation.", "Suivi individuel hebdomadaire et ressources en ligne.",
        "Pédagogie par projet, avec une réalisation à chaque étape.",
    ]);

    private static string[] LanguageTitles(string title)
    {
        var (language, test) = title.Contains("espagnol", StringComparison.Ordinal) ? ("Espagnol", "CLOE")
            : title.Contains("français", StringComparison.Ordinal) ? ("Français langue étrangère", "CLOE")
            : ("Anglais", title.Contains("TOEIC", StringComparison.Ordinal) ? "TOEIC" : "CLOE");
        return
        [
            $"{language} : préparation au test {test}", $"{language} professionnel", $"{language} débutant (A1-A2)",
                $"{language} intermédiaire (B1-B2)",
            $"{language} : oser parler", $"{language} à la carte, cours particuliers", $"{language} des affaires et passage du {test}",
            $"{language} intensif",
        ];
    }

    private static string[] DrivingTitles(Certification certification)
    {
        var category = certification.Title.Split(' ')[^1];
        return certification.Code == "CPF206"
            ? ["Permis B : code et 20 heures de conduite", "Permis B boîte automatique", "Permis B accéléré",
                "Permis B : conduite supervisée", "Permis de conduire B"]
            : [$"Permis {category}", $"Permis {category} : code et conduite", $"Permis {category} accéléré",
                $"Formation au permis de conduire catégorie {category}"];
    }

    private static string[] DegreeTitles(Certification certification)
    {
        var title = certification.Title;
        return certification.Abbreviation switch
        {
            "TP" => [$"Titre professionnel {title}", $"{title} (titre professionnel)", title,
                $"Devenir {Small(title)} : titre professionnel"],
            { } type => [$"{type} {title}", $"{type} {title}", $"{type} {title} pour adultes", $"Préparation au {type} {title}"],
            null => [title, title, $"{title} – parcours certifiant", $"Formation {Small(title)}"],
        };
    }

    private static string Enumerate(IEnumerable<string> topics) => string.Join(", ", topics);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Small(string text) => text.Length > 1 && char.IsLower(text[1])
        ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
