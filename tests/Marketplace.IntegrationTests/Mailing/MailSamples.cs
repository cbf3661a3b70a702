namespace Marketplace.IntegrationTests.Mailing;

/// <summary>Each e-mail's values.</summary>
public static class MailSamples
{
    public const string Link = "https://formation.example/lien?jeton=a1_b2-c3";

    public static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Values =
        new Dictionary<string, IReadOnlyDictionary<string, string>>
    {
        ["activation"] = With(("link", Link), ("expires", "26 novembre 2026 à 14 h 30")),
        ["already-registered"] = With(("link", Link), ("reset", Link + "&oubli"), ("expires", "1er août 2027 à 9 h 05")),
        ["reset"] = With(("link", Link), ("expires", "1er août 2027 à 9 h 05")),
        ["operator-access"] = With(("link", Link), ("expires", "26 novembre 2026 à 14 h 30"), ("missions", "identités, litiges")),
        ["invitation"] = With(("link", Link), ("expires", "26 novembre 2026 à 14 h 30"), ("organisation", "Greta d’Île-de-France"),
            ("roles", "publier le catalogue"), ("inviter", "Zoé Lefèvre")),
        ["security-changed"] = With(("change", "Un nouvel appareil de connexion a été ajouté"), ("at", "26 novembre 2026 à 14 h 30")),
        ["search-digest"] = With(
            ("count", "3 nouvelles formations"), ("link", Link), ("unsubscribe", "https://formation.example/desabonnement/a1_b2-c3")),
        ["booking"] = With(
            ("subject", "Une proposition vous attend"), ("number", "000 004 217-6"), ("title", "CAP Cuisine"),
            ("text", "L’organisme a répondu à votre demande."), ("next", "Acceptez-la ou renoncez."), ("link", Link)),
        ["payout"] = With(("subject", "Un versement est exécuté"), ("text", "La banque a exécuté un virement."), ("link", Link)),
        ["waiting-list"] = With(
        ("subject", "Une place se libère pour vous"), ("title", "CAP Cuisine"), ("session", "session du 1er août 2027"),
            ("text", "Une place est gardée pour vous."), ("next", "Sans demande, elle ira à quelqu’un d’autre."), ("link", Link)),
        ["referencing"] = With(("subject", "Votre organisme est suspendu"), ("text", "Vos formations ne sont plus proposées."),
            ("reason", "Publicité trompeuse."), ("basis", "Code du travail, R. 6333-6-1."), ("link", Link)),
        ["bank-details"] = With(("what", "De nouvelles coordonnées ont été saisies."), ("next", "Elles attendent."), ("link", Link)),
        ["moderation"] = With(
            ("subject", "Une offre est retirée"), ("title", "CAP Cuisine"), ("number", "F1"),
                ("text", "L’offre est retirée de la recherche."),
            ("reason", "Le texte promet un cadeau."), ("basis", "L. 6323-8-1"), ("next", "Corrigez-la."), ("link", Link)),
        ["factor-recovery"] = With(("what", "Un agent va contrôler vos pièces."), ("note", "Bienvenue."), ("link", Link)),
        ["identity-decision"] = With(("decision", "votre identité est vérifiée"), ("note", "Bienvenue."), ("link", Link)),
    };

    private static Dictionary<string, string> With(params (string Name, string Value)[] values) =>
        values.ToDictionary(v => v.Name, v => v.Value);
}
