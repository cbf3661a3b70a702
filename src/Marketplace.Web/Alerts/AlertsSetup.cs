namespace Marketplace.Web.Alerts;

/// <summary>Services of the alerts, for the pages and for the job.</summary>
public static class AlertsSetup
{
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddSingleton<UnsubscribeKey>()
        .AddSingleton<AlertLetter>()
        .AddSingleton<AlertMatching>()
        .AddSingleton<AlertDay>();
}
