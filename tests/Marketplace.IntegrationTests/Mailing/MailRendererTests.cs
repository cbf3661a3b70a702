using AngleSharp.Html.Parser;
using Marketplace.Platform.Mail;
using Marketplace.Web.Mailing;
using Marketplace.Web.Site;
using Marketplace.Web.Templating;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Xunit;

namespace Marketplace.IntegrationTests.Mailing;

public sealed class MailRendererTests
{
    private const string Nasty = "<script>alert('{{x}}')</script> \"é\" {{{y}}} & \u0000\u001b fin";

    /// <summary>Read once: compiling all of them takes half a second, and they hold no state.</summary>
    private static readonly Templates AllTemplates = new(
        new HostingEnvironment { EnvironmentName = Environments.Production }, new StaticAssetAddresses(new DefaultEndpointDataSource()));

    private MailRenderer Renderer => new(AllTemplates, Options.Create(new OperatorSettings { Name = "Société <d’État>" }));

    public static TheoryData<string> Names => new(MailSamples.Values.Keys);

    public static TheoryData<string, string> NamesAndValues
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (name, values) in MailSamples.Values)
                foreach (var value in values.Keys)
                    data.Add(name, value);
            return data;
        }
    }

    [Fact]
    public void Templates_OfEmails_AreAllTested() =>
        Assert.Equal(MailSamples.Values.Keys.Order(), AllTemplates.Current.Emails.Names.Order());

    [Theory, MemberData(nameof(Names))]
    public void Render_Values_StandInTextAndHtml(string name)
    {
        var mail = Renderer.Render(new MailMessage(name, "", MailSamples.Values[name]));
        var page = new HtmlParser().ParseDocument(mail.Html);
        Assert.NotEmpty(mail.Subject);
        Assert.DoesNotContain("Objet", mail.Text);
        Assert.All(MailSamples.Values[name].Values, value =>
        {
            Assert.Contains(value, mail.Text);
            Assert.Contains(value, page.Body!.TextContent);
        });
        if (MailSamples.Values[name].ContainsKey("link"))
            Assert.Equal(MailSamples.Link, page.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(mail.Subject, page.Title);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Empty(page.QuerySelectorAll("img, link, script"));
        Assert.Contains("Société <d’État>", page.Body!.TextContent);
        Assert.True(mail.Text.Contains("Ignorez ce message", StringComparison.Ordinal)
            || name is "security-changed" or "search-digest" or "factor-recovery" or "waiting-list" or "booking"
                or "bank-details" or "referencing" or "moderation" or "payout");
    }

    [Theory, MemberData(nameof(NamesAndValues))]
    public void Render_HostileValue_IsEscapedInHtmlAndLiteralInText(string name, string value)
    {
        var values = new Dictionary<string, string>(MailSamples.Values[name]) { [value] = Nasty };
        var mail = Renderer.Render(new MailMessage(name, "", values));
        Assert.Contains("<script>alert('{{x}}')</script> \"é\" {{{y}}} &    fin", mail.Text);
        var page = new HtmlParser().ParseDocument(mail.Html);
        Assert.Empty(page.Scripts);
        Assert.Contains("alert('{{x}}')", page.Body!.TextContent);
        Assert.DoesNotContain(mail.Text + mail.Subject + mail.Html, c => char.IsControl(c) && c != '\n');
    }

    [Theory, MemberData(nameof(NamesAndValues))]
    public void Render_MissingValue_IsAnError(string name, string value)
    {
        var values = new Dictionary<string, string>(MailSamples.Values[name]);
        values.Remove(value);
        Assert.ThrowsAny<Exception>(() => Renderer.Render(new MailMessage(name, "", values)));
    }

    [Theory]
    [InlineData("\r\nBcc: autre@exemple.fr")]
    [InlineData("\nBcc: autre@exemple.fr")]
    [InlineData("\u2028Bcc: autre@exemple.fr")]
    [InlineData("\u0085Bcc: autre@exemple.fr")]
    public void Render_LineBreakInAValueOfTheSubject_StaysOnOneLine(string end)
    {
        var values = new Dictionary<string, string>(MailSamples.Values["invitation"]) { ["organisation"] = "Greta" + end };
        var mail = Renderer.Render(new MailMessage("invitation", "", values));
        Assert.Matches("^Greta {1,2}Bcc: autre@exemple.fr vous invite$", mail.Subject);
        Assert.StartsWith("Bonjour,", mail.Text);
    }

    [Fact]
    public void Render_NoteOfSeveralLines_KeepsThemInTheText()
    {
        var values = new Dictionary<string, string>(MailSamples.Values["identity-decision"]) { ["note"] = "Une\r\nDeux" };
        Assert.Contains("Une\nDeux", Renderer.Render(new MailMessage("identity-decision", "", values)).Text);
    }

    [Theory]
    [InlineData("zoe@exemple.fr", true)]
    [InlineData("zoe+cpf@sous.exemple.fr", true)]
    [InlineData("zoé@exemple.fr", true)]
    [InlineData("zoe@exemple.fr\r\nBcc: autre@exemple.fr", false)]
    [InlineData("zoe@exemple.fr\n", false)]
    [InlineData("zoe@exemple.fr,autre@exemple.fr", false)]
    [InlineData("zoe@exemple.fr;autre@exemple.fr", false)]
    [InlineData("Zoé<zoe@exemple.fr>", false)]
    [InlineData("zoe@exemple.fr(note)", false)]
    [InlineData("zoe", false)]
    [InlineData("@exemple.fr", false)]
    [InlineData("zoe@", false)]
    [InlineData("", false)]
    public void Recipient_OnlyExactlyOneAddress_IsTaken(string address, bool taken) =>
        Assert.Equal(taken, MailRecipient.Parse(address) is not null);
}
