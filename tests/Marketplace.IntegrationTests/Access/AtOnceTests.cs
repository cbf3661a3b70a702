using System.Net;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Access;

/// <summary>What is taken away counts from the next request, in sessions that run too.</summary>
public sealed class AtOnceTests : IAsyncLifetime
{
    // One each: these tests change the demo people.
    private readonly PeopleApplication _application = new();

    private static Guid Cep => DemoPeople.OrganisationOf("cep");

    private static Guid Provider => DemoPeople.OrganisationOf("provider");

    private static string Members => $"/organisations/{Provider}/membres";

    public ValueTask InitializeAsync() => ((IAsyncLifetime)_application).InitializeAsync();

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    [Fact]
    public async Task Consent_GivenAndRevoked_OpensAndShutsTheAccountForTheAdvisor()
    {
        var file = $"/cep/{Cep}/titulaires/{PersonBrowser.Demo("holder")}";
        using var holder = await PersonBrowser.SignInAsync(_application, "holder");
        using var advisor = await PersonBrowser.SignInAsync(_application, "cep:cep-advisor");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(advisor, file));

        await DoAsync(holder, "/mon-compte/autorisations", ("organisation", $"{Cep}"), ("scope", "account"), ("months", "3"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(advisor, file));
        Assert.Contains(file, (await advisor.PageAsync($"/cep/{Cep}/titulaires")).Body!.InnerHtml);

        var consent = (await holder.PageAsync("/mon-compte/autorisations")).QuerySelector("input[name=accord]")!.GetAttribute("value")!;
        await DoAsync(holder, "/mon-compte/autorisations/retirer", ("accord", consent));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(advisor, file));
        Assert.DoesNotContain(file, (await advisor.PageAsync($"/cep/{Cep}/titulaires")).Body!.InnerHtml);
    }

    [Fact]
    public async Task Consent_OfManyHolders_LetsEachBeOpened()
    {
        // More than the list shows.
        await _application.AsOwnerAsync("""
            WITH made AS (INSERT INTO account (kind, given_names, family_name, activated_at) SELECT 'holder', 'Alix', 'A' || n, now() FROM generate_series(1, 510) n RETURNING id),
                holders AS (INSERT INTO holder (account_id) SELECT id FROM made RETURNING account_id)
            INSERT INTO consent (holder_id, organisation_id, scope, expires_at) SELECT account_id, @Cep, 'identity', now() + interval '1 day' FROM holders
            """, new { Cep });
        var last = await _application.AddHolderAsync("ZOLA");
        await _application.AsOwnerAsync("UPDATE account SET family_name = 'ZOLA' WHERE id = @last", new { last });
        await _application.ConsentAsync(last, Cep);
        using var advisor = await PersonBrowser.SignInAsync(_application, "cep:cep-advisor");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(advisor, $"/cep/{Cep}/titulaires/{last}"));
    }

    [Fact]
    public async Task Membership_Removed_IsRefusedAtOnce()
    {
        using var manager = await PersonBrowser.SignInAsync(_application, "provider:access-manager");
        using var member = await PersonBrowser.SignInAsync(_application, "provider:billing");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(member, $"/organisations/{Provider}"));
        await DecideAsync(manager, Members, Members + "/retirer", ("membre", $"{PersonBrowser.Demo("provider:billing")}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(member, $"/organisations/{Provider}"));
    }

    [Fact]
    public async Task Roles_Changed_CountAtOnce()
    {
        using var manager = await PersonBrowser.SignInAsync(_application, "provider:access-manager");
        using var member = await PersonBrowser.SignInAsync(_application, "provider:billing");
        var id = ("membre", $"{PersonBrowser.Demo("provider:billing")}");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(member, Members));
        await DecideAsync(manager, Members, Members + "/changer", id, ("roles", "billing"), ("roles", "access-manager"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(member, Members));
        await DecideAsync(manager, Members, Members + "/changer", id, ("roles", "bookings"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(member, Members));
    }

    [Fact]
    public async Task Organisation_Closed_IsRefusedAtOnce()
    {
        using var member = await PersonBrowser.SignInAsync(_application, "provider:billing");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(member, $"/organisations/{Provider}"));
        await _application.AsOwnerAsync("UPDATE organisation SET closed_at = now() WHERE id = @Provider", new { Provider });
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(member, $"/organisations/{Provider}"));
    }

    [Fact]
    public async Task Missions_ChangedAndTakenAway_CountAtOnce()
    {
        using var administrator = await PersonBrowser.SignInAsync(_application, "operator-administrator");
        using var agent = await PersonBrowser.SignInAsync(_application, "operator-support");
        var id = ("agent", $"{PersonBrowser.Demo("operator-support")}");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(agent, "/gestion/titulaires"));
        await DecideAsync(administrator, "/gestion/agents", "/gestion/agents/missions", id, ("missions", "moderation"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(agent, "/gestion/titulaires"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(agent, "/gestion"));
        await DecideAsync(administrator, "/gestion/agents", "/gestion/agents/missions", id);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(agent, "/gestion"));
    }

    private static async Task DoAsync(PersonBrowser browser, string path, params (string, string)[] fields)
    {
        using var answer = await browser.PostAsync(path, fields);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task DecideAsync(PersonBrowser browser, string page, string path, params (string, string)[] fields)
    {
        using var answer = await browser.DecideAsync(page, path, fields);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(PersonBrowser browser, string path)
    {
        using var answer = await browser.GetAsync(path);
        return answer.StatusCode;
    }
}
