using System.Net;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Access;
using Marketplace.People.Holders;
using Marketplace.Platform.Processes;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Holders;

public sealed class IdentityCheckTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task Identity_DeclaredAndAccepted_IsVerifiedToldAndItsDocumentsAreGone()
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var (id, browser) = await application.HolderAsync("acceptee@exemple.fr");
        Assert.Equal("/mon-compte", (await browser.DeclareAsync("ACCEPTEE", HolderVisits.Jpeg, HolderVisits.Pdf)).Location);
        Assert.Contains("Camille ACCEPTEE", (await rights.GetAsync("/gestion/identites")).Text);
        var check = await rights.GetAsync($"/gestion/identites/{id}");
        var documents = check.Page.QuerySelectorAll("a[href*='/pieces/']").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(2, documents.Count);
        var files = new List<Answer> { await rights.GetAsync(documents[0]), await rights.GetAsync(documents[1]) };
        Assert.Equal(["application/pdf", "image/jpeg"], files.Select(file => file.Response.Content.Headers.ContentType?.MediaType).Order());
        Assert.All(files, file => Assert.Equal("attachment", file.Response.Content.Headers.ContentDisposition?.DispositionType));
        Assert.Equal(2, await EntriesAsync(id));
        var entries = await application.ScalarAsync<Guid[]>(
            "SELECT array_agg(entry) FROM identity_document WHERE account_id = @id", new { id });

        Assert.Equal("/gestion/identites", (await rights.DecideAsync(id, "identite", "accepter")).Location);
        Assert.Equal("verified", await StatusAsync(id));
        Assert.Equal(0, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM identity_document WHERE account_id = @id", new { id }));
        Assert.Equal(0, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM vault_entry WHERE id = ANY (@entries)", new { entries }));
        Assert.Equal(HttpStatusCode.NotFound, (await rights.GetAsync(documents[0])).Status);
        var mail = (await application.MailsToAsync("acceptee@exemple.fr"))[^1];
        Assert.Equal(("identity-decision", "Votre identité est vérifiée."), (mail.Template, mail.Values["decision"]));
        Assert.Contains("Votre identité est vérifiée.", (await browser.GetAsync("/mon-compte")).Text);
    }

    [Fact]
    public async Task Identity_Refused_NeedsANoteAndMayBeDeclaredAgain()
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var (id, browser) = await application.HolderAsync("refusee@exemple.fr");
        await browser.DeclareAsync("REFUSEE", HolderVisits.Jpeg);
        var withoutNote = await rights.DecideAsync(id, "identite", "refuser", "  ");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, withoutNote.Status);
        Assert.Contains("Dites au titulaire pourquoi", withoutNote.Text);
        Assert.Equal("submitted", await StatusAsync(id));

        Assert.Equal("/gestion/identites", (await rights.DecideAsync(id, "identite", "refuser", "La photo est floue.")).Location);
        Assert.Equal("refused", await StatusAsync(id));
        Assert.Equal(0, await EntriesAsync(id));
        Assert.Equal("La photo est floue.", (await application.MailsToAsync("refusee@exemple.fr"))[^1].Values["note"]);
        Assert.Contains("La photo est floue.", (await browser.GetAsync("/mon-compte/identite")).Text);
        Assert.Equal("/mon-compte", (await browser.DeclareAsync("REFUSEE", HolderVisits.Jpeg)).Location);
        Assert.Equal("submitted", await StatusAsync(id));
    }

    /// <summary>The field has several lines; the e-mail has one.</summary>
    [Fact]
    public async Task Identity_RefusedInSeveralLines_IsToldInOne()
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var (id, browser) = await application.HolderAsync("lignes@exemple.fr");
        await browser.DeclareAsync("LIGNES", HolderVisits.Jpeg);
        Assert.Equal("/gestion/identites",
            (await rights.DecideAsync(id, "identite", "refuser", "La photo est floue.\r\nEnvoyez le verso.")).Location);
        Assert.Equal("La photo est floue. Envoyez le verso.", (await application.MailsToAsync("lignes@exemple.fr"))[^1].Values["note"]);
    }

    // Rows are names: the runner sends every row between processes.
    private static readonly Dictionary<string, (byte[][] Documents, string Sentence)> WrongFiles = new()
    {
        { "aucune", ([], "un ou deux fichiers") },
        { "trois", ([HolderVisits.Jpeg, HolderVisits.Jpeg, HolderVisits.Jpeg], "un ou deux fichiers") },
        { "vide", ([[]], "vide ou dépasse 5 Mo") },
        { "lourd", ([[.. HolderVisits.Jpeg, .. new byte[IdentityDocument.MaxLength]]], "vide ou dépasse 5 Mo") },
        { "html", (["<script>alert(1)</script>"u8.ToArray()], "ni une image JPEG ou PNG, ni un PDF") },
        { "gif", (["GIF89a"u8.ToArray()], "ni une image JPEG ou PNG, ni un PDF") },
        { "svg-second", ([HolderVisits.Jpeg, "<svg onload='alert(1)'/>"u8.ToArray()], "ni une image JPEG ou PNG, ni un PDF") },
    };

    public static TheoryData<string> WrongDocuments => [.. WrongFiles.Keys];

    [Theory, MemberData(nameof(WrongDocuments))]
    public async Task Documents_NotAsAsked_AreRefusedAndNothingIsKept(string name)
    {
        var (documents, sentence) = WrongFiles[name];
        var (id, browser) = await application.HolderAsync($"{name}@exemple.fr");
        var answer = await browser.DeclareAsync("DOCUMENT", documents);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(sentence, answer.Text);
        Assert.Equal("declared", await StatusAsync(id));
        Assert.Equal(0, await EntriesAsync(id));
    }

    [Fact]
    public async Task Document_UnderAnotherHoldersAddress_IsNotFound()
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var (id, browser) = await application.HolderAsync("sienne@exemple.fr");
        var (other, otherBrowser) = await application.HolderAsync("autrui@exemple.fr");
        await browser.DeclareAsync("SIENNE", HolderVisits.Jpeg);
        await otherBrowser.DeclareAsync("AUTRUI", HolderVisits.Jpeg);
        var document = await application.ScalarAsync<Guid>("SELECT id FROM identity_document WHERE account_id = @other", new { other });
        Assert.Equal(HttpStatusCode.OK, (await rights.GetAsync($"/gestion/identites/{other}/pieces/{document}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await rights.GetAsync($"/gestion/identites/{id}/pieces/{document}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync($"/gestion/identites/{id}/pieces/{document}")).Status);
    }

    [Fact]
    public async Task Identity_OfAnotherAccount_CannotBeAccepted()
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        await application.VerifiedAsync(rights, "double1@exemple.fr", "DOUBLE");
        var (id, browser) = await application.HolderAsync("double2@exemple.fr");
        await browser.DeclareAsync("Doublé", HolderVisits.Jpeg);
        var answer = await rights.DecideAsync(id, "identite", "accepter");
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("submitted", await StatusAsync(id));
        Assert.Equal("/gestion/identites", (await rights.DecideAsync(id, "identite", "refuser", "Vous avez déjà un compte.")).Location);
    }

    [Fact]
    public async Task Identity_OfTwoAccountsAcceptedAtTheSameTime_IsOnesOnly()
    {
        var checks = application.Services.GetRequiredService<IdentityChecks>();
        var actor = new Actor(DemoPeople.All.Single(person => person.Key == "operator-rights").Id, "operator-rights");
        var holders = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            var (id, browser) = await application.HolderAsync($"jumeau{i}@exemple.fr");
            await browser.DeclareAsync("JUMEAU", HolderVisits.Jpeg);
            holders.Add(id);
        }
        var store = application.Services.GetRequiredService<HolderStore>();
        var seen = new Dictionary<Guid, string>();
        foreach (var id in holders)
            seen[id] = (await store.FindAsync(id, TestContext.Current.CancellationToken))!.IdentityVersion;
        var refusals = await Task.WhenAll(holders.Select(async id =>
        {
            try
            {
                Assert.Equal(CheckOutcome.Done,
                    await checks.DecideAsync(id, seen[id], true, null, "http://localhost", actor, TestContext.Current.CancellationToken));
                return "";
            }
            catch (ProcessRefusedException refused)
            {
                return refused.Message;
            }
        }));
        const string Duplicate = "Un autre compte a déjà cette identité : elle ne peut pas être acceptée ici.";
        Assert.Equal(["", Duplicate, Duplicate, Duplicate], refusals.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Identity_Waiting_IsNotDeclaredTwiceNorDecidedTwice()
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var (id, browser) = await application.HolderAsync("patience@exemple.fr");
        await browser.DeclareAsync("PATIENCE", HolderVisits.Jpeg);
        AssertRefused("Cette identité est dans l’état « À contrôler » : il n’est pas possible de la déclarer.",
            await browser.DeclareAsync("AUTRE", HolderVisits.Jpeg));
        Assert.Equal("PATIENCE", await application.ScalarAsync<string>("SELECT birth_name FROM holder WHERE account_id = @id", new { id }));
        await rights.DecideAsync(id, "identite", "accepter");
        var again = await rights.DecideAsync(id, "identite", "refuser", "Trop tard.");
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal("verified", await StatusAsync(id));
        AssertRefused("Cette identité est dans l’état « Vérifiée » : il n’est pas possible de la déclarer.",
            await browser.DeclareAsync("AUTRE", HolderVisits.Jpeg));
        Assert.Equal("verified", await StatusAsync(id));
    }

    private static void AssertRefused(string sentence, Answer answer)
    {
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains(sentence, answer.Text);
    }

    private Task<string?> StatusAsync(Guid id) =>
        application.ScalarAsync<string>("SELECT identity_status FROM holder WHERE account_id = @id", new { id });

    private Task<int> EntriesAsync(Guid id) => application.ScalarAsync<int>(
        "SELECT count(*)::int FROM identity_document d JOIN vault_entry v ON v.id = d.entry WHERE d.account_id = @id", new { id });
}

public sealed class IdentityProcessTests
{
    private static readonly string[] States = [
        IdentityProcess.Declared, IdentityProcess.Submitted, IdentityProcess.Verified, IdentityProcess.Refused];

    private static readonly Dictionary<(string, string), string> Possible = new()
    {
        [("declared", "submit")] = "submitted",
        [("refused", "submit")] = "submitted",
        [("submitted", "verify")] = "verified",
        [("submitted", "refuse")] = "refused",
    };

    /// <summary>Every state with every event, and with one that does not exist.</summary>
    public static TheoryData<string, string, string?> All
    {
        get
        {
            var all = new TheoryData<string, string, string?>();
            foreach (var state in States)
                foreach (var name in new[] { "submit", "verify", "refuse", "delete" })
                    all.Add(state, name, Possible.GetValueOrDefault((state, name)));
            return all;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Transition_IsOneOfTheTableOrRefused(string from, string name, string? to) =>
        Assert.Equal(to, IdentityProcess.Table.Lines.SingleOrDefault(line => line.From == from && line.Event == name)?.To);
}
