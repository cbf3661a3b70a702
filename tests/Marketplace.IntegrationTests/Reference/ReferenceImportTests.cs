using System.IO.Compression;
using System.Text;
using Dapper;
using Marketplace.Catalogue.Certifications;
using Marketplace.Catalogue.Places;
using Marketplace.Catalogue.Providers;
using Marketplace.Catalogue.Reference;
using Marketplace.Demo;
using Marketplace.Platform.Importing;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Reference;

public sealed class ReferenceImportTests : IAsyncLifetime
{
    private const string Standard = "export_fiches_CSV_Standard_2026_11_22.csv";
    private const string StandardHeader = "\"Numero_Fiche\";\"Intitule\";\"Abrege_Libelle\";\"Nomenclature_Europe_Niveau\";\"Date_Fin_Enregistrement\";\"Actif\"\r\n";
    private readonly string folder = Directory.CreateTempSubdirectory("reference-import-").FullName;
    private TestDatabase database = null!;
    private ReferenceData reference = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        using var store = new ReferenceDataStore(database.Source);
        reference = await store.OpenAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Places_LinesWithErrors_AreLeftOutAndTheOthersGoIn()
    {
        var path = Write("lieux.csv", """
            insee;name;postcodes;department;region;population;lat;lng
            69123;Lyon;69001|69002;69;84;520000;45.7600;4.8400
            6912X;Nulle part;69001;69;84;1;45;4
            38185;Grenoble;38000;38;84;beaucoup;45.19;5.72
            38563;Voiron;38500;38;84;20000;"45,36";5.59
            69123;Lyon;69001;69;84;1;45.76;4.84
            29019;Brest;29200;29;53;140000;48.4000;-4.5000
            """);
        var report = await PlaceImport.RunAsync(database.Source, path, dryRun: false, cancel: Cancel);
        var file = Assert.Single(report.Files);
        Assert.Equal(("partial", 6, 2, 4, 1), (file.Status, file.Read, file.Changed, file.Refused, report.ExitStatus));
        Assert.Equal([3L, 4L, 5L, 6L], file.Messages.Select(m => m.Line!.Value));
        Assert.Contains("figure déjà ligne 2", file.Messages[3].Text, StringComparison.Ordinal);
        Assert.Equal(48.4, await ScalarAsync<double>("SELECT lat FROM place WHERE insee = '29019'"));
    }

    [Fact]
    public async Task Places_ExactCentre_MovesActionsThatStoodAtTheOldOne()
    {
        await DemoCatalogue.AddAsync(database.Source, reference, 20, 1, new DateOnly(2026, 11, 22), cancel: Cancel);
        var insee = await ScalarAsync<string>("SELECT insee FROM action ORDER BY id LIMIT 1");
        await ExecuteAsync("UPDATE action SET lat = p.lat, lng = p.lng FROM place p WHERE p.insee = action.insee AND p.insee = @insee; DELETE FROM outbox", new { insee });
        var place = reference.Places.ByInsee(insee)!;
        var path = Write("lieux.csv", FormattableString.Invariant($"""
            insee;name;postcodes;department;region;population;lat;lng
            {insee};{place.Name};{place.Postcodes[0]};{place.Department};{place.Region};{place.Population};{place.Lat + 0.01};{place.Lng}
            """));
        await PlaceImport.RunAsync(database.Source, path, dryRun: false, cancel: Cancel);
        Assert.Equal(place.Lat + 0.01, await ScalarAsync<double>("SELECT DISTINCT lat FROM action WHERE insee = @insee", new { insee }), 9);
        Assert.Equal(await ScalarAsync<int>("SELECT count(*) FROM action WHERE insee = @insee", new { insee }),
            await ScalarAsync<int>("SELECT count(*) FROM outbox"));
    }

    [Fact]
    public async Task Certifications_KnownAsPlaceholder_IsMendedAndItsActionsAnnounced()
    {
        await DemoCatalogue.AddAsync(database.Source, reference, 40, 1, new DateOnly(2026, 11, 22), cancel: Cancel);
        var code = await ScalarAsync<string>(
            "SELECT certification_code FROM offer WHERE certification_code LIKE 'RNCP%' ORDER BY id LIMIT 1");
        await ExecuteAsync("UPDATE certification SET placeholder = true, title = 'inconnu' WHERE code = @code; DELETE FROM outbox",
            new { code });
        var before = await ScalarAsync<long>("SELECT max(version) FROM action");
        Write(Standard, $"{StandardHeader}\"{code}\";\"Cuisinière d’essai\";\"TP\";\"NIV3\";\"31/12/2030\";\"ACTIVE\"\r\n");
        Write("export_fiches_CSV_Nsf_2026_11_22.csv",
            $"\"Numero_Fiche\";\"Nsf_Code\";\"Nsf_Intitule\"\r\n\"{code}\";\"221w\";\"221w : Vente\"\r\n");
        var report = await CertificationImport.RunAsync(database.Source, folder, dryRun: false, cancel: Cancel);
        Assert.Equal(0, report.ExitStatus);
        await using var connection = await database.Source.OpenConnectionAsync(Cancel);
        var mended = await connection.QuerySingleAsync<(string Title, int Level, string[] Nsf, bool Placeholder)>(
            "SELECT title, level::int, nsf, placeholder FROM certification WHERE code = @code", new { code });
        Assert.Equal(("Cuisinière d’essai", 3, false), (mended.Title, mended.Level, mended.Placeholder));
        Assert.Equal(["221"], mended.Nsf);
        var expected = await ScalarAsync<int>(
            "SELECT count(*) FROM action a JOIN offer o ON o.id = a.offer_id WHERE o.certification_code = @code", new { code });
        Assert.Equal(expected, await ScalarAsync<int>("SELECT count(DISTINCT action_id) FROM outbox"));
        Assert.Equal(expected, await ScalarAsync<int>("SELECT count(*) FROM action WHERE version > @before", new { before }));
    }

    [Fact]
    public async Task Certifications_Again_ChangesNothing()
    {
        Write(Standard, $"{StandardHeader}\"RNCP99901\";\"Titre d’essai\";;\"REPRISE\";;\"INACTIVE\"\r\n");
        Assert.Equal(1, (await CertificationImport.RunAsync(database.Source, folder, dryRun: false, cancel: Cancel)).Files[0].Changed);
        Assert.Equal(0, (await CertificationImport.RunAsync(database.Source, folder, dryRun: false, cancel: Cancel)).Files[0].Changed);
    }

    [Fact]
    public async Task Certifications_InAnArchiveAsWindows1252_KeepTheirAccents()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var path = Path.Combine(folder, "export.zip");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        await using (var entry = archive.CreateEntry("dossier/" + Standard).Open())
            entry.Write(Encoding.GetEncoding(1252)
                .GetBytes($"{StandardHeader}\"RNCP99902\";\"Pâtissière – cœur de métier\";;;;\"ACTIVE\"\r\n"));
        await CertificationImport.RunAsync(database.Source, path, dryRun: false, cancel: Cancel);
        Assert.Equal("Pâtissière – cœur de métier", await ScalarAsync<string>("SELECT title FROM certification WHERE code = 'RNCP99902'"));
    }

    [Fact]
    public async Task Certifications_DryRun_ChangesNothing()
    {
        Write(Standard, $"{StandardHeader}\"RNCP99903\";\"Titre d’essai\";;;;\"ACTIVE\"\r\n");
        var report = await CertificationImport.RunAsync(database.Source, folder, dryRun: true, cancel: Cancel);
        Assert.Equal(1, report.Files[0].Changed);
        Assert.Equal(0, await ScalarAsync<int>("SELECT count(*) FROM certification WHERE code = 'RNCP99903'"));
    }

    [Fact]
    public async Task Providers_PublicList_NamesThePlaceholder()
    {
        await ExecuteAsync("INSERT INTO provider (siret, name, placeholder) VALUES ('99900000100001', '1 rue des Lilas', true)");
        var path = Write("of.csv", """
            numeroDeclarationActivite;denomination;siren;siretEtablissementDeclarant;adressePhysiqueOrganismeFormation.codePostal;certifications.actionsDeFormation;certifications.VAE
            11990000001;Organisme d'essai;999000001;00001;69001;true;false
            11990000002;;999000002;00002;69001;true;false
            """);
        var report = await ProviderImport.RunAsync(database.Source, path, dryRun: false, cancel: Cancel);
        Assert.Equal((1, 1), (report.Files[0].Changed, report.Files[0].Refused));
        Assert.Equal("Organisme d'essai",
            await ScalarAsync<string>(
            "SELECT name FROM provider WHERE siret = '99900000100001' AND NOT placeholder AND qualiopi = '{training}'"));
    }

    [Theory]
    [InlineData("colonne;autre\r\n1;2\r\n")]
    [InlineData("")]
    public async Task Places_FileOfSomethingElse_IsUnreadableAndChangesNothing(string content)
    {
        var report = await PlaceImport.RunAsync(database.Source, Write("autre.csv", content), dryRun: false, cancel: Cancel);
        Assert.Equal((2, "rejected"), (report.ExitStatus, report.Files[0].Status));
        Assert.Contains("il manque la colonne", Assert.Single(report.Files[0].Messages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_PathThatIsNotThere_SaysSo() =>
        await Assert.ThrowsAsync<UnreadableFileException>(
            () => PlaceImport.RunAsync(database.Source, Path.Combine(folder, "absent.csv"), dryRun: false, cancel: Cancel));

    private string Write(string name, string content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    private async Task<T> ScalarAsync<T>(string sql, object? values = null)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancel);
        return (await connection.ExecuteScalarAsync<T>(sql, values))!;
    }

    private async Task ExecuteAsync(string sql, object? values = null)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancel);
        await connection.ExecuteAsync(sql, values);
    }
}
