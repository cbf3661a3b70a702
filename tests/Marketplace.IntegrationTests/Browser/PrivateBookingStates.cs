using System.Globalization;
using Dapper;
using Marketplace.Bookings.Acceptance;
using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Cancelling;
using Marketplace.Bookings.Complaints;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Bookings.Messages;
using Marketplace.Bookings.Requests;
using Marketplace.Catalogue.Offers;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>A learner with dossiers in the states that pages show, made by the program's own commands.</summary>
internal sealed class PrivateBookingStates(IServiceProvider services, Actor learner)
{
    private static readonly Actor Staff =
        new(DemoPeople.All.Single(p => p.Key == "provider:bookings").Id, "bookings", DemoPeople.OrganisationOf("provider"));

    /// <returns>The learner's account, and what stands for names in braces.</returns>
    public static async Task<(Guid Learner, Dictionary<string, string> Paths)> AddAsync(IServiceProvider services)
    {
        var source = services.GetRequiredService<NpgsqlDataSource>();
        var today = services.GetRequiredService<TimeProvider>().Today();
        var account = await source.InTransactionAsync(c => LearnerAccount.CreateAsync(c, "learner@demo.example", 500_000, today));
        var states = new PrivateBookingStates(services, new Actor(account, Roles.Holder));
        return (account, await states.AddAsync(source, today));
    }

    private async Task<Dictionary<string, string>> AddAsync(NpgsqlDataSource source, DateOnly today)
    {
        var draft = await DraftAsync(1, "jobseeker");
        var requested = await SentAsync(2, "jobseeker");
        await services.GetRequiredService<Messages>().WriteAsync(Theirs(requested), MessageSides.Provider,
            "Avez-vous déjà cuisiné ? Appelez le 06 39 98 00 00.", [new("programme.pdf", "application/pdf", "%PDF-1.7"u8.ToArray())], Staff,
            CancellationToken.None);
        var proposed = await ProposedAsync(3, "employee", p => p with { Starts = p.Starts.AddDays(7), Note = "Une semaine plus tard." });
        var paying = await ProposedAsync(4, "employee");
        var acceptances = services.GetRequiredService<Acceptances>();
        var plan = (await acceptances.PlanAsync(Mine(paying), CancellationToken.None))!.Plan!;
        await acceptances.AcceptAsync(Mine(paying), null, plan.CardCents, learner, CancellationToken.None);
        var accepted = await AcceptedAsync(5);
        var begun = await AcceptedAsync(6);
        await using (var connection = await source.OpenConnectionAsync())
            await connection.ExecuteAsync("UPDATE booking SET starts = @today WHERE id = @begun", new { today, begun });
        await services.GetRequiredService<Complaints>().OpenAsync(Mine(begun), "La salle était fermée.", learner, CancellationToken.None);
        var cancelled = await AcceptedAsync(7);
        await services.GetRequiredService<Cancellations>().CancelAsync(
            Mine(cancelled), null, EndingKind.LearnerCancels, false, null, null, learner, CancellationToken.None);
        return new()
        {
            ["session"] = (await SessionAsync(8)).ToString(CultureInfo.InvariantCulture), ["dossier:draft"] = $"{draft}",
                ["dossier:requested"] = $"{requested}",
            ["dossier:proposed"] = $"{proposed}", ["dossier:paying"] = $"{paying}", ["dossier:accepted"] = $"{accepted}",
                ["dossier:begun"] = $"{begun}",
            ["dossier:cancelled"] = $"{cancelled}",
        };
    }

    private async Task<long> SessionAsync(int kitchen) => (await ChosenSession.IdAsync(
        services.GetRequiredService<NpgsqlDataSource>(), PublicId.Of(SampleCatalogue.Siret, $"cuisine-{kitchen}", "A1"), "S1",
        CancellationToken.None))!.Value;

    private async Task<Guid> DraftAsync(int kitchen, string status)
    {
        var drafts = services.GetRequiredService<Drafts>();
        var id = await drafts.StartAsync(await SessionAsync(kitchen), learner, CancellationToken.None);
        await drafts.SetProfileAsync(
            Mine(id), new(status, "camille@exemple.fr", null, "69123", "Bonjour"), learner, CancellationToken.None);
        await drafts.AcceptTermsAsync(
            Mine(id), RuleBook.Current.On(services.GetRequiredService<TimeProvider>().Today()).Stamp, learner, CancellationToken.None);
        return id;
    }

    private async Task<Guid> SentAsync(int kitchen, string status)
    {
        var id = await DraftAsync(kitchen, status);
        await services.GetRequiredService<Sending>().SendAsync(Mine(id), learner, CancellationToken.None);
        return id;
    }

    private async Task<Guid> ProposedAsync(int kitchen, string status, Func<Proposal, Proposal>? change = null)
    {
        var id = await SentAsync(kitchen, status);
        await ProposeAsync(services, id, change);
        return id;
    }

    private async Task<Guid> AcceptedAsync(int kitchen)
    {
        var id = await ProposedAsync(kitchen, "jobseeker");
        await services.GetRequiredService<Acceptances>().AcceptAsync(Mine(id), null, 0, learner, CancellationToken.None);
        return id;
    }

    /// <summary>The provider of the sample catalogue answers.</summary>
    public static async Task ProposeAsync(IServiceProvider services, Guid id, Func<Proposal, Proposal>? change = null)
    {
        var row = (await services.GetRequiredService<DossierReader>().FindAsync(DossierKey.OfService(id), CancellationToken.None))!.Row;
        var proposal = Proposal.AsRequested(row);
        await services.GetRequiredService<ProviderAnswers>().ProposeAsync(
            Theirs(id), null, change?.Invoke(proposal) ?? proposal, Staff, CancellationToken.None);
    }

    private DossierKey Mine(Guid id) => DossierKey.OfLearner(id, learner.AccountId!.Value);

    private static DossierKey Theirs(Guid id) => DossierKey.OfProvider(id, [SampleCatalogue.Siret]);
}
