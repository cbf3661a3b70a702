using System.Reflection;

namespace Marketplace.Exchange.Edof.Reporting;

/// <summary>
/// Every code of the import report, in one table. Official ones where EDOF has one; ours are M1xx file, M2xx structure,
/// M3xx values, M4xx rules between values, M5xx warnings, M6xx sheets. docs/import-codes.md shows each with a bad and a good example.
/// </summary>
public static class ImportCodes
{
    // Official (cahier des charges EDOF).
    public static readonly ImportCode SameDates = Error("10133", "Deux sessions d'une action ont les mêmes dates",
        "Changez les dates de la seconde session, ou retirez-la.");
    public static readonly ImportCode StreetMissing = Error("30013", "Une adresse en France n'a ni libellé de voie ni cinquième ligne",
        "Ajoutez <extra info=\"libelle-voie\"> ou <extra info=\"ligne5-adresse\"> dans les extras de l'adresse.");
    public static readonly ImportCode InformationContact = Error("30017", "Le contact d'information de l'action est incomplet",
        "Donnez dans contact-information des coordonnées avec nom, prénom, téléphone et courriel.");
    public static readonly ImportCode StartAfterEnd = Error("30020", "La session commence après sa fin",
        "Corrigez debut ou fin.");
    public static readonly ImportCode RegistrationContact = Error("30022", "Le contact d'inscription de la session est incomplet",
        "Donnez dans contact-inscription des coordonnées avec nom, prénom, téléphone et courriel.");
    public static readonly ImportCode SameAction = Error("30056",
        "L'action est identique à une autre de la formation (modalité, lieu, langue, pédagogie, handicap, prix TTC, durée)",
        "Réunissez les sessions des deux actions en une seule.");
    public static readonly ImportCode AlmostSameAction = Error("30057",
        "L'action est identique à une autre de la formation, à moins de 10 heures près",
        "Réunissez les deux actions, ou corrigez les durées.");
    public static readonly ImportCode BlockTwice = Error("30070", "Un bloc de compétences est donné deux fois",
        "Retirez le bloc en double.");
    public static readonly ImportCode CategoryTaken = Error("30077", "Cette catégorie de VAE sert déjà à une autre offre",
        "Donnez à chaque offre de VAE sa propre categorisation-offre.");

    // M1xx: the file.
    public static readonly ImportCode NotWellFormed = Error("M101", "Le fichier n'est pas du XML bien formé",
        "Corrigez le fichier à cet endroit, ou produisez-le à nouveau : rien n'en a été pris.");
    public static readonly ImportCode Dtd = Error("M102", "Le fichier contient une DTD (DOCTYPE)",
        "Retirez la déclaration DOCTYPE : elle n'est jamais lue, par sécurité.");
    public static readonly ImportCode WrongRoot = Error("M103", "L'élément racine ou son espace de noms n'est pas celui d'EDOF",
        "La racine doit être <lheo xmlns=\"https://www.of.moncompteformation.gouv.fr\">.");
    public static readonly ImportCode MixedSirets = Error("M104", "Le fichier mêle plusieurs SIRET",
        "Faites un fichier par SIRET.");
    public static readonly ImportCode NoFormation = Error("M105", "Le fichier ne contient aucune formation",
        "Un catalogue contient au moins une <formation> dans <offres>.");
    public static readonly ImportCode Encoding = Error("M106", "L'encodage du fichier n'est pas lisible",
        "Enregistrez le fichier en ISO-8859-1, Windows-1252 ou UTF-8, et déclarez cet encodage à la première ligne.");
    public static readonly ImportCode NodeTooLarge = Error("M107", "Un texte, un commentaire, une balise ou une formation est démesuré",
        "Aucun champ du format ne dépasse 3 000 caractères : vérifiez ce qui a produit le fichier.");
    public static readonly ImportCode TooDeep = Error("M108", "Les éléments sont imbriqués trop profondément",
        "Le format n'a besoin que d'une douzaine de niveaux : vérifiez ce qui a produit le fichier.");
    public static readonly ImportCode FileTooLarge = Error("M109", "Le fichier est trop grand",
        "Vérifiez ce qui a produit le fichier, ou demandez que la limite soit relevée.");
    public static readonly ImportCode ArchiveTooLarge = Error(
        "M110", "L'archive est trop grande une fois décompressée, ou a trop de fichiers",
        "Partagez l'archive en plusieurs.");
    public static readonly ImportCode Unreadable = Error("M111", "Le fichier ou l'archive ne peut pas être lu",
        "Vérifiez le chemin, les droits et l'intégrité du fichier.");
    public static readonly ImportCode OutsideFormations = Error("M112", "Élément ou texte inattendu en dehors des formations",
        "<lheo> contient <offres>, qui contient les <formation> ; retirez le reste.");
    public static readonly ImportCode FileExtrasIgnored = Warning("M113", "Des informations hors des formations ne sont pas conservées",
        "Rien n'est à faire si elles ne servent qu'à votre logiciel.");
    public static readonly ImportCode SiretAgain = Warning("M114", "Un fichier précédent du même envoi avait le même SIRET",
        "Un fichier décrit tout le catalogue d'un SIRET : le dernier l'emporte. N'en envoyez qu'un.");
    public static readonly ImportCode MoreMessages = Warning(
        "M115", "Trop de messages pour ce fichier : la suite est comptée, non détaillée",
        "Corrigez d'abord les erreurs signalées, puis recommencez.");
    public static readonly ImportCode Changed = Error("M116", "Le fichier a changé pendant sa lecture",
        "Recommencez quand plus rien n'écrit dans ce fichier.");
    public static readonly ImportCode ForeignSiret = Error("M117", "Le SIRET du fichier n'est pas un de vos établissements",
        "Corrigez le SIRET, ou demandez que l'établissement soit rattaché à votre organisation.");

    // M2xx: structure.
    public static readonly ImportCode UnknownElement = Error("M201", "Élément inconnu du format à cet endroit",
        "Retirez-le, ou corrigez son nom ou son espace de noms.");
    public static readonly ImportCode RemovedElement = Error("M202", "Élément supprimé du format",
        "Retirez-le : il n'existe plus dans le schéma v5.");
    public static readonly ImportCode WrongOrder = Error("M203", "Élément mal placé",
        "Respectez l'ordre des éléments du schéma.");
    public static readonly ImportCode Repeated = Error("M204", "Élément donné trop de fois",
        "Retirez les répétitions.");
    public static readonly ImportCode MissingElement = Error("M205", "Élément obligatoire absent",
        "Ajoutez-le.");
    public static readonly ImportCode MissingAttribute = Error("M206", "Attribut obligatoire absent ou vide",
        "Ajoutez-le, avec une valeur.");
    public static readonly ImportCode UnknownAttribute = Error("M207", "Attribut inconnu du format",
        "Retirez-le.");
    public static readonly ImportCode StrayText = Error("M208", "Texte inattendu entre deux éléments",
        "Retirez-le, ou mettez-le dans l'élément voulu.");
    public static readonly ImportCode NumberTaken = Error("M209", "Ce numero est déjà pris par un élément précédent",
        "Donnez un numero différent à chaque formation, à chaque action d'une formation, à chaque session d'une action.");
    public static readonly ImportCode NumberTooLong = Error("M210", "Le numero est trop long",
        "Un numero a 200 caractères au plus.");
    public static readonly ImportCode TooManyItems = Error("M211", "La formation a trop d'actions et de sessions",
        "Répartissez-les sur plusieurs formations.");
    public static readonly ImportCode MissingExtra = Error("M212", "Information complémentaire obligatoire absente",
        "Ajoutez cet extra.");
    public static readonly ImportCode RepeatedExtra = Error("M213", "Information complémentaire donnée deux fois",
        "N'en gardez qu'une.");
    public static readonly ImportCode WrongExtraKind = Error("M214", "Information complémentaire mal construite",
        "Suivez l'exemple officiel : <extra> porte une valeur, <extras> groupe des extra, avec l'attribut info prévu.");
    public static readonly ImportCode UnknownExtra = Warning("M215", "Information complémentaire inconnue : conservée, mais sans effet",
        "Vérifiez son attribut info et sa place, ou laissez-la.");
    public static readonly ImportCode EmptyExtra = Warning("M216", "Information complémentaire vide : comme absente",
        "Remplissez-la ou retirez-la.");
    public static readonly ImportCode ExtraOrder = Warning("M217", "Information complémentaire hors de l'ordre prévu",
        "EDOF attend existence-prerequis en dernier ; ici, l'ordre est sans effet.");

    // M3xx: values.
    public static readonly ImportCode Empty = Error("M301", "Valeur obligatoire vide",
        "Écrivez une valeur.");
    public static readonly ImportCode Length = Error("M302", "Texte trop long ou trop court",
        "Adaptez le texte à la longueur permise (balises HTML comprises).");
    public static readonly ImportCode Choice = Error("M303", "Valeur hors de la liste permise",
        "Choisissez une des valeurs permises.");
    public static readonly ImportCode Date = Error("M304", "Date impossible",
        "Écrivez une date qui existe, sous la forme AAAAMMJJ.");
    public static readonly ImportCode WholeNumber = Error("M305", "Nombre entier attendu",
        "Écrivez un nombre entier positif ou nul, en chiffres.");
    public static readonly ImportCode Amount = Error("M306", "Montant illisible",
        "Écrivez un montant en euros, positif ou nul, avec un point et deux décimales au plus, par exemple 1250.50.");
    public static readonly ImportCode YesNo = Error("M307", "0 ou 1 attendu",
        "Écrivez 1 pour oui, 0 pour non.");
    public static readonly ImportCode Phone = Error("M308", "Numéro de téléphone mal écrit",
        "Écrivez 15 caractères au plus : des chiffres sans espace ni point, avec + devant si besoin.");
    public static readonly ImportCode Email = Error("M309", "Adresse électronique mal écrite",
        "Écrivez une seule adresse, de 3 à 160 caractères, de la forme nom@domaine.");
    public static readonly ImportCode Url = Error("M310", "Adresse web mal écrite",
        "Écrivez une adresse complète, de 3 à 400 caractères, qui commence par https://.");
    public static readonly ImportCode Postcode = Error("M311", "Code postal impossible",
        "Écrivez le code postal en cinq chiffres.");
    public static readonly ImportCode Country = Error("M312", "Pays inconnu",
        "Écrivez le code ISO 3166 à deux lettres, par exemple FR.");
    public static readonly ImportCode Language = Error("M313", "Langue inconnue",
        "Écrivez le code ISO 639-1 à deux lettres, par exemple fr.");
    public static readonly ImportCode Siret = Error("M314", "SIRET mal écrit",
        "Un SIRET a 14 chiffres, sans espace.");
    public static readonly ImportCode CertificationCode = Error("M315", "Code de certification mal écrit",
        "Écrivez le code comme au répertoire : RNCP, RS ou CPF, puis des chiffres.");
    public static readonly ImportCode BlockCode = Error("M316", "Bloc de compétences mal écrit ou d'une autre certification",
        "Un bloc s'écrit avec le code RNCP de la formation puis BC et un numéro, par exemple RNCP40344BC01.");
    public static readonly ImportCode VatRate = Error("M317", "Taux de TVA inconnu",
        "Écrivez un taux en vigueur en pourcentage : 0, 5.5, 10 ou 20 (ou ceux de Corse et d'outre-mer).");

    public static readonly ImportCode OddMarkup = Warning("M318", "Éléments HTML que les pages n'affichent pas : retirés du texte",
        "Gardez paragraphes, listes, gras et italique ; retirez scripts, styles, listes de choix, dessins et cadres.");

    // M4xx: rules between values.
    public static readonly ImportCode BlocksMissing = Error("M401", "Une formation visant une certification RNCP doit donner ses blocs",
        "Ajoutez <extras info=\"blocs-competences\"> avec au moins un code-bloc.");
    public static readonly ImportCode CategoryNotVae = Error("M402", "categorisation-offre ne vaut que pour une VAE (CPF200)",
        "Retirez cette catégorie.");
    public static readonly ImportCode PriceMismatch = Error("M403", "Le prix TTC n'est pas le prix HT augmenté de la TVA",
        "Corrigez frais-ht, frais-ttc ou taux-tva : TTC = HT × (1 + TVA), à deux centimes près.");
    public static readonly ImportCode PeriodMissing = Error("M404", "Une session à dates fixes doit donner son début et sa fin",
        "Ajoutez <periode> avec debut et fin, ou indiquez des entrées permanentes dans modalites-entrees-sorties.");
    public static readonly ImportCode PrerequisitesMissing = Error("M405", "Des prérequis existent mais ne sont pas décrits",
        "Décrivez-les dans conditions-specifiques, ou mettez existence-prerequis à 0.");

    // M5xx: warnings.
    public static readonly ImportCode SiretCheck = Warning("M501", "La clé de contrôle du SIRET est fausse",
        "Vérifiez le SIRET.");
    public static readonly ImportCode CertificationUnknown = Warning("M502", "Certification inconnue du référentiel",
        "Vérifiez le code ; l'offre est prise, sous son propre intitulé.");
    public static readonly ImportCode CertificationExpired = Warning("M503", "Certification qui n'est plus active",
        "Vérifiez que la formation peut encore mener à cette certification.");
    public static readonly ImportCode PointFar = Warning("M504", "Les coordonnées sont loin de la commune",
        "Corrigez latitude et longitude.");
    public static readonly ImportCode PostcodeUnknown = Warning("M505", "Code postal absent de la liste des communes (CEDEX ?)",
        "Donnez le code postal géographique de la commune si ce n'est pas un CEDEX.");
    public static readonly ImportCode PointUnreadable = Warning("M506", "Coordonnées illisibles",
        "Écrivez latitude et longitude en degrés décimaux avec un point, par exemple 48.5289.");
    public static readonly ImportCode PlaceUnknown = Warning("M507", "Le lieu n'a pas pu être situé",
        "Donnez code postal et ville : sans eux, l'action n'est pas trouvée par distance.");
    public static readonly ImportCode BlockUnknown = Warning("M508", "Bloc de compétences inconnu du référentiel",
        "Vérifiez le numéro du bloc.");

    // M6xx: catalogues as sheets (CSV, Excel).
    public static readonly ImportCode NotASheet = Error("M601", "Le fichier n'est pas une feuille de calcul lisible",
        "Donnez un CSV ou un classeur .xlsx qui suit le modèle.");
    public static readonly ImportCode UnknownColumn = Error("M602", "Colonne inconnue ou sans titre",
        "Corrigez son titre d'après la notice, retirez-la, ou faites commencer son titre par # si elle n'est que pour vous.");
    public static readonly ImportCode DoubledColumn = Error("M603", "Deux colonnes ont le même titre",
        "N'en gardez qu'une.");
    public static readonly ImportCode MissingColumn = Error("M604", "Colonne obligatoire absente",
        "Ajoutez cette colonne : le modèle la montre.");
    public static readonly ImportCode UnclosedQuote = Error("M605", "Un guillemet n'est pas fermé, ou est de trop",
        "Fermez le guillemet à cette ligne, et doublez ceux du texte : rien de ce fichier n'a été pris.");
    public static readonly ImportCode TooManyCells = Error("M606", "La feuille a trop de lignes ou de colonnes",
        "Retirez les lignes et colonnes inutiles, ou demandez que la limite soit relevée.");
    public static readonly ImportCode RoundedNumber = Error("M607", "Un numéro a été arrondi par un tableur",
        "Mettez la colonne au format texte et écrivez le numéro en entier.");
    public static readonly ImportCode ErrorCell = Error("M608", "La cellule contient une erreur de calcul",
        "Corrigez la formule, ou écrivez la valeur.");
    public static readonly ImportCode Contradiction = Error("M609", "Deux lignes d'une même formation ou action se contredisent",
        "Répétez la même valeur à chaque ligne, ou donnez des numéros différents.");
    public static readonly ImportCode ExtrasUnreadable = Error("M610", "Des extras ne sont pas du XML bien formé",
        "Écrivez des éléments <extra info=\"…\">…</extra>, ou videz la cellule.");
    public static readonly ImportCode ZeroAdded = Warning("M611", "Un zéro perdu en tête d'un numéro a été remis",
        "Vérifiez la valeur ; mettez la colonne au format texte.");
    public static readonly ImportCode OtherSheets = Warning("M612", "Le classeur a d'autres feuilles, qui ne sont pas lues",
        "Nommez « Catalogue » la feuille à lire, ou retirez les autres.");

    /// <summary>All codes, in the order above.</summary>
    public static IReadOnlyList<ImportCode> All { get; } =
    [
        .. typeof(ImportCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.FieldType == typeof(ImportCode))
            .Select(f => (ImportCode)f.GetValue(null)!),
    ];

    private static ImportCode Error(string code, string meaning, string remedy) => new(code, Severity.Error, meaning, remedy);

    private static ImportCode Warning(string code, string meaning, string remedy) => new(code, Severity.Warning, meaning, remedy);
}
