using System.Net;
using Marketplace.ProviderSpace.Webhooks;
using Xunit;

namespace Marketplace.UnitTests.Providers;

/// <summary>Where events may be sent, and how they are signed.</summary>
public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:7f00:1::")]
    [InlineData("2001:db8::1")]
    [InlineData("ff02::1")]
    public void Address_ThatIsNotThePublicInternet_IsRefused(string address) =>
        Assert.False(PublicAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700:4700::1111")]
    public void Address_OfThePublicInternet_IsTaken(string address) => Assert.True(PublicAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://logiciel.example/evenements", false, true)]
    [InlineData("https://logiciel.example:8443/x?y=1", false, true)]
    [InlineData("http://logiciel.example/", false, false)]
    [InlineData("http://logiciel.example/", true, false)]
    [InlineData("ftp://logiciel.example/", false, false)]
    [InlineData("/evenements", false, false)]
    [InlineData("https://nom:secret@logiciel.example/", false, false)]
    [InlineData("https://logiciel.example/#a", false, false)]
    [InlineData("https://10.0.0.1/", false, false)]
    [InlineData("https://[::1]/", false, false)]
    [InlineData("https://0x7f000001/", false, false)]
    [InlineData("https://2130706433/", false, false)]
    [InlineData("http://127.0.0.1:9/", false, false)]
    [InlineData("http://127.0.0.1:9/", true, true)]
    [InlineData("http://10.0.0.1/", true, false)]
    public void Target_IsHttpsOnThePublicInternet(string url, bool loopback, bool taken) =>
        Assert.Equal(taken, WebhookTarget.ProblemOf(url, new(loopback)) is null);

    /// <summary>The example of the specification.</summary>
    [Fact]
    public void Signature_IsThatOfStandardWebhooks()
    {
        var secret = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        const string body = """{"test": 2432232314}""";
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSecret.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body, [secret]));
        Assert.Equal(2, WebhookSecret.Sign("msg_1", 1, body, [secret, WebhookSecret.New()]).Split(' ').Length);
    }
}
