using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>
/// Forms sent back: what the browser itself would stop is let through (<c>novalidate</c>), as from a browser that does
/// not check, and the answer says what is wrong without losing what was typed.
/// </summary>
[Collection(PrivatePagesGroup.Name)]
public sealed class RefusedFormTests(PrivateApplication application)
{
    /// <summary>Who, where, the button, fields and what is typed into them, and what the answer says.</summary>
    public static TheoryData<string, string, string, string, string> Forms => new()
    {
        { "", "/connexion/inscription", "Recevoir le lien", "email=zoe", "Écrivez une adresse électronique" },
        { "", "/connexion/oubli", "Recevoir le lien", "email=zoe", "Écrivez une adresse électronique" },
        { "", "/connexion/compte", "Continuer", "email=zoe@demo.example&password=faux", "incorrect" },
        { "", "/gestion/connexion", "Continuer", "email=zoe@demo.example&password=faux", "incorrect" },
        { "", "/connexion/activer/{activation}", "Continuer", "password=court", "au moins" },
        { "first-factor:holder-declared", "/connexion/code", "Se connecter", "code=000000", "Ce code" },
        { "first-factor:holder-declared", "/connexion/second-facteur", "Continuer", "code=000000", "Ce code" },
        { "holder-declared", "/mon-compte/identite", "Envoyer pour vérification", "birthName=MARTIN&givenNames=Zoé&birthPlace=69123",
        "date de naissance" },
        { "verified", "/mon-compte/numero", "Rattacher mon numéro", "nir=12&cardName=MARTIN&cardGivenNames=Zoé",
        "Il manque 13 caractères" },
        { "verified", "/mon-compte/numero", "Rattacher mon numéro", "nir=285026912300110", "Écrivez aussi vos nom et prénoms" },
        { "provider:access-manager", "/organisations/{provider}/membres", "Envoyer l’invitation", "email=zoe",
        "Écrivez l’adresse électronique" },
        { "provider:access-manager", "/organisations/{provider}/membres", "Envoyer l’invitation", "email=zoe@demo.example",
        "Choisissez au moins un rôle" },
        { "operator-rights", "/gestion/titulaires", "Chercher", "birthName=MARTIN", "Donnez une adresse" },
        { "operator-rights", "/gestion/titulaires", "Chercher", "nir=12", "Il manque 13 caractères" },
        { "operator-rights", "/gestion/titulaires", "Chercher", "email=personne@demo.example", "Personne ne correspond" },
        { "operator-rights", "/gestion/motif/{holder}", "Ouvrir le dossier", "", "Choisissez un motif" },
        { "operator-rights", "/gestion/identites/{waiting}", "Refuser", "", "Dites au titulaire pourquoi" },
        { "operator-rights", "/gestion/identites/{mismatch}", "Refuser ce numéro", "", "Dites au titulaire pourquoi" },
        { "operator-administrator", "/gestion/organisations", "Créer et inviter", "name=Organisme&sirets=123&email=zoe@demo.example",
        "n’est pas un SIRET" },
        { "operator-administrator", "/gestion/agents", "Envoyer le lien", "givenNames=Zoé&familyName=Martin&email=zoe@demo.example",
        "Choisissez au moins une mission" },
        { "operator-administrator", "/gestion/organisations", "Créer et inviter", "sirets=123&email=zoe", "3 réponses sont à corriger" },
        { "operator-administrator", "/gestion/agents", "Envoyer le lien", "familyName=Martin&email=zoe", "3 réponses sont à corriger" },
        { "holder-declared", "/mon-compte/identite", "Envoyer pour vérification", "birthPlace=69", "6 réponses sont à corriger" },
        { "funder:funder-staff", "/financeurs/{funder}/dotations/nouvelle", "Contrôler le fichier", "", "Joignez un fichier CSV" },
        { "", "/simulateur", "Calculer", "prix=mille&droits=1e3", "4 réponses sont à corriger" },
        { "", "/annulation", "Calculer", "prix=mille&taux=abc", "7 réponses sont à corriger" },
        { "learner", "/inscriptions/{dossier:draft}/profil", "Continuer", "email=zoe&commune=Nulleparville", "réponses sont à corriger" },
        { "learner", "/inscriptions/{dossier:draft}/conditions", "Continuer", "", "Cochez la case pour accepter" },
        { "learner", "/inscriptions/{dossier:proposed}/financeur", "Envoyer au financeur", "montant=beaucoup",
        "3 réponses sont à corriger" },
        { "learner", "/inscriptions/{dossier:requested}/messages", "Envoyer", "", "Écrivez votre message" },
        { "operator-administrator", "/gestion/journal", "Ce qui la concerne", "email=personne@demo.example", "Aucun compte" },
    };

    [Theory, MemberData(nameof(Forms))]
    public async Task Form_WithMistakes_ComesBackAccessible(string who, string path, string button, string typed, string says)
    {
        var page = await SendAsync(who, path, button, typed, javaScript: true);
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync(says);
        await page.AssertAccessibleAsync();
        await page.SetViewportSizeAsync(320, 900);
        await page.AssertFitsAsync(320);
        application.Back(page);
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task Form_WithMistakes_WithoutJavaScript_ComesBackWhole(string who, string path, string button, string typed, string says)
    {
        var page = await SendAsync(who, path, button, typed, javaScript: false);
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync(says);
        await page.AssertStructureAsync();
        // The log's form leads to an address, which nothing personal may be in.
        if (path == "/gestion/journal")
            typed = "";
        foreach (var (name, value) in Fields(typed))
            if (await page.Locator($"#{name}").GetAttributeAsync("type") is not "password" && name is not ("code" or "nir"))
                await Expect(page.Locator($"#{name}")).ToHaveValueAsync(value);
        application.Back(page);
    }

    /// <summary>By keyboard alone: the summary has the focus, its links lead into the fields.</summary>
    [Fact]
    public async Task Form_WithMistakes_StartsAtItsSummary_WhichLeadsToTheFields()
    {
        var page = await SendAsync("", "/simulateur", "Calculer", "prix=mille&droits=1e3", javaScript: false);
        await Expect(page.Locator("#erreurs")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#prix")).ToBeFocusedAsync();
        application.Back(page);
    }

    /// <summary>The cookie of the form is gone: the page was left open for too long.</summary>
    [Fact]
    public async Task Form_Expired_SaysHowToGoOn()
    {
        var page = await application.OpenAsync("/connexion/inscription");
        await page.Context.ClearCookiesAsync();
        await page.Locator("#email").FillAsync("zoe@demo.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Recevoir le lien" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Erreur 400");
        await page.AssertAccessibleAsync();
        await page.AssertStructureAsync();
        await page.Context.CloseAsync();
    }

    private async Task<IPage> SendAsync(string who, string path, string button, string typed, bool javaScript)
    {
        var page = await application.KeptPageAsAsync(who, javaScript);
        await page.GotoAsync(application.Address + application.States.Path(path));
        await page.EvaluateAsync("for (const form of document.forms) form.noValidate = true");
        foreach (var (name, value) in Fields(typed))
            await page.Locator($"#{name}").FillAsync(value);
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        return page;
    }

    private static IEnumerable<(string Name, string Value)> Fields(string typed) =>
        typed.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]));
}
