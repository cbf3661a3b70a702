using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Reporting;
using static Marketplace.Exchange.Sheets.Columns.SheetValues;

namespace Marketplace.Exchange.Sheets.Columns;

/// <summary>The fields of an action, repeated in the rows of its sessions; all empty for a formation without action.</summary>
internal static class ActionColumns
{
    private const string Extras = "extras[action]!";

    public static IEnumerable<SheetColumn> All { get; } =
    [
        Make("action-numero", "@numero", "Numéro de l'action", SheetFormat.Text, SheetNeed.Required, "A1",
            "Choisi par l'organisme, différent pour chaque action d'une formation.", a => a.Number),
        Make("action-datecrea", "@datecrea", "Action créée le", SheetFormat.Date, SheetNeed.Optional, "",
            "Vide : la date de la formation.", a => Text(a.Created)),
        Make("action-datemaj", "@datemaj", "Action mise à jour le", SheetFormat.Date, SheetNeed.Optional, "",
            "Vide : la date de la formation.", a => Text(a.Updated)),
        Make("niveau-entree-obligatoire", "niveau-entree-obligatoire!", "Niveau d'entrée obligatoire", SheetFormat.YesNo,
            SheetNeed.Required, "0", "", a => Text(a.EntryLevelRequired)),
        Make("modalites-enseignement", "modalites-enseignement!", "Modalité d'enseignement", SheetFormat.Choice, SheetNeed.Required, "0",
            "0 en centre, 1 mixte, 2 à distance.", a => Text((int)a.Modality)),
        Make("conditions-specifiques", "conditions-specifiques", "Prérequis, en mots", SheetFormat.Html, SheetNeed.Conditional, "",
            "Obligatoire si existence-prerequis vaut 1 ; 3 000 caractères au plus.", a => a.SpecificConditions),
        .. new SharedColumns(ItemLevel.Action, "lieu-de-formation", "Lieu de formation").Contact(
            "lieu-de-formation!/coordonnees!", SheetNeed.Required, "coordonnees-extras", r => r.Action?.Place),
        Make("lieu-de-formation-extras", "lieu-de-formation!/*", "Lieu de formation : autres extras", SheetFormat.Extras, SheetNeed.Rare,
            "", "", a => ExtrasText.Write(a.PlaceExtras)),
        Make("modalites-entrees-sorties", "modalites-entrees-sorties!", "Entrées permanentes", SheetFormat.YesNo, SheetNeed.Required, "0",
            "0 à dates fixes, 1 entrées et sorties permanentes.", a => Text(a.PermanentEntry)),
        Make("url-action", "url-action/urlweb", "Page web de l'action", SheetFormat.Url, SheetNeed.Optional, "", "", a => a.Url),
        .. new SharedColumns(ItemLevel.Action, "adresse-information", "Adresse d'information").Address(
            "adresse-information/adresse!", SheetNeed.Rare, r => r.Action?.InformationAddress),
        .. InformationDates(),
        Make("restauration", "restauration", "Restauration", SheetFormat.Html, SheetNeed.Optional, "", "250 caractères au plus.",
            a => a.Catering),
        Make("hebergement", "hebergement", "Hébergement", SheetFormat.Html, SheetNeed.Optional, "", "250 caractères au plus.",
            a => a.Accommodation),
        Make("transport", "transport", "Transport", SheetFormat.Html, SheetNeed.Optional, "", "250 caractères au plus.", a => a.Transport),
        Make("acces-handicapes", "acces-handicapes!", "Accès des personnes handicapées", SheetFormat.Html, SheetNeed.Required,
            "Locaux accessibles", "250 caractères au plus.", a => a.DisabilityAccess),
        Make("langue-formation", "langue-formation!", "Langue", SheetFormat.Language, SheetNeed.Required, "fr", "", a => a.Language),
        Make("modalites-recrutement", "modalites-recrutement", "Modalités de recrutement", SheetFormat.Html, SheetNeed.Optional, "",
            "3 000 caractères au plus.", a => a.Recruitment),
        Make("modalites-pedagogiques", "modalites-pedagogiques", "Modalités pédagogiques", SheetFormat.Html, SheetNeed.Optional, "",
            "200 caractères au plus.", a => a.Pedagogy),
        Make("code-perimetre-recrutement", "code-perimetre-recrutement", "Périmètre de recrutement", SheetFormat.Choice, SheetNeed.Optional,
            "", "1 commune … 5 national, 6 autre.", a => Text(a.RecruitmentArea)),
        Make("infos-perimetre-recrutement", "infos-perimetre-recrutement", "Périmètre de recrutement, en mots", SheetFormat.Text,
            SheetNeed.Rare, "", "50 caractères au plus.", a => a.RecruitmentAreaInformation),
        Make("nombre-heures-centre", "nombre-heures-centre", "Heures en centre", SheetFormat.WholeNumber, SheetNeed.Optional, "35", "",
            a => Text(a.HoursInCentre)),
        Make("nombre-heures-entreprise", "nombre-heures-entreprise", "Heures en entreprise", SheetFormat.WholeNumber, SheetNeed.Optional,
            "0", "", a => Text(a.HoursInCompany)),
        .. new SharedColumns(ItemLevel.Action, "contact-information", "Contact d'information").Contact(
            $"{Extras}/extra[contact-information]!/coordonnees!", SheetNeed.Rare, "coordonnees-extras", r => r.Action?.InformationContact),
        Make("contact-information-extras", $"{Extras}/extra[contact-information]!/*", "Contact d'information : extras qui le suivent",
            SheetFormat.Extras, SheetNeed.Rare, "", "", a => ExtrasText.Write(a.InformationContactExtras)),
        Make("modalites-handicap", $"{Extras}/extra[modalites-handicap]", "Aménagements pour le handicap", SheetFormat.Html,
            SheetNeed.Optional, "", "", a => a.DisabilityArrangements),
        Make("info-admission", $"{Extras}/extra[info-admission]", "Informations sur l'admission", SheetFormat.Html, SheetNeed.Optional, "",
            "250 caractères au plus.", a => a.AdmissionInformation),
        Make("code-modalites-admission", $"{Extras}/extras[codes-modalites-admission]/extra[code-modalites-admission]",
            "Modalités d'admission", SheetFormat.Codes, SheetNeed.Optional, "92005",
            "99999 aucune, 92002 dossier, 92003 concours, 92005 entretien, 92007 test, 92009 visite médicale, 99998 plusieurs.",
            a => Text(a.AdmissionModes)),
        Make("code-gfe", $"{Extras}/extra[code-gfe]", "Groupe formation emploi", SheetFormat.Choice, SheetNeed.Rare, "", "De 1 à 24.",
            a => Text(a.GfeCode)),
        Make("code-type-horaires", $"{Extras}/extra[code-type-horaires]", "Type d'horaires", SheetFormat.Text, SheetNeed.Rare, "", "",
            a => a.ScheduleType),
        Make("duree-apprentissage", $"{Extras}/extra[duree-apprentissage]", "Durée d'apprentissage, en heures", SheetFormat.WholeNumber,
            SheetNeed.Optional, "35", "", a => Text(a.LearningHours)),
        Make("code-rythme-formation", $"{Extras}/extras[codes-rythme-formation]/extra[code-rythme-formation]", "Rythme",
            SheetFormat.Codes, SheetNeed.Optional, "1 | 5",
            "1 journalier, 2 hebdomadaire, 3 en semaine, 4 week-end, 5 temps plein, 6 temps partiel, 7 plusieurs.", a => Text(a.Paces)),
        Make("frais-anpec", $"{Extras}/extra[frais-anpec]", "Frais en plus du prix, en euros", SheetFormat.Amount, SheetNeed.Optional, "",
            "Frais annexes non pris en charge.", a => Text(a.ExtraFees)),
        Make("frais-certif-inclus-frais-anpec", $"{Extras}/extra[frais-certif-inclus-frais-anpec]",
            "Ces frais comprennent la certification", SheetFormat.YesNo, SheetNeed.Optional, "", "",
            a => Text(a.ExtraFeesIncludeCertification)),
        Make("detail-frais-anpec", $"{Extras}/extra[detail-frais-anpec]", "Détail de ces frais", SheetFormat.Html, SheetNeed.Optional, "",
            "3 000 caractères au plus.", a => a.ExtraFeesDetail),
        Make("autres-services", $"{Extras}/extra[autres-services]", "Autres services", SheetFormat.Text, SheetNeed.Rare, "", "",
            a => a.OtherServices),
        Make("taux-tva", $"{Extras}/extras[frais-pedagogiques]!/extra[taux-tva]!", "Taux de TVA", SheetFormat.VatRate, SheetNeed.Required,
            "20", "", a => Text(a.Fees.VatRate)),
        Make("frais-ht", $"{Extras}/extras[frais-pedagogiques]!/extra[frais-ht]!", "Prix hors taxes", SheetFormat.Amount,
            SheetNeed.Required, "500,50", "", a => Text(a.Fees.Exclusive)),
        Make("frais-ttc", $"{Extras}/extras[frais-pedagogiques]!/extra[frais-ttc]!", "Prix toutes taxes comprises", SheetFormat.Amount,
            SheetNeed.Required, "600,60", "TTC = HT × (1 + TVA), à deux centimes près.", a => Text(a.Fees.Inclusive)),
        Make("action-extras", $"{Extras}/*", "Autres extras de l'action", SheetFormat.Extras, SheetNeed.Rare, "", "",
            a => ExtrasText.Write(a.OtherExtras)),
        Make("existence-prerequis", $"{Extras}/extra[existence-prerequis]!", "Il y a des prérequis", SheetFormat.YesNo, SheetNeed.Required,
            "0", "", a => Text(a.HasPrerequisites)),
    ];

    private static IEnumerable<SheetColumn> InformationDates() => Enumerable.Range(0, 3).Select(i =>
        Make($"date-information-{i + 1}", $"date-information:{i + 1}/date", $"Réunion d'information n° {i + 1}", SheetFormat.Date,
            i == 0 ? SheetNeed.Optional : SheetNeed.Rare, "", "",
            a => i < a.InformationDates.Count ? Text(a.InformationDates[i]) : null));

    private static SheetColumn Make(string name, string path, string label, SheetFormat format, SheetNeed need, string example,
        string hint, Func<TrainingAction, string?> value) =>
        new(name, ItemLevel.Action, path, label, format, need, example, hint)
        {
            Value = record => record.Action is { } action ? value(action) : null,
        };
}
