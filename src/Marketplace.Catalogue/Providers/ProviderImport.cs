using Marketplace.Platform.Importing;
using Npgsql;

namespace Marketplace.Catalogue.Providers;

/// <summary>
/// <c>import providers</c>: the public list of training organisations (liste publique des organismes de formation), or an extract
/// with the columns siret, nda, entreprise_raison_sociale … Organisations absent from the file stay.
/// </summary>
public static class ProviderImport
{
    private static readonly (string, string[])[] Columns =
    [
        ("siret", ["siret", "siretEtablissementDeclarant"]), ("siren?", ["siren"]),
        ("name", ["name", "denomination", "entreprise_raison_sociale"]), ("nda?", ["nda", "numeroDeclarationActivite"]),
        ("address?", ["address", "adressePhysiqueOrganismeFormation.voie"]),
        ("number?", ["numero_voie"]), ("kind?", ["type_voie"]), ("street?", ["nom_voie"]),
        ("postcode?", ["postcode", "code_postal", "adressePhysiqueOrganismeFormation.codePostal"]),
        ("city?", ["city", "localite", "adressePhysiqueOrganismeFormation.ville"]),
        ("qualiopi?", ["qualiopi"]), ("quality?", ["info_qualiopi_info"]),
        ("training?", ["certifications.actionsDeFormation"]), ("review?", ["certifications.bilansDeCompetences"]),
        ("vae?", ["certifications.VAE"]), ("apprenticeship?", ["certifications.actionsDeFormationParApprentissage"]),
    ];

    private static readonly (string Column, string Kind)[] Certified =
        [("training?", "training"), ("review?", "skills-review"), ("vae?", "vae"), ("apprenticeship?", "apprenticeship")];

    public static Task<ReferenceReport> RunAsync(
        NpgsqlDataSource database, string path, bool dryRun, IProgress<long>? progress = null, CancellationToken cancel = default) =>
        TableImport.RunAsync(database, path, dryRun, Columns,
            async (connection, table, report) =>
            await ProviderMerge.ApplyAsync(connection, Rows(table, report, progress), official: true, cancel), cancel);

    private static IEnumerable<string?[]> Rows(CsvTable table, ReferenceFileReport report, IProgress<long>? progress)
    {
        var seen = new Dictionary<string, long>();
        while (table.Read())
        {
            if (report.Read % 1000 == 0)
                progress?.Report(report.Read);
            var siret = FullSiret(table["siret"], table["siren?"]);
            if (!Siret.IsWellFormed(siret))
                report.Error(table.Line, $"SIRET « {siret} » : quatorze chiffres attendus.");
            else if (table["name"] is not { } name)
                report.Error(table.Line, $"{siret} : la dénomination manque.");
            else if (!seen.TryAdd(siret!, table.Line))
                report.Error(table.Line, $"Le SIRET {siret} figure déjà ligne {seen[siret!]}.");
            else
            {
                if (!Siret.PassesCheck(siret!))
                    report.Warn(table.Line, $"Le SIRET {siret} ne passe pas le contrôle de sa clé.");
                yield return [siret, name, table["nda?"], Qualiopi(table), Address(table), table["postcode?"], table["city?"]];
            }
        }
    }

    /// <summary>The public list gives the establishment's five digits apart from the company's nine.</summary>
    private static string? FullSiret(string? siret, string? siren)
    {
        siret = siret?.Replace(" ", "", StringComparison.Ordinal);
        return siret is { Length: <= 5 } && siren is { Length: 9 } ? siren + siret.PadLeft(5, '0') : siret;
    }

    private static string? Address(CsvTable table) =>
        table["address?"] ?? string.Join(' ', new[] { table["number?"], table["kind?"], table["street?"] }.OfType<string>()) switch
        {
            "" => null,
            var line => line,
        };

    /// <summary>Certified kinds; null where the file does not say. A plain OUI comes from the list of apprenticeship centres.</summary>
    private static string? Qualiopi(CsvTable table)
    {
        if (table.Has("qualiopi?"))
            return table["qualiopi?"] ?? "";
        if (table.Has("quality?"))
            return IsYes(table["quality?"]) ? "apprenticeship" : "";
        return table.Has("training?") ? string.Join('|', Certified.Where(c => IsYes(table[c.Column])).Select(c => c.Kind)) : null;
    }

    private static bool IsYes(string? text) => text?.ToUpperInvariant() is "OUI" or "TRUE" or "VRAI" or "1";
}
