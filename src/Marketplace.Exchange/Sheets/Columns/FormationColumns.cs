using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Reporting;
using static Marketplace.Exchange.Sheets.Columns.SheetValues;

namespace Marketplace.Exchange.Sheets.Columns;

/// <summary>The fields of a formation, repeated in all its rows.</summary>
internal static class FormationColumns
{
    public static IEnumerable<SheetColumn> All { get; } =
    [
        new("SIRET", ItemLevel.Formation, "organisme-formation-responsable!/SIRET-organisme-formation!/SIRET!", "SIRET de l'organisme",
            SheetFormat.Siret, SheetNeed.Required, "12345678200010", "Le même dans tout le fichier.") { Value = r => r.Siret },
        Make("formation-numero", "@numero", "Numéro de la formation", SheetFormat.Text, SheetNeed.Required, "F1",
            "Choisi par l'organisme, différent pour chaque formation ; il ne change pas d'un fichier à l'autre.", o => o.Number),
        Make("formation-datecrea", "@datecrea", "Formation créée le", SheetFormat.Date, SheetNeed.Required, "01/05/2026", "",
            o => Text(o.Created)),
        Make("formation-datemaj", "@datemaj", "Formation mise à jour le", SheetFormat.Date, SheetNeed.Optional, "01/06/2026",
            "Vide : la date de création.", o => Text(o.Updated)),
        Make("intitule-formation", "intitule-formation!", "Intitulé de la formation", SheetFormat.Text, SheetNeed.Required, "CAP Cuisine",
            "L'intitulé exact de la certification, 255 caractères au plus.", o => o.Title),
        Make("objectif-formation", "objectif-formation!", "Objectif", SheetFormat.Html, SheetNeed.Required,
            "Maîtriser les gestes du métier.", "3 000 caractères au plus.", o => o.Objective),
        Make("resultats-attendus", "resultats-attendus!", "Résultats attendus", SheetFormat.Html, SheetNeed.Required,
            "Obtenir la certification.", "3 000 caractères au plus.", o => o.ExpectedResults),
        Make("contenu-formation", "contenu-formation!", "Contenu", SheetFormat.Html, SheetNeed.Required,
            "<ul><li>Théorie</li><li>Pratique</li></ul>", "3 000 caractères au plus.", o => o.Content),
        Make("parcours-de-formation", "parcours-de-formation!", "Parcours", SheetFormat.Choice, SheetNeed.Required, "1",
            "1 collectif, 2 individualisé, 3 modulaire, 4 mixte.", o => Text(o.Path)),
        Make("objectif-general-formation", "objectif-general-formation!", "Objectif général", SheetFormat.Choice, SheetNeed.Required, "6",
            "2, 4, 5, 6, 7, 8 ou 9, comme dans EDOF.", o => Text(o.GeneralObjective)),
        Make("certification", "certification!/code-?!", "Code de la certification", SheetFormat.Certification, SheetNeed.Required,
            "RNCP38430", "code-RNCP, code-RS ou code-CPF.", o => o.CertificationCode),
        Make("resume-contenu", "extras[formation]!/extra[resume-contenu]", "Résumé", SheetFormat.Html, SheetNeed.Optional, "",
            "255 caractères au plus.", o => o.Summary),
        Make("code-bloc", "extras[formation]!/extras[blocs-competences]/extra[code-bloc]", "Blocs de compétences", SheetFormat.Codes,
            SheetNeed.Conditional, "RNCP38430BC01 | RNCP38430BC02", "Obligatoire pour une certification RNCP.", o => Text(o.Blocks)),
        Make("blocs-modifiables", "extras[formation]!/extra[blocs-modifiables]", "Blocs modifiables", SheetFormat.YesNo, SheetNeed.Optional,
            "", "", o => Text(o.BlocksAdjustable)),
        Make("categorisation-offre", "extras[formation]!/extra[categorisation-offre]", "Catégorie de l'offre", SheetFormat.Text,
            SheetNeed.Rare, "", "Formacode, pour la VAE (CPF200) seulement ; différent pour chaque formation.", o => o.Category),
        Make("formation-extras", "extras[formation]!/*", "Autres extras de la formation", SheetFormat.Extras, SheetNeed.Rare, "", "",
            o => ExtrasText.Write(o.OtherExtras)),
    ];

    private static SheetColumn Make(string name, string path, string label, SheetFormat format, SheetNeed need, string example,
        string hint, Func<Offer, string?> value) =>
        new(name, ItemLevel.Formation, path, label, format, need, example, hint) { Value = record => value(record.Offer) };
}
