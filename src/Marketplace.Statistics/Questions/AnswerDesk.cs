using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Statistics.Editions;

namespace Marketplace.Statistics.Questions;

/// <summary>The one way from a question to an answer, for pages, API, files and saved views.</summary>
public sealed class AnswerDesk(Editions.Editions editions, AnalystAnswers analysts, AccessLog log, StatisticsSettings settings)
{
    /// <param name="analyst">Who asks, where the table of rights lets them go beyond what is published; null: the public.</param>
    public async Task<(Answer? Answer, Refusal? Refusal)> AskAsync(StatisticsQuery query, Actor? analyst, CancellationToken cancel)
    {
        if (analyst is null)
            return await editions.LatestAsync(cancel) is { } edition ? PublicAnswers.Of(edition, query) : (Nothing(query), null);
        await log.WriteAsync(analyst,
            new AccessEntry(Rights.StatisticsAnalyse, AccessOperation.LookUp, null, Shortened(QueryReader.Write(query))), cancel);
        return await analysts.OfAsync(query, cancel);
    }

    /// <summary>Before the first edition nothing is told of anything.</summary>
    private Answer Nothing(StatisticsQuery query) =>
        new(query, settings.K, [], new([], [.. query.Measures.Select(_ => (long?)null)], Withheld: true), DateTimeOffset.UnixEpoch, null);

    private static string Shortened(string query) => query.Length <= 300 ? $"statistics:{query}" : $"statistics:{query[..300]}…";
}
