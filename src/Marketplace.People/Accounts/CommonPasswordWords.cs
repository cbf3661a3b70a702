namespace Marketplace.People.Accounts;

/// <summary>Words and keyboard rows found in the passwords of French speakers; zxcvbn's own lists are English.</summary>
internal static class CommonPasswordWords
{
    /// <summary>In lower case, without accents and with them where people type them.</summary>
    public static readonly IReadOnlyList<string> French =
    [
        "motdepasse", "mot", "passe", "password", "secret", "azerty", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwerty",
        "bonjour", "bonsoir", "bienvenue", "salut", "coucou", "soleil", "lune", "etoile", "étoile", "chocolat", "fromage",
        "doudou", "loulou", "chouchou", "cheval", "chien", "minou", "princesse", "maman", "papa", "famille", "amour", "jetaime",
        "monamour", "moncoeur", "football", "marseille", "toulouse", "bordeaux", "paris", "lyon", "france", "bretagne",
        "formation", "compte", "moncompte", "marketplace", "stage", "ecole", "école", "diplome", "diplôme", "travail", "emploi", "vacances",
        "janvier", "fevrier", "février", "mars", "avril", "mai", "juin", "juillet", "aout", "août", "septembre", "octobre", "novembre",
        "decembre", "décembre",
        "printemps", "ete", "été", "automne", "hiver", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    ];
}
