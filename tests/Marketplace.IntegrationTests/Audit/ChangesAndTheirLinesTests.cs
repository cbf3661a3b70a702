using System.Net;
using Marketplace.Catalogue.Providers;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Audit;

/// <summary>A change and its line are there together or not at all.</summary>
public sealed class ChangesAndTheirLinesTests : IAsyncLifetime
{
    private static readonly string[] Tables =
    [
        "account", "account_event", "consent", "contestation", "factor_recovery", "favourite", "holder", "identity_document", "invitation",
            "level_declaration", "litigation_hold", "mail", "membership", "one_time_link", "operator_mission",
        "organisation", "organisation_siret", "passkey", "public_agent_declaration", "saved_query", "saved_search", "stated_reason",
        "vault_entry",
    ];

    // One each: these tests break their database.
    private readonly PeopleApplication _application = new();

    private static Guid Cep => DemoPeople.OrganisationOf("cep");

    /// <summary>Changes that demo people can make, with the right that each leaves a line of.</summary>
    public static TheoryData<string, string, string, string> Changes => new()
    {
        { "holder", "/mon-compte/autorisations", $"organisation={Cep}&scope=account&months=3", "holder.consents" },
        { "holder", "/mes-recherches", "requete=%3Fq%3Dcuisine&nom=Cuisine&alerte=oui", "searches.keep" },
        { "holder", "/mon-compte/droits/declarations/niveau", "choix=declarer&honneur=oui", "entitlements.declare" },
        { "holder", "/mon-compte/droits/declarations/agent-public", "choix=declarer", "entitlements.declare" },
        { "holder", "/mon-compte/droits/contestations", "texte=Mes+droits+manquent.", "contestation.submit" },
        { "holder", "/mon-compte/securite/deconnecter", "", "account.security" },
        { "provider:access-manager", $"/organisations/{DemoPeople.OrganisationOf("provider")}/membres/inviter",
        "email=nouveau@example.org&roles=billing", "organisation.members.manage" },
        { "operator-administrator", $"/organisations/{DemoPeople.OrganisationOf("provider")}/membres/changer",
        $"membre={PersonBrowser.Demo("provider:billing")}&roles=bookings", "organisation.members.manage" },
        { "operator-administrator", $"/organisations/{DemoPeople.OrganisationOf("provider")}/membres/retirer",
        $"membre={PersonBrowser.Demo("provider:billing")}", "organisation.members.manage" },
        { "operator-administrator", "/gestion/organisations",
        $"kind=cep&name=Nouvelle&sirets={Siret.WithCheckDigit("9990090000000")}&email=premier@example.org", "organisations.manage" },
        { "operator-administrator", "/gestion/agents", "email=agent@example.org&givenNames=Andrea&familyName=AGENT&missions=support",
        "operators.manage" },
        { "operator-administrator", "/gestion/agents/missions", $"agent={PersonBrowser.Demo("operator-support")}&missions=moderation",
        "operators.manage" },
        { "operator-support", $"/gestion/motif/{PersonBrowser.Demo("holder")}", "reason=Demande+du+titulaire", "holder.reason.state" },
    };

    public ValueTask InitializeAsync() => ((IAsyncLifetime)_application).InitializeAsync();

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    [Theory, MemberData(nameof(Changes))]
    public async Task Change_LeavesItsLine_AndIsUndoneWhenTheLineCannotBeWritten(string person, string path, string form, string nature)
    {
        using var browser = await PersonBrowser.SignInAsync(_application, person);
        // Another device, to be signed out by the change that does so.
        using var other = await PersonBrowser.SignInAsync(_application, person);
        var fields = form.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=')).Select(pair => (pair[0], WebUtility.UrlDecode(pair[1]))).ToArray();
        // Its first page gives the form token, and stays out of the comparison.
        (await browser.PostAsync("/dev/clock")).Dispose();
        // What the page of the decision shows, while it can be shown.
        if (path.EndsWith("/missions", StringComparison.Ordinal) || path.EndsWith("/agents", StringComparison.Ordinal))
            fields = [.. fields, .. await browser.ShownAsync("/gestion/agents", path, fields)];
        else if (path.Contains("/membres/", StringComparison.Ordinal) && !path.EndsWith("/inviter", StringComparison.Ordinal))
            fields = [.. fields, .. await browser.ShownAsync(path[..path.LastIndexOf('/')], path, fields)];
        var before = await StateAsync();

        await _application.AsOwnerAsync($"REVOKE INSERT ON access_log FROM {_application.ApplicationRole}");
        using (var failed = await browser.PostAsync(path, fields))
            Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal(before, await StateAsync());

        await _application.AsOwnerAsync($"GRANT INSERT ON access_log TO {_application.ApplicationRole}");
        using var done = await browser.PostAsync(path, fields);
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Contains(await StoredLog.OfSessionAsync(_application, browser.Session), line => line.Nature == nature
            && line.Actor == PersonBrowser.Demo(person));
    }

    [Fact]
    public async Task Page_WhoseLineCannotBeWritten_IsNotShown()
    {
        using var browser = await PersonBrowser.SignInAsync(_application, "holder");
        Assert.Contains("1985", (await browser.PageAsync("/mon-compte/identite")).Body!.TextContent);
        await _application.AsOwnerAsync($"REVOKE INSERT ON access_log FROM {_application.ApplicationRole}");
        using var answer = await browser.GetAsync("/mon-compte/identite");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("1985", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Change_ThatFailsAfterItsLine_LeavesNoLine()
    {
        // Checked at the commit: the line is written by then.
        await _application.AsOwnerAsync("""
            CREATE FUNCTION refuse_late() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''too late''; END';
            CREATE CONSTRAINT TRIGGER refuse_late AFTER INSERT ON consent DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_late()
            """);
        using var browser = await PersonBrowser.SignInAsync(_application, "holder");
        using var answer = await browser.PostAsync(
            "/mon-compte/autorisations", ("organisation", $"{Cep}"), ("scope", "account"), ("months", "3"));
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain(await StoredLog.OfSessionAsync(_application, browser.Session), line => line.Operation == "change");
        Assert.Empty(await _application.ReadAsync<Guid>("SELECT id FROM consent"));
    }

    /// <summary>All that changes can touch, as text.</summary>
    private async Task<IReadOnlyList<string>> StateAsync()
    {
        var state = new List<string>();
        foreach (var table in Tables)
            state.AddRange(await _application.ReadAsync<string>($"SELECT '{table} ' || t::text FROM {table} t ORDER BY 1"));
        state.AddRange(await _application.ReadAsync<string>(
            "SELECT 'session ' || id || ended_at::text FROM session_key WHERE ended_at IS NOT NULL ORDER BY 1"));
        return state;
    }
}
