using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>Every page that is not for search engines, as each kind of person sees it.</summary>
[Collection(PrivatePagesGroup.Name)]
public sealed partial class PrivatePageTests(PrivateApplication application)
{
    private const string Visitor = "";
    private const string FirstFactor = PrivateApplication.FirstFactor;

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
        { "analyst:analyst", "/statistiques/analyse" },
        { "analyst:analyst", "/statistiques/analyse?measures=bookings&by=year,sex&fait=vue" },
        { "analyst:analyst", "/statistiques/analyse?by=couleur" },
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
        { "holder", "/mes-listes-d-attente" },
        { "holder-declared", "/mes-listes-d-attente" },
        { "holder", "/formations/{full-action}" },
        { Visitor, "/formations/{full-action}" },
        { Visitor, "/dev/courriels/{mail:waiting-list}" },
        { "holder", "/mon-compte/droits" },
        { "holder", "/mon-compte/droits/historique" },
        { "holder", "/mon-compte/droits/declarations" },
        { "holder", "/mon-compte/droits/declarations?fait=niveau" },
        { "holder", "/mon-compte/droits/contestations" },
        { "holder", "/mon-compte/droits/contestations?fait=envoyee" },
        { "holder", "/formations/{action}" },
        { "holder", "/inscriptions" },
        { "learner", "/inscriptions" },
        { "learner", "/inscriptions?fait=supprimee" },
        { "learner", "/inscriptions/nouvelle?session={session}" },
        { "learner", "/inscriptions/{dossier:draft}/session" },
        { "learner", "/inscriptions/{dossier:draft}/eligibilite" },
        { "learner", "/inscriptions/{dossier:draft}/profil" },
        { "learner", "/inscriptions/{dossier:draft}/financement" },
        { "learner", "/inscriptions/{dossier:draft}/conditions" },
        { "learner", "/inscriptions/{dossier:draft}/envoi" },
        { "learner", "/inscriptions/{dossier:requested}" },
        { "learner", "/inscriptions/{dossier:requested}/messages" },
        { "learner", "/inscriptions/{dossier:proposed}" },
        { "learner", "/inscriptions/{dossier:proposed}/financeur" },
        { "learner", "/inscriptions/{dossier:paying}" },
        { "learner", "/inscriptions/{dossier:accepted}" },
        { "learner", "/inscriptions/{dossier:accepted}/annuler" },
        { "learner", "/inscriptions/{dossier:accepted}/changer-de-session" },
        { "learner", "/inscriptions/{dossier:accepted}/reclamation" },
        { "learner", "/inscriptions/{dossier:begun}" },
        { "learner", "/inscriptions/{dossier:begun}/reclamation" },
        { "learner", "/inscriptions/{dossier:cancelled}" },
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
        { "provider:bookings", "/of/{provider}/inscriptions" },
        { "provider:bookings", "/of/{provider}/fermetures" },
        { "provider:bookings", "/of/{provider}/fermetures?fait=annonce" },
        { "provider:billing", "/of/{provider}" },
        { "provider:bookings", "/of/{provider}" },
        { "provider:billing", "/of/{provider}/coordonnees-bancaires" },
        { "professional", "/espace" },
        { "professional", "/referencement" },
        { "professional", "/referencement/etapes/organisme" },
        { "operator-moderation", "/gestion/referencements" },
        { "operator-moderation", "/gestion/organismes/{siret}" },
        { "operator-control", "/gestion/inscriptions" },
        { "operator-control", "/gestion/inscriptions/delais" },
        { "funder:funder-staff", "/financeurs/{funder}/demandes" },
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
        { "operator-control", "/gestion/paiements" },
        { "holder", "/paiements/{payment}/retour?attente=manuelle" },
        { "holder", "/bac-a-sable/paiement/{payment-reference}" },
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
        await page.AssertServedStructureAsync();
        await page.SetViewportSizeAsync(320, 900);
        await page.AssertFitsAsync(320);
        application.Back(page);
    }

    /// <summary>
    /// Each template once. What a browser without JavaScript is given is judged as it is served, for everybody, in the test
    /// above; whether it fits depends on the template alone.
    /// </summary>
    public static TheoryData<string, string> Templates =>
        new(Pages.Select(row => row.Data).DistinctBy(page => TemplateOf(page.Item2)));

    [Theory, MemberData(nameof(Templates))]
    public async Task Page_WithoutJavaScript_FitsANarrowScreen(string who, string pattern)
    {
        var page = await OpenAsync(who, pattern, javaScript: false, width: 320);
        await page.AssertFitsAsync(320);
        application.Back(page);
    }

    /// <summary>An address without the ids in it and what follows its question mark: whose page it is shows in no template.</summary>
    private static string TemplateOf(string pattern) =>
        Braces().Replace(pattern.Split('?')[0], id => id.Value == "{no-token}" ? id.Value : "{}");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();

    private async Task<IPage> OpenAsync(string who, string pattern, bool javaScript, int width)
    {
        var page = await application.KeptPageAsAsync(who, javaScript, width);
        var path = application.States.Path(pattern);
        await page.GotoAsync(application.Address + path);
        // Led elsewhere, the page meant would not be looked at.
        Assert.Equal(application.Address + path, page.Url);
        return page;
    }
}
