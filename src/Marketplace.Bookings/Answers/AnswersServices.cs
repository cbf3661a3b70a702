using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Answers;

/// <summary>What providers, learners and funders answer.</summary>
public static class AnswersServices
{
    public static IServiceCollection AddAnswers(this IServiceCollection services) => services
        .AddSingleton<ProviderAnswers>()
        .AddSingleton<LearnerAnswers>()
        .AddSingleton<FunderAnswers>()
        .AddSingleton<FundingRequests>();
}
