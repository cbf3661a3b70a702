using MailKit.Security;
using Marketplace.Platform.Data;
using Marketplace.Web.Mailing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Xunit;

namespace Marketplace.IntegrationTests.Mailing;

public sealed class MailSettingsTests
{
    private const string From = "a@exemple.fr";

    [Theory]
    [InlineData(null, null, SecureSocketOptions.StartTls, 587)]
    [InlineData("starttls", "25", SecureSocketOptions.StartTls, 25)]
    [InlineData("TLS", "", SecureSocketOptions.SslOnConnect, 465)]
    [InlineData("none", null, SecureSocketOptions.None, 25)]
    public void Security_AndPort_HaveUsualDefaults(string? security, string? port, SecureSocketOptions expected, int expectedPort)
    {
        var smtp = Read("Production", "smtp.exemple.fr", security, port, From).Smtp!;
        Assert.Equal((expected, expectedPort), (smtp.Security, smtp.Port));
    }

    [Theory]
    [InlineData("ssl", null, From)]
    [InlineData(null, "0", From)]
    [InlineData(null, "vingt-cinq", From)]
    [InlineData(null, null, null)]
    [InlineData(null, null, "Nom <a@exemple.fr>")]
    public void Settings_ThatMakeNoSense_AreRefusedAtTheStart(string? security, string? port, string? from) =>
        Assert.Throws<SetupException>(() => Read("Production", "smtp.exemple.fr", security, port, from));

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    [InlineData("Staging", false)]
    public void Server_NotGiven_MailsAreKeptInDevelopmentOnly(string environment, bool kept) =>
        Assert.Equal(new MailSettings(null, kept), Read(environment, "", null, null, null));

    private static MailSettings Read(string environment, string host, string? security, string? port, string? from)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Mail:Smtp:Host", host), new("Mail:Smtp:Security", security), new("Mail:Smtp:Port", port), new("Mail:From", from),
        ]).Build();
        return MailSettings.Read(settings, new HostingEnvironment { EnvironmentName = environment });
    }
}
