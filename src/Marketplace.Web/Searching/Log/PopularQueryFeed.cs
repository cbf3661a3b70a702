using Marketplace.Catalogue.QueryLog;
using Marketplace.Indexing.Outbox;
using Marketplace.Search;
using Marketplace.Search.Text;
using Npgsql;

namespace Marketplace.Web.Searching.Log;

/// <summary>
/// Brings the night's list of popular queries to where suggestions are made. Words that no training knows are left
/// out, whoever typed them how often.
/// </summary>
public sealed partial class PopularQueryFeed(
    PopularQueries popular, ISearchIndex index, SearchVocabulary vocabulary, ILogger<PopularQueryFeed> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    /// <summary>After a failure: a start before the engine has its index is usual.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Every;
            try
            {
                await ReadAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException || EngineFailure.IsAway(failure))
            {
                NotRead(failure.Message);
                pause = Again;
            }
            await Task.Delay(pause, stoppingToken);
        }
    }

    /// <summary>Reads the list now.</summary>
    /// <exception cref="SearchUnavailableException">The words of the index cannot be had; what was offered before stays.</exception>
    public async Task ReadAsync(CancellationToken cancel)
    {
        await index.PrepareAsync(cancel);
        var texts = await popular.ListAsync(cancel);
        vocabulary.Offer([.. texts.Where(query => IsOfTrainings(query.Text))]);
    }

    private bool IsOfTrainings(string text)
    {
        var terms = TextAnalyser.Terms(text);
        return terms.Length > 0 && terms.All(term => index.Lexicon.Frequency(term) > 0);
    }

    [LoggerMessage(LogLevel.Warning, "Popular queries cannot be read ({Reason})")]
    private partial void NotRead(string reason);
}
