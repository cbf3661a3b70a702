namespace Marketplace.Search.Text;

/// <summary>Words with which people wrap what they look for.</summary>
public static class QuestionWords
{
    private static readonly HashSet<string> Empty =
        ["je", "j", "tu", "il", "on", "nous", "vous", "me", "m", "moi", "se", "s", "veux", "voudrais", "veut", "vouloir", "souhaite",
         "souhaiterais", "souhaiter", "aimerais", "aime", "cherche", "chercher", "voulais", "desire", "devenir", "deviens", "etre",
         "suis", "es", "est", "sont", "faire", "fait", "quelle", "quel", "quelles", "quels", "comment", "combien", "pourquoi", "quoi",
         "faut", "peut", "peux", "puis", "pouvoir", "former", "apprendre", "travailler", "exercer", "suivre", "trouver", "passer",
         "obtenir", "avoir", "ai", "besoin", "envie", "reconvertir", "bonjour", "svp", "merci", "y", "t", "cela", "ca", "dois",
         "financer", "possible", "ouvrir", "occuper", "lancer", "changer", "evoluer", "pratiquer", "decouvrir", "creer", "monter",
         "connaitre",
         "aider", "infos", "info", "renseignement", "renseignements", "debuter", "commencer", "reprendre", "acceder", "sans", "plus",
         "tres", "bien", "ne", "pas", "si", "mais", "donc", "comme", "qu"];

    private static readonly HashSet<string> Weak =
        ["formation", "formations", "cours", "stage", "stages", "metier", "metiers", "diplome", "diplomes", "certification",
         "certifications", "cpf", "emploi", "poste", "domaine", "secteur", "professionnelle", "professionnel", "debutant",
         "debutants", "rapide", "gratuit", "gratuite", "court", "courte", "courts", "courtes", "longue", "intensif", "intensive",
         "certifiante", "qualifiante", "diplomante",
         "adulte", "adultes", "information", "etudes", "acces", "pro", "niveau", "avance", "base", "bases", "jour", "jours", "soir", "week",
         "end", "weekend", "alternance", "apprentissage", "option", "specialite", "initiation", "perfectionnement", "reconversion",
         "pres", "autour", "proche", "vers", "region", "ville", "titre", "mention", "parcours", "distance", "distanciel", "presentiel",
         "ligne"];

    /// <summary>Words for a rank in any trade: the trade matters more (chef barman, ouvrier boucher, assistant coiffeur).</summary>
    private static readonly HashSet<string> Ranks =
        ["chef", "aide", "ouvrier", "responsable", "assistant", "agent", "technicien", "operateur", "gestionnaire", "directeur", "charge",
         "attache", "employe", "apprenti", "auxiliaire", "second", "premier", "adjoint", "principal", "equipier", "specialiste", "expert",
         "ingenieur", "maitre", "cadre", "consultant", "conseiller", "coordinateur", "coordonnateur", "superviseur", "gerant", "patron",
         "professeur", "moniteur", "etude", "etud"];

    /// <summary>Carries nothing for the search.</summary>
    public static bool IsEmpty(string word) => Empty.Contains(word);

    /// <param name="stem">A stem: technicienne and technicien are one.</param>
    public static bool IsRank(string stem) => Ranks.Contains(stem);

    /// <summary>May be part of a title (métiers de la piscine), but finding without it is better than not finding.</summary>
    public static bool IsWeak(string word) => Weak.Contains(word);
}
