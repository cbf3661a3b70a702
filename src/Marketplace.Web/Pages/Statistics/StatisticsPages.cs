using Marketplace.People.Access;
using Marketplace.Web.Access;

namespace Marketplace.Web.Pages.Statistics;

/// <summary>Statistics: for everybody, and for analysts.</summary>
internal static class StatisticsPages
{
    public static void Map(IEndpointRouteBuilder open, IEndpointRouteBuilder personal)
    {
        PagesSetup.Map(open, StatisticsAddresses.Public, PublicPage.ShowAsync);
        PagesSetup.Map(open, StatisticsAddresses.PublicCsv, PublicPage.DownloadAsync);
        PagesSetup.Map(open, StatisticsAddresses.OpenData, OpenDataPage.ShowAsync);
        open.MapGet(StatisticsAddresses.View.Pattern, AnalysisPage.OpenAsync);
        var analysts = personal.MapGroup("").RequireRight(Rights.StatisticsAnalyse);
        analysts.MapGet(StatisticsAddresses.Analysis, AnalysisPage.ShowAsync);
        analysts.MapGet(StatisticsAddresses.AnalysisCsv, AnalysisPage.DownloadAsync);
        analysts.MapPost(StatisticsAddresses.Views, AnalysisPage.SaveAsync);
        analysts.MapPost(StatisticsAddresses.ViewRemoval.Pattern, AnalysisPage.RemoveAsync);
    }
}
