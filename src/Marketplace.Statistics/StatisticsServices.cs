using Marketplace.Statistics.Editions;
using Marketplace.Statistics.Facts;
using Marketplace.Statistics.OpenData;
using Marketplace.Statistics.Questions;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Statistics;

/// <summary>How the marketplace is used, told without telling of anybody.</summary>
public static class StatisticsServices
{
    /// <summary>Needs database, vault, access log, reference data and clock.</summary>
    /// <param name="settings">Null: as usual.</param>
    public static IServiceCollection AddStatistics(this IServiceCollection services, StatisticsSettings? settings = null) => services
        .AddSingleton(settings ?? new StatisticsSettings())
        .AddSingleton<FactFeed>().AddSingleton<OtherFacts>()
        .AddSingleton<EditionPublishing>().AddSingleton<Editions.Editions>()
        .AddSingleton<OpenDataEditions>()
        .AddSingleton<AnalystAnswers>().AddSingleton<AnswerDesk>().AddSingleton<SavedViews>()
        .AddSingleton<Insights>().AddSingleton<OfferFigures>();
}
