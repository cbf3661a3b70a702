using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Exchange.Edof.Reporting;
using static Marketplace.Exchange.Sheets.Columns.SheetValues;

namespace Marketplace.Exchange.Sheets.Columns;

/// <summary>The columns of an address and of a contact, which several elements have.</summary>
/// <param name="level">Of the element that has them.</param>
/// <param name="prefix">Before each name.</param>
/// <param name="label">Before each label.</param>
internal sealed class SharedColumns(ItemLevel level, string prefix, string label)
{
    /// <param name="path">Of <c>adresse</c>.</param>
    /// <param name="need">Of the address as a whole: required, optional, or rare.</param>
    public IEnumerable<SheetColumn> Address(string path, SheetNeed need, Func<SheetRecord, PostalAddress?> of)
    {
        var main = need == SheetNeed.Required ? SheetNeed.Conditional : need;
        var side = need == SheetNeed.Rare ? SheetNeed.Rare : SheetNeed.Optional;
        var show = need != SheetNeed.Rare && need != SheetNeed.Optional;
        const string Street = "Une adresse en France a un libellé de voie ou une ligne 5.";
        return
        [
            Make("adresse-numero", $"{path}/@numero", "numéro interne de l'adresse", SheetFormat.Text, SheetNeed.Rare, "",
                "« 1 » quand la cellule est vide.", a => a.Number == "1" ? null : a.Number),
            Make("ligne-1", $"{path}/ligne:1!", "nom de l'établissement ou première ligne", SheetFormat.Text,
                need == SheetNeed.Required ? need : side, "CENTRE DE FORMATION", "50 caractères au plus.",
                a => a.Lines.ElementAtOrDefault(0)),
            Make("ligne-2", $"{path}/ligne:2", "deuxième ligne", SheetFormat.Text, SheetNeed.Rare, "", "",
            a => a.Lines.ElementAtOrDefault(1)),
            Make("ligne-3", $"{path}/ligne:3", "troisième ligne", SheetFormat.Text, SheetNeed.Rare, "", "",
            a => a.Lines.ElementAtOrDefault(2)),
            Make("codepostal", $"{path}/codepostal", "code postal", SheetFormat.Postcode, side, "69007", "", a => a.Postcode),
            Make("ville", $"{path}/ville", "ville", SheetFormat.Text, side, "Lyon", "", a => a.City),
            Make("pays", $"{path}/pays", "pays", SheetFormat.Text, SheetNeed.Rare, "", "Code ISO à deux lettres ; vide : France.",
                a => a.Country),
            Make("latitude", $"{path}/geolocalisation/latitude!", "latitude", SheetFormat.Amount, SheetNeed.Rare, "",
                "En degrés décimaux.", a => a.Latitude ?? (a.Longitude is null ? null : "")),
            Make("longitude", $"{path}/geolocalisation/longitude!", "longitude", SheetFormat.Amount, SheetNeed.Rare, "",
                "En degrés décimaux.", a => a.Longitude ?? (a.Latitude is null ? null : "")),
            Make("numero-voie", $"{path}/extras[adresse]!/extra[numero-voie]", "numéro dans la voie", SheetFormat.Text, side, "12", "",
                a => a.StreetNumber),
            Make("code-nature-voie", $"{path}/extras[adresse]!/extra[code-nature-voie]", "nature de la voie", SheetFormat.Text,
                SheetNeed.Rare, "", "", a => a.StreetKind),
            Make("libelle-voie", $"{path}/extras[adresse]!/extra[libelle-voie]", "libellé de la voie", SheetFormat.Text, main,
                "rue de Marseille", Street, a => a.StreetName),
            Make("ligne5-adresse", $"{path}/extras[adresse]!/extra[ligne5-adresse]", "ligne 5 de l'adresse", SheetFormat.Text, side, "",
                Street, a => a.Line5),
            Make("accessibilite-batimentaire", $"{path}/extras[adresse]!/extra[accessibilite-batimentaire]",
                "accessibilité du bâtiment, en mots", SheetFormat.Text, SheetNeed.Rare, "", "", a => a.BuildingAccess),
            Make("conformite-reglementaire", $"{path}/extras[adresse]!/extra[conformite-reglementaire]",
                "locaux conformes aux règles d'accessibilité", SheetFormat.YesNo, side, "1", "", a => Text(a.Accessible)),
            Make("adresse-extras", $"{path}/extras[adresse]!/*", "autres extras de l'adresse", SheetFormat.Extras, SheetNeed.Rare, "", "",
                a => ExtrasText.Write(a.OtherExtras)),
        ];

        SheetColumn Make(string name, string at, string what, SheetFormat format, SheetNeed needed, string example, string hint,
            Func<PostalAddress, string?> value) =>
            new($"{prefix}-{name}", level, at, $"{label} : {what}", format, needed, show ? example : "", hint)
            {
                Value = record => of(record) is { } address ? value(address) : null,
            };
    }

    /// <summary>The contact itself, its address between first name and telephone.</summary>
    /// <param name="path">Of <c>coordonnees</c>, which is always there.</param>
    public IEnumerable<SheetColumn> Contact(string path, SheetNeed address, string extras, Func<SheetRecord, Contact?> of)
    {
        return
        [
            Make("numero", $"{path}/@numero", "numéro interne du contact", SheetFormat.Text, SheetNeed.Rare, "",
                "« 1 » quand la cellule est vide.", c => c.Number == "1" ? null : c.Number),
            Make("nom", $"{path}/nom!", "nom du contact", SheetFormat.Text, SheetNeed.Required, "Service", "50 caractères au plus.",
                c => c.LastName),
            Make("prenom", $"{path}/prenom!", "prénom du contact", SheetFormat.Text, SheetNeed.Required, "Accueil",
            "50 caractères au plus.",
                c => c.FirstName),
            .. Address($"{path}/adresse", address, record => of(record)?.Address),
            Make("telfixe", $"{path}/telfixe!/numtel!", "téléphone", SheetFormat.Phone, SheetNeed.Required, "0199000001", "",
                c => c.Phone),
            Make("portable", $"{path}/portable/numtel", "téléphone mobile", SheetFormat.Phone, SheetNeed.Optional, "", "", c => c.Mobile),
            Make("courriel", $"{path}/courriel!", "adresse électronique", SheetFormat.Email, SheetNeed.Required,
                "accueil@centre.example", "", c => c.Email),
            Make(extras, $"{path}/*", "autres extras du contact", SheetFormat.Extras, SheetNeed.Rare, "", "",
                c => ExtrasText.Write(c.OtherExtras)),
        ];

        SheetColumn Make(string name, string at, string what, SheetFormat format, SheetNeed needed, string example, string hint,
            Func<Contact, string?> value) =>
            new($"{prefix}-{name}", level, at, $"{label} : {what}", format, needed, example, hint)
            {
                Value = record => of(record) is { } contact ? value(contact) : null,
            };
    }
}
