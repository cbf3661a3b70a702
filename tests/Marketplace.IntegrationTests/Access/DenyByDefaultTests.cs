using System.Net;
using Marketplace.IntegrationTests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Marketplace.IntegrationTests.Access;

public sealed class DenyByDefaultTests(DenyByDefaultTests.ForgetfulApplication application)
    : IClassFixture<DenyByDefaultTests.ForgetfulApplication>
{
    private const string Forgotten = "/route-sans-droit";

    [Theory]
    [InlineData(null)]
    [InlineData("holder")]
    [InlineData("operator-administrator")]
    public async Task RouteWithoutRight_AnswersNobodyAndIsLoggedAsAMistake(string? person)
    {
        var before = application.Logs.Lines.Count;
        using var browser = person is null ? PersonBrowser.Visitor(application) : await PersonBrowser.SignInAsync(application, person);
        using var answer = await browser.GetAsync(Forgotten);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain(ForgetfulApplication.Secret, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains(application.Logs.Lines.Skip(before), line => line.Level == LogLevel.Error
            && line.Text.Contains(Forgotten, StringComparison.Ordinal));
    }

    [Fact]
    public async Task MethodThatAnAddressDoesNotTake_IsTheAskersMistakeAndNotLogged()
    {
        var before = application.Logs.Lines.Count;
        using var browser = PersonBrowser.Visitor(application);
        using var answer = await browser.SendAsync(HttpMethod.Post, "/mon-compte");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.DoesNotContain(application.Logs.Lines.Skip(before), line => line.Level >= LogLevel.Error);
    }

    /// <summary>The program with a route whose author forgot its right.</summary>
    public sealed class ForgetfulApplication : PeopleApplication
    {
        public const string Secret = "réponse à personne";

        public CapturedLogs Logs { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(Logs).AddSingleton<IStartupFilter, Forget>());
        }

        private sealed class Forget : IStartupFilter
        {
            public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
            {
                next(app);
                ((IEndpointRouteBuilder)app.Properties["__EndpointRouteBuilder"]!).MapGet(Forgotten, () => Secret);
            };
        }
    }
}
