using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Npgsql;

namespace Marketplace.ProviderSpace.Moderation;

/// <summary>
/// What is decided on a case: state, what search shows, access log and the provider's e-mail in one transaction. Each takes the
/// <see cref="ModerationCase.Version"/> that was shown and returns false when there is no such case.
/// </summary>
/// <exception cref="ProcessRefusedException">The case does not allow it now.</exception>
/// <exception cref="StaleChangeException">It changed since it was shown.</exception>
public sealed class ModerationDecisions(NpgsqlDataSource database, ModerationMail mail, TimeProvider clock)
{
    /// <summary>Nothing is wrong with the offer.</summary>
    public Task<bool> DismissAsync(Guid id, string seen, string reason, Actor actor, CancellationToken cancel) =>
        DecideAsync(id, seen, ModerationProcess.Dismiss, null, reason, actor, null, cancel);

    /// <summary>The offer or the action leaves search at once.</summary>
    /// <param name="basis">Article or condition of use.</param>
    /// <param name="reason">As the provider reads it.</param>
    public Task<bool> WithdrawAsync(Guid id, string seen, string basis, string reason, Actor actor, CancellationToken cancel) =>
        DecideAsync(id, seen, ModerationProcess.Withdraw, basis, reason, actor,
            new("Une offre est retirée", "est retirée de la recherche. Les inscriptions en cours continuent.",
                "Corrigez-la, puis demandez un nouvel examen sur la page de l’offre."), cancel);

    /// <summary>The withdrawal stands after another look.</summary>
    public Task<bool> UpholdAsync(Guid id, string seen, string basis, string reason, Actor actor, CancellationToken cancel) =>
        DecideAsync(id, seen, ModerationProcess.Uphold, basis, reason, actor,
            new("Le retrait d’une offre est maintenu", "reste retirée après un nouvel examen.",
                "Vous pouvez la corriger et demander encore un examen."), cancel);

    /// <summary>The offer or the action is shown again.</summary>
    public Task<bool> ReinstateAsync(Guid id, string seen, string reason, Actor actor, CancellationToken cancel) =>
        DecideAsync(id, seen, ModerationProcess.Reinstate, null, reason, actor,
            new("Une offre est rétablie", "est de nouveau visible dans la recherche.", ""), cancel);

    /// <summary>The provider has mended the offer, or disagrees, and wants it to be looked at again.</summary>
    /// <param name="sirets">Establishments whose offers the caller may change.</param>
    public Task<bool> AskReviewAsync(
        Guid id, IReadOnlyCollection<string> sirets, string seen, string plea, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            if (await LockedAsync(connection, id, cancel) is not { } found || !sirets.Contains(found.Siret))
                return false;
            var step = Step(found, ModerationProcess.AskReview, seen, actor);
            await ModerationProcess.Column.MoveAsync(connection, step, [id], cancel, "plea = @plea, pleaded_at = @now",
                new { plea, now = clock.GetUtcNow() });
            await LogAsync(connection, Rights.OffersEdit, found, actor, cancel);
            return true;
        }, cancel);

    private Task<bool> DecideAsync(
        Guid id, string seen, string @event, string? basis, string reason, Actor actor, ModerationNews? news, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            if (await LockedAsync(connection, id, cancel) is not { } found)
                return false;
            var step = Step(found, @event, seen, actor);
            var now = clock.GetUtcNow();
            await ModerationProcess.Column.MoveAsync(connection, step, [id], cancel,
                "reason = @reason, basis = @basis, decided_at = @now, decided_by = @AccountId",
                new { reason, basis, now, actor.AccountId });
            if (@event is ModerationProcess.Withdraw or ModerationProcess.Reinstate)
                await ShowAsync(connection, found, @event == ModerationProcess.Withdraw ? now : null, cancel);
            await LogAsync(connection, Rights.ModerationAct, found, actor, cancel);
            if (news is not null)
                await mail.TellAsync(connection, found with { Basis = basis, Reason = reason }, news, cancel);
            return true;
        }, cancel);

    /// <summary>Other withdrawals of the same offer, of one action or the whole, stand by themselves.</summary>
    private static Task<bool> ShowAsync(NpgsqlConnection connection, ModerationCase found, DateTimeOffset? at, CancellationToken cancel) =>
        found.Action is { } action
            ? OfferVisibility.WithdrawActionAsync(connection, action, at, cancel)
            : OfferVisibility.WithdrawOfferAsync(connection, found.Offer, at, cancel);

    private static Step<string, string, NoFacts> Step(ModerationCase found, string @event, string seen, Actor actor)
    {
        var step = ModerationProcess.Table.Take(found.State, @event, actor.Role, new NoFacts());
        return found.Version == seen ? step : throw new StaleChangeException();
    }

    private static async Task<ModerationCase?> LockedAsync(NpgsqlConnection connection, Guid id, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT FROM moderation_case WHERE id = @id FOR UPDATE", new { id }, cancellationToken: cancel));
        return await connection.QuerySingleOrDefaultAsync<ModerationCase>(new CommandDefinition(
            $"{ModerationReader.Select} WHERE c.id = @id", new { id }, cancellationToken: cancel));
    }

    private static Task LogAsync(NpgsqlConnection connection, string right, ModerationCase found, Actor actor, CancellationToken cancel) =>
        AccessLog.WriteAsync(connection, actor,
            new AccessEntry(right, AccessOperation.Change, Object: $"moderation:{found.Id} {found.State}"), cancel);
}
