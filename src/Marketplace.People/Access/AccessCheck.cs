using Dapper;
using Npgsql;

namespace Marketplace.People.Access;

/// <summary>Asks the table of rights whether somebody may do something with an object.</summary>
public sealed class AccessCheck(NpgsqlDataSource database)
{
    /// <summary>Decides. The first line of the table that fits counts.</summary>
    /// <param name="person">Null: nobody is signed in.</param>
    public async Task<AccessDecision> DecideAsync(string action, Person? person, AccessObject target, CancellationToken cancel)
    {
        var rights = RightsTable.Current.Of(action);
        if (person is null)
        {
            return rights.FirstOrDefault(right => right.Role == Roles.Public) is { } open
                ? new AccessDecision(AccessOutcome.Allowed, Actor.Visitor, open)
                : new AccessDecision(AccessOutcome.SignInFirst);
        }
        var theirs = rights.Where(right => person.Has(right.Role)).ToList();
        if (theirs.Count == 0)
            return new AccessDecision(AccessOutcome.NotTheirRole);
        foreach (var right in theirs)
        {
            if (await HoldsAsync(right, person, target, cancel) is not { } actor)
                continue;
            if (!right.NeedsReason || target.Holder is not { } subject)
                return new AccessDecision(AccessOutcome.Allowed, actor, right);
            return await ReasonAsync(person.SessionId, subject, cancel) is { } reason
                ? new AccessDecision(AccessOutcome.Allowed, actor with { Reason = reason }, right)
                : new AccessDecision(AccessOutcome.ReasonFirst, actor, right);
        }
        return new AccessDecision(AccessOutcome.NotTheirObject);
    }

    /// <returns>Who acts, when the relation holds.</returns>
    private async Task<Actor?> HoldsAsync(Right right, Person person, AccessObject target, CancellationToken cancel)
    {
        switch (right.Relation)
        {
            case Relation.Self:
                return target.Holder is { } holder && holder != person.AccountId ? null : person.As(right.Role);
            case Relation.Organisation:
                if (target.Organisation is { } organisation)
                    return person.Has(right.Role, organisation) ? person.As(right.Role, organisation) : null;
                return person.As(right.Role);
            case Relation.Consent:
                return target is { Organisation: { } reader, Holder: { } subject } && person.Has(right.Role, reader)
                    && await ConsentedAsync(subject, reader, cancel) ? person.As(right.Role, reader) : null;
            default:
                return person.As(right.Role);
        }
    }

    private async Task<bool> ConsentedAsync(Guid holder, Guid organisation, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition("""
            SELECT EXISTS (SELECT FROM consent WHERE holder_id = @holder AND organisation_id = @organisation
                AND revoked_at IS NULL AND expires_at > now())
            """, new { holder, organisation }, cancellationToken: cancel));
    }

    private async Task<string?> ReasonAsync(Guid session, Guid subject, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "SELECT reason FROM stated_reason WHERE session_id = @session AND subject_id = @subject AND expires_at > now()",
            new { session, subject }, cancellationToken: cancel));
    }
}
