using System.Net;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Access;
using Marketplace.ProviderSpace.Referencing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using CatalogueSiret = Marketplace.Catalogue.Providers.Siret;

namespace Marketplace.IntegrationTests.Referencing;

/// <summary>Somebody with a professional account and no organisation, who asks for their provider to be referenced.</summary>
public sealed record Applicant(Guid Account, string Email, string Siret)
{
    private static int _made;

    public Actor Actor => new(Account, Roles.Professional);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A name of their own, and a SIRET whose key is right.</summary>
    public static async Task<Applicant> MakeAsync(MarketplaceApplication application)
    {
        var email = $"{Guid.NewGuid()}@example.org";
        var account = await application.ScalarAsync<Guid>("""
            INSERT INTO account (kind, email, given_names, family_name, activated_at) VALUES ('professional', @email, 'Camille', 'EXEMPLE', now()) RETURNING id
            """, new { email });
        return new(account, email, SiretNumber(Interlocked.Increment(ref _made)));
    }

    /// <summary>A SIRET that nobody else of a test has.</summary>
    public static string SiretNumber(int number) =>
        CatalogueSiret.WithCheckDigit(CatalogueSiret.SirenWithCheckDigit($"777{number:00000}") + "0001");

    /// <summary>An application that is sent, made by the program's own commands.</summary>
    public async Task<Guid> SubmitAsync(MarketplaceApplication application)
    {
        var applications = application.Services.GetRequiredService<Applications>();
        var id = await applications.StartAsync(Actor, Stop);
        await applications.SaveAsync(Siret, _ => Whole(Email), Actor, Stop);
        foreach (var kind in new[] { "registration", "identity", "conviction", "qualiopi" })
            await applications.AddDocumentAsync(kind, new("piece.pdf", "application/pdf", "%PDF-1.7"u8.ToArray()), Actor, Stop);
        await applications.SubmitAsync(Actor, Stop);
        return id;
    }

    /// <summary>An application that is accepted.</summary>
    /// <returns>The organisation.</returns>
    public async Task<Guid> AcceptedAsync(MarketplaceApplication application)
    {
        var id = await SubmitAsync(application);
        var decisions = application.Services.GetRequiredService<ApplicationDecisions>();
        await decisions.CompleteAsync(id, await SeenAsync(application, id), Operator, Stop);
        return await decisions.AcceptAsync(id, await SeenAsync(application, id), "Tout est en ordre.", Operator, Stop);
    }

    public static Actor Operator => new(PersonBrowser.Demo("operator-moderation"), "operator-moderation");

    public static async Task<string> SeenAsync(MarketplaceApplication application, Guid id) =>
        (await application.Services.GetRequiredService<ReferencingReader>().FindAsync(id, Stop))!.Version;

    private static ApplicationContent Whole(string email) => new()
    {
        Name = "Centre de Camille", LegalForm = "company", Address = "1 rue de Marseille", Postcode = "69007", City = "Lyon",
        ContactName = "Camille EXEMPLE", ContactEmail = email, Nda = "84691234569", ActivityReported = true, Qualiopi = ["training"],
        QualiopiBody = "Certificateur", QualiopiUntil = new(2099, 12, 31), NeedsNoHabilitation = true, Subcontracts = false,
        PaysTaxes = true,
        AcceptsTerms = true,
    };
}
