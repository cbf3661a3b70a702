using Marketplace.Payments.Cards;
using Marketplace.Payments.Cards.Sandbox;
using Marketplace.Payments.Cards.Systempay;

namespace Marketplace.Web.Cards;

/// <summary>The payment provider of the settings, and how it is spoken to.</summary>
public static class CardsSetup
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(20);

    private const int LongestAnswerBytes = 1024 * 1024;

    /// <summary>For every process: a setting that cannot work is told by who needs the provider.</summary>
    public static void AddCardPayments(this IServiceCollection services, IConfiguration settings, IHostEnvironment environment)
    {
        services.AddCards();
        services.AddSingleton(new CardPaths(PaymentAddresses.Return.Of, PaymentAddresses.Notification.Of));
        if (CardSettings.IsSandbox(settings, environment))
            services.AddSingleton((SandboxOptions)CardSettings.Read(settings, environment)!).AddSingleton<SandboxDesk>();
        foreach (var client in new[] { SystempayApi.Client, SandboxDelivery.Client })
            services.AddHttpClient(client, http =>
            {
                http.Timeout = LongestAnswer;
                http.MaxResponseContentBufferSize = LongestAnswerBytes;
            }).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        services.AddSingleton<ICardProvider>(provider => CardSettings.Read(settings, environment) switch
        {
            SandboxOptions sandbox => new SandboxProvider(
                sandbox, provider.GetRequiredService<CardPaths>(), provider.GetRequiredService<SandboxDesk>()),
            SystempayOptions shop => new SystempayProvider(shop, provider.GetRequiredService<CardPaths>(),
                new SystempayApi(provider.GetRequiredService<IHttpClientFactory>(), shop)),
            _ => new NoProvider(),
        });
    }

    /// <summary>Where the sandbox is the provider, this process sends its notifications.</summary>
    public static void AddSandboxDelivery(this WebApplicationBuilder builder)
    {
        if (!CardSettings.IsSandbox(builder.Configuration, builder.Environment))
            return;
        builder.Services.AddSingleton<SandboxDelivery>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<SandboxDelivery>());
    }
}
