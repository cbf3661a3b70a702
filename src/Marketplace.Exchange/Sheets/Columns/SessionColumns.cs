using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Reporting;
using static Marketplace.Exchange.Sheets.Columns.SheetValues;

namespace Marketplace.Exchange.Sheets.Columns;

/// <summary>The fields of a session, each row's own; all empty for an action without session.</summary>
internal static class SessionColumns
{
    private const string Extras = "extras[session]!";

    public static IEnumerable<SheetColumn> All { get; } =
    [
        Make("session-numero", "@numero", "Numéro de la session", SheetFormat.Text, SheetNeed.Required, "S1",
            "Choisi par l'organisme, différent pour chaque session d'une action.", s => s.Number),
        Make("session-datecrea", "@datecrea", "Session créée le", SheetFormat.Date, SheetNeed.Optional, "", "Vide : la date de l'action.",
            s => Text(s.Created)),
        Make("session-datemaj", "@datemaj", "Session mise à jour le", SheetFormat.Date, SheetNeed.Optional, "",
            "Vide : la date de l'action.", s => Text(s.Updated)),
        Make("debut", "periode/debut", "Premier jour", SheetFormat.Date, SheetNeed.Conditional, "01/03/2027",
            "Obligatoire sauf entrées permanentes.", s => Text(s.Start)),
        Make("fin", "periode/fin", "Dernier jour", SheetFormat.Date, SheetNeed.Conditional, "05/03/2027",
            "Obligatoire sauf entrées permanentes.", s => Text(s.End)),
        .. new SharedColumns(ItemLevel.Session, "adresse-inscription", "Adresse d'inscription").Address(
            "adresse-inscription!/adresse!", SheetNeed.Required, r => r.Session?.RegistrationAddress),
        Make("etat-recrutement", "etat-recrutement!", "Inscriptions", SheetFormat.Choice, SheetNeed.Required, "1", "1 ouvertes, 2 fermées.",
            s => s.Open ? "1" : "2"),
        .. new SharedColumns(ItemLevel.Session, "contact-inscription", "Contact d'inscription").Contact(
            $"{Extras}/extra[contact-inscription]!/coordonnees!", SheetNeed.Rare, "coordonnees-extras",
            r => r.Session?.RegistrationContact),
        Make("contact-inscription-extras", $"{Extras}/extra[contact-inscription]!/*", "Contact d'inscription : extras qui le suivent",
            SheetFormat.Extras, SheetNeed.Rare, "", "", s => ExtrasText.Write(s.RegistrationContactExtras)),
        Make("garantie", $"{Extras}/extra[garantie]!", "Session garantie", SheetFormat.YesNo, SheetNeed.Required, "1",
            "1 : elle a lieu quel que soit le nombre de participants.", s => Text(s.Guaranteed)),
        Make("modalites-particulieres", $"{Extras}/extra[modalites-particulieres]", "Modalités particulières", SheetFormat.Html,
            SheetNeed.Optional, "", "", s => s.Particulars),
        new("nombre-de-places", ItemLevel.Session, $"{Extras}/extra[nombre-de-places]", "Nombre de places", SheetFormat.WholeNumber,
            SheetNeed.Optional, "12",
            "EDOF ne connaît pas cette information ; vide : le nombre connu reste.") { Value = r => Text(r.Seats) },
        Make("session-extras", $"{Extras}/*", "Autres extras de la session", SheetFormat.Extras, SheetNeed.Rare, "", "",
            s => ExtrasText.Write(s.OtherExtras)),
    ];

    private static SheetColumn Make(string name, string path, string label, SheetFormat format, SheetNeed need, string example,
        string hint, Func<Session, string?> value) =>
        new(name, ItemLevel.Session, path, label, format, need, example, hint)
        {
            Value = record => record.Session is { } session ? value(session) : null,
        };
}
