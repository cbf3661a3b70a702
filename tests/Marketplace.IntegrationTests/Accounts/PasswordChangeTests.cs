using System.Net;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Accounts;

public sealed class PasswordChangeTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private const string Page = "/mon-compte/securite/mot-de-passe";

    [Fact]
    public async Task Change_WithTheCurrentPassword_EndsOtherSessionsAndLinks_AndIsTold()
    {
        var (person, browser) = await LocalPerson.HolderAsync(application, "change@exemple.fr");
        using var other = await person.SignInAsync();
        await new Visitor(application).PostAsync("/connexion/oubli", ("email", person.Email));
        var link = await application.LinkToAsync(person.Email, "reset");
        using var halfWay = new Visitor(application);
        await person.GivePasswordAsync(halfWay);

        Assert.Equal("/mon-compte/securite?fait=mot-de-passe",
            (await browser.PostAsync(Page, ("current", LocalPerson.Password), ("password", LocalPerson.OtherPassword))).Location);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/mon-compte")).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await other.GetAsync("/mon-compte")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(link)).Status);
        Assert.Equal("/connexion", (await halfWay.GetAsync("/connexion/code")).Location);
        Assert.Equal("security-changed", (await application.MailsToAsync(person.Email))[^1].Template);
        Assert.Equal("", (await person.GivePasswordAsync(new Visitor(application))).Location);
        (await person.SignInAsync(LocalPerson.OtherPassword)).Dispose();
    }

    [Theory]
    [InlineData("pas le bon mot de passe", LocalPerson.OtherPassword, "pas votre mot de passe actuel")]
    [InlineData(LocalPerson.Password, "azertyuiop12", "trop facile")]
    [InlineData(LocalPerson.Password, LocalPerson.Password, "un autre mot de passe que")]
    public async Task Change_Refused_LeavesThePassword(string current, string password, string said)
    {
        var (person, browser) = await LocalPerson.HolderAsync(application, $"refus{Guid.NewGuid():N}@exemple.fr");
        var answer = await browser.PostAsync(Page, ("current", current), ("password", password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(said, answer.Text);
        (await person.SignInAsync()).Dispose();
    }

    [Fact]
    public async Task Change_GuessingTheCurrentPassword_LocksTheAccount()
    {
        var (person, browser) = await LocalPerson.HolderAsync(application, "devine@exemple.fr");
        for (var guess = 0; guess < 5; guess++)
            await browser.PostAsync(Page, ("current", $"essai numéro {guess}"), ("password", LocalPerson.OtherPassword));
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await browser.PostAsync(Page, ("current", LocalPerson.Password), ("password", LocalPerson.OtherPassword))).Status);
        Assert.Equal("", (await person.GivePasswordAsync(new Visitor(application), LocalPerson.OtherPassword)).Location);
    }

    [Fact]
    public async Task Change_OfAnAccountThatSignsInElsewhere_IsNotThere()
    {
        using var professional = await Visitor.SignedInAsync(application, "provider:billing");
        Assert.Equal("/mon-compte/securite", (await professional.GetAsync(Page)).Location);
        Assert.Equal("/mon-compte/securite",
            (await professional.PostAsync(Page, ("current", "x"), ("password", LocalPerson.OtherPassword))).Location);
    }
}
