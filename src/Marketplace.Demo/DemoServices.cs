using Marketplace.Demo.History;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Demo;

/// <summary>People, rights and dossiers of the demonstration.</summary>
public static class DemoServices
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services
        .AddSingleton<DemoPeople>()
        .AddSingleton<DemoRights>()
        .AddSingleton<DemoDossiers>()
        .AddSingleton<DemoHistory>();
}
