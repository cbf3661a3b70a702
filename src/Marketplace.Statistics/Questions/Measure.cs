namespace Marketplace.Statistics.Questions;

/// <summary>A figure, with what it counts.</summary>
/// <param name="Name">In addresses.</param>
public sealed record Measure(string Name, string Label, string Definition)
{
    public static readonly IReadOnlyList<Measure> All =
    [
        new("bookings", "Dossiers", "Inscriptions acceptées par les deux parties, quel qu’en soit l’état aujourd’hui ; comptées au mois de leur validation, ou de l’entrée en formation avec basis=entry (seules celles qui ont commencé)."),
        new("learners", "Personnes",
        "Titulaires distincts dans la case. Une personne peut compter dans plusieurs cases : ce nombre ne s’additionne pas."),
        new("amountCents", "Montant engagé",
        "Prix toutes taxes des formations, à la validation, en centimes ; par source de financement : la part de cette source."),
        new("learnerCents", "Payé par les titulaires", "Participation forfaitaire et reste à charge, en centimes."),
        new("hours", "Heures", "Durée prévue des formations ; zéro quand elle n’est pas connue."),
    ];

    /// <summary>Null: there is none of that name.</summary>
    public static Measure? Find(string name) => All.FirstOrDefault(measure => measure.Name == name);

    /// <summary>The figure of a cell.</summary>
    public long Of(Editions.Figures figures) => Name switch
    {
        "bookings" => figures.Bookings,
        "learners" => figures.Learners,
        "amountCents" => figures.Amount,
        "learnerCents" => figures.LearnerAmount,
        _ => figures.Hours,
    };
}
