using Microsoft.Playwright;
using Xunit;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>Every page that is not for search engines, as each kind of person sees it.</summary>
[Collection(PrivatePagesGroup.Name)]
public sealed class PrivatePageTests(PrivateApplication application)
{
    private const string Visitor = "";
    private const string FirstFactor = "first-factor:";

    /// <summary>Who looks, and where. Braces are for <see cref="PrivateStates.Path"/>.</summary>
    public static TheoryData<string, string> Pages => new()
    {
        { Visitor, "/connexion" },
        { Visitor, "/connexion?retour=/mon-compte" },
        { Visitor, "/connexion/compte" },
        { Visitor, "/connexion/inscription" },
        { Visitor, "/connexion/oubli" },
        { Visitor, "/connexion/oubli?pour=gestion" },
        { Visitor, "/connexion/refus?cause=cancelled" },
        { Visitor, "/connexion/refus?cause=pivot" },
        { Visitor, "/connexion/refus" },
        { Visitor, "/connexion/activer/{activation}" },
        { Visitor, "/connexion/activer/{no-token}" },
        { Visitor, "/gestion/connexion" },
        { Visitor, "/deconnexion/faite" },
        { Visitor, "/droits-d-acces" },
        { Visitor, "/mes-favoris" },
        { Visitor, "/dev" },
        { Visitor, "/dev/courriels" },
        { Visitor, "/dev/courriels/{mail:activation}" },
        { Visitor, "/dev/courriels/{mail:invitation}" },
        { Visitor, "/dev/courriels/{mail:identity-decision}" },
        { Visitor, "/dev/courriels/{mail:search-digest}" },
        { Visitor, "/nulle-part" },
        { FirstFactor + "holder-declared", "/connexion/code" },
        { FirstFactor + "holder-declared", "/connexion/second-facteur" },
        { FirstFactor + "holder-declared", "/connexion/secours" },
        { FirstFactor + "verified", "/connexion/secours" },
        { FirstFactor + "mismatch", "/connexion/secours" },
        { FirstFactor + "operator-support", "/connexion/secours" },
        { Visitor, "/connexion/secours/arreter/{stop-recovery}" },
        { Visitor, "/dev/courriels/{mail:factor-recovery}" },
        { "holder", "/" },
        { "holder", "/mon-compte" },
        { "holder", "/mon-compte/identite" },
        { "holder", "/mon-compte/numero" },
        { "holder", "/mon-compte/consultations" },
        { "holder", "/mon-compte/consultations?tout=oui&page=2" },
        { "holder", "/mon-compte/autorisations" },
        { "holder", "/mon-compte/autorisations?fait=donne" },
        { "holder", "/mon-compte/securite" },
        { "holder", "/mon-compte/securite?fait=deconnectes" },
        { Visitor, "/desabonnement/{unsubscribe}" },
        { "holder", "/mes-recherches" },
        { "holder", "/mes-recherches?fait=complet" },
        { "holder-declared", "/mes-recherches" },
        { "holder", "/mes-recherches/nouvelle?q=cuisine&near=69123" },
        { "holder", "/mes-favoris" },
        { "holder", "/mes-favoris?fait=complet" },
        { "holder-declared", "/mes-favoris" },
        { "holder", "/mon-compte/droits" },
        { "holder", "/mon-compte/droits/historique" },
        { "holder", "/mon-compte/droits/declarations" },
        { "holder", "/mon-compte/droits/declarations?fait=niveau" },
        { "holder", "/mon-compte/droits/contestations" },
        { "holder", "/mon-compte/droits/contestations?fait=envoyee" },
        { "holder", "/formations/{action}" },
        { "holder-declared", "/mon-compte/droits" },
        { "holder", "/gestion" },
        { "holder-declared", "/mon-compte" },
        { "holder-declared", "/mon-compte/identite" },
        { "holder-declared", "/mon-compte/numero" },
        { "holder-declared", "/mon-compte/consultations" },
        { "holder-declared", "/mon-compte/autorisations" },
        { "holder-declared", "/mon-compte/securite" },
        { "waiting", "/mon-compte" },
        { "waiting", "/mon-compte/identite" },
        { "mismatch", "/mon-compte" },
        { "mismatch", "/mon-compte/numero" },
        { "refused", "/mon-compte" },
        { "refused", "/mon-compte/identite" },
        { "verified", "/mon-compte" },
        { "verified", "/mon-compte/numero" },
        { "provider:access-manager", "/espace" },
        { "provider:access-manager", "/mon-compte" },
        { "provider:access-manager", "/mon-compte/securite" },
        { "provider:access-manager", "/organisations/{provider}" },
        { "provider:access-manager", "/organisations/{provider}/membres" },
        { "provider:access-manager", "/organisations/{provider}/membres?fait=invite" },
        { "provider:access-manager", "/organisations/{cep}" },
        { "provider:billing", "/organisations/{provider}" },
        { "provider:billing", "/organisations/{provider}/membres" },
        { "employer:employer-staff", "/invitations/{invitation}" },
        { "employer:employer-staff", "/invitations/{no-token}" },
        { "employer:employer-staff", "/organisations/{employer}" },
        { "employer:employer-staff", "/financeurs/{employer}/dotations" },
        { "employer:employer-staff", "/financeurs/{employer}/dotations/nouvelle" },
        { "employer:employer-staff", "/financeurs/{employer}/dotations/{order:draft}" },
        { "employer:employer-staff", "/financeurs/{employer}/dotations/{order:paid}" },
        { "funder:funder-staff", "/financeurs/{funder}/dotations" },
        { "funder:funder-staff", "/financeurs/{funder}/dotations/nouvelle" },
        { "operator-rights", "/gestion/virements" },
        { "cep:cep-advisor", "/organisations/{cep}" },
        { "cep:cep-advisor", "/cep/{cep}/titulaires" },
        { "cep:cep-advisor", "/cep/{cep}/titulaires/{holder}" },
        { "cep:cep-advisor", "/cep/{cep}/titulaires/{verified}" },
        { "operator-rights", "/gestion" },
        { "operator-rights", "/gestion/identites" },
        { "operator-rights", "/gestion/identites/{waiting}" },
        { "operator-rights", "/gestion/contestations" },
        { "operator-rights", "/gestion/secours" },
        { "operator-rights", "/gestion/secours/{mismatch}" },
        { "operator-rights", "/gestion/identites/{mismatch}" },
        { "operator-rights", "/gestion/titulaires" },
        { "operator-rights", "/gestion/motif/{holder}" },
        { "operator-rights", "/gestion/titulaires/{holder}" },
        { "operator-rights", "/mon-compte/identite" },
        { "operator-fraud", "/gestion/titulaires/{waiting}" },
        { "operator-moderation", "/gestion" },
        { "operator-administrator", "/gestion" },
        { "operator-administrator", "/gestion/organisations" },
        { "operator-administrator", "/gestion/organisations?q=introuvable" },
        { "operator-moderation", "/gestion/recherches-sans-resultat" },
        { "operator-moderation", "/gestion/recherches-sans-resultat?periode=7" },
        { "operator-administrator", "/gestion/agents" },
        { "operator-administrator", "/gestion/journal" },
        { "operator-administrator", "/gestion/journal?sujet={holder}&nature=holder.file.view&du=2020-01-01&au=2100-01-01" },
        { "operator-administrator", "/gestion/journal?inconnu=oui&du=2100-01-01" },
        { "operator-administrator", "/organisations/{provider}/membres" },
        { "operator-administrator", "/mon-compte/securite" },
        { "operator-administrator", "/mon-compte/securite/confirmer?retour=/gestion/agents" },
        { "operator-administrator", "/mon-compte/securite/mot-de-passe" },
        { "holder", "/mon-compte/securite/confirmer" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_InABrowser_IsAccessibleAndFitsANarrowScreen(string who, string pattern)
    {
        var page = await OpenAsync(who, pattern, javaScript: true, width: 1280);
        await page.AssertAccessibleAsync();
        await page.AssertStructureAsync();
        await page.SetViewportSizeAsync(320, 900);
        await page.AssertFitsAsync(320);
        await page.Context.CloseAsync();
    }

    /// <summary>Each page once: what an address adds after its question mark looks the same without JavaScript.</summary>
    public static TheoryData<string, string> PagesWithoutScript =>
        new(Pages.Select(row => row.Data).Where(page => !page.Item2.Contains('?', StringComparison.Ordinal)).DistinctBy(page => page.Item2));

    [Theory, MemberData(nameof(PagesWithoutScript))]
    public async Task Page_WithoutJavaScript_IsWhole(string who, string pattern)
    {
        var page = await OpenAsync(who, pattern, javaScript: false, width: 320);
        await page.AssertFitsAsync(320);
        await page.AssertStructureAsync();
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(string who, string pattern, bool javaScript, int width)
    {
        var page = await application.WindowAsync(javaScript, width);
        if (who.StartsWith(FirstFactor, StringComparison.Ordinal))
            await application.GiveFirstFactorAsync(page, application.States[who[FirstFactor.Length..]]);
        else if (who != Visitor)
        {
            var session = await application.SignInAsync(page, application.States[who]);
            if (who is "operator-rights" or "operator-fraud")
                await application.States.StateReasonsAsync(session, who);
        }
        var path = application.States.Path(pattern);
        await page.GotoAsync(application.Address + path);
        // Led elsewhere, the page meant would not be looked at.
        Assert.Equal(application.Address + path, page.Url);
        return page;
    }
}
