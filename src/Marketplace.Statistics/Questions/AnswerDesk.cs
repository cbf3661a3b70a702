using Marketplace.People.Access;
using Marketplace.People.Audit;

namespace Marketplace.Statistics.Questions;

/// <summary>The one way from a question to an answer, for pages, API, files and saved views.</summary>
public sealed class AnswerDesk(Editions.Editions editions, AnalystAnswers analysts, AccessLog log)
{
    private static readonly Refusal Nothing = new(
        "Aucune édition n’est encore publiée : la première paraît au début du mois qui suit les premières inscriptions.");

    /// <param name="analyst">Who asks, where the table of rights lets them go beyond what is published; null: the public.</param>
    public async Task<(Answer? Answer, Refusal? Refusal)> AskAsync(StatisticsQuery query, Actor? analyst, CancellationToken cancel)
    {
        if (analyst is null)
            return await editions.LatestAsync(cancel) is { } edition ? PublicAnswers.Of(edition, query) : (null, Nothing);
        await log.WriteAsync(analyst,
            new AccessEntry(Rights.StatisticsAnalyse, AccessOperation.LookUp, null, Shortened(QueryReader.Write(query))), cancel);
        return await analysts.OfAsync(query, cancel);
    }

    private static string Shortened(string query) => query.Length <= 300 ? $"statistics:{query}" : $"statistics:{query[..300]}…";
}
