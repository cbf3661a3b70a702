using System.Net;
using Marketplace.IntegrationTests.Accounts;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.FrontDoor;

/// <summary>Where a sign-in leads: links to it are written by anybody.</summary>
public sealed class RedirectTests(PortApplication application) : IClassFixture<PortApplication>
{
    /// <summary>Values of <c>retour</c> as they stand in the address, encoded.</summary>
    public static TheoryData<string, string> Elsewhere => new()
    {
        { "two slashes", "%2F%2Fmechant.example" },
        { "slash and backslash", "%2F%5Cmechant.example" },
        { "backslashes", "%5C%5Cmechant.example" },
        { "absolute", "https%3A%2F%2Fmechant.example" },
        { "no scheme, user info", "%2F%2Fexemple.fr%40mechant.example" },
        { "user info", "https%3A%2F%2Flocalhost%40mechant.example" },
        { "script", "javascript%3Aalert(1)" },
        { "data", "data%3Atext%2Fhtml%2C%3Cscript%3Ealert(1)%3C%2Fscript%3E" },
        { "tab that browsers drop", "%2F%09%2Fmechant.example" },
        { "line end that browsers drop", "%2F%0A%2Fmechant.example" },
        { "header injection", "%2Fmon-compte%0D%0ASet-Cookie%3A%20session%3Dpiege" },
        { "null byte", "%2F%00%2Fmechant.example" },
        { "leading blank", "%20%2F%2Fmechant.example" },
        { "letters that no header can hold", "%2F%C3%A9" },
        { "full-width slash", "%2F%EF%BC%8Fmechant.example" },
        { "backslash further on", "%2Fmon-compte%5C..%5C..%5Cmechant.example" },
        { "twice", "%2Fmon-compte&retour=%2F%2Fmechant.example" },
        { "overlong", "%2F" + new string('a', 1500) },
    };

    [Theory, MemberData(nameof(Elsewhere))]
    public async Task Return_ElsewhereThanThisSite_IsForgotten(string what, string encoded)
    {
        var (person, _) = await LocalPerson.HolderAsync(application, $"{Guid.NewGuid():N}@exemple.fr");
        using var browser = new Visitor(application);
        var choice = await browser.GetAsync("/connexion?retour=" + encoded);
        Assert.True(choice.Status == HttpStatusCode.OK, what);
        Assert.DoesNotContain(
            "mechant", string.Concat(
            choice.Page.QuerySelectorAll("a, form").Select(e => e.GetAttribute("href") + e.GetAttribute("action"))));
        await browser.PostAsync("/connexion/compte?retour=" + encoded, ("email", person.Email), ("password", LocalPerson.Password));
        var signedIn = await browser.PostAsync("/connexion/code", ("code", await person.CodeAsync()));
        Assert.Equal((HttpStatusCode.Redirect, "/mon-compte"), (signedIn.Status, signedIn.Location));
        Assert.DoesNotContain("piege", signedIn.Header("Set-Cookie"));
    }

    [Theory]
    [InlineData("%2Fmon-compte%2Fidentite", "/mon-compte/identite")]
    [InlineData("%2Frecherche%3Fq%3Dcaf%25C3%25A9", "/recherche?q=caf%C3%A9")]
    [InlineData("%2F%252F%252Fmechant.example", "/%2F%2Fmechant.example")]
    public async Task Return_ToAPageOfThisSite_IsFollowed(string encoded, string location)
    {
        var (person, _) = await LocalPerson.HolderAsync(application, $"{Guid.NewGuid():N}@exemple.fr");
        using var browser = new Visitor(application);
        await browser.PostAsync("/connexion/compte?retour=" + encoded, ("email", person.Email), ("password", LocalPerson.Password));
        var signedIn = await browser.PostAsync("/connexion/code", ("code", await person.CodeAsync()));
        Assert.Equal(location, signedIn.Location);
    }

    [Theory]
    [InlineData("%2F%2Fmechant.example")]
    [InlineData("%2F%5Cmechant.example")]
    [InlineData("javascript%3Aalert(1)")]
    public async Task Reason_ReturnElsewhere_LeadsToTheFile(string encoded)
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var holder = Marketplace.Demo.DemoPeople.All[0].Id;
        var answer = await rights.PostAsync(
            $"/gestion/motif/{holder}?retour={encoded}", ("reason", Marketplace.People.Audit.StatedReasons.Choices[0]));
        Assert.Equal($"/gestion/titulaires/{holder}", answer.Location);
    }
}
