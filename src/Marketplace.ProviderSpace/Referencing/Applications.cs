using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.ProviderSpace.Referencing;

/// <summary>
/// The application of a professional whose provider is not in the service yet: begun, saved step by step as far as it is filled in, sent,
/// completed, taken back. One at a time for each account.
/// </summary>
public sealed class Applications(NpgsqlDataSource database, ReferencingDesk desk, ApplicationDocuments documents)
{
    /// <summary>Begins an application; goes on with the one that is under way.</summary>
    /// <exception cref="ProcessRefusedException">The account works for a provider already.</exception>
    public Task<Guid> StartAsync(Actor actor, CancellationToken cancel) => database.EditAsync(async (ReferencingContext all) =>
    {
        var account = actor.AccountId!.Value;
        // Two clicks, two windows: one application.
        await all.Connection.ExecuteAsync(new CommandDefinition(
            "SELECT FROM account WHERE id = @account FOR NO KEY UPDATE", new { account }, cancellationToken: cancel));
        if (await UnderWayAsync(all.Connection, account, cancel) is { } begun)
            return begun;
        var member = await all.Connection.ExecuteScalarAsync<bool>(new CommandDefinition("""
            SELECT EXISTS (SELECT FROM membership m JOIN organisation o ON o.id = m.organisation_id
                WHERE m.account_id = @account AND o.kind = 'provider' AND o.closed_at IS NULL)
            """, new { account }, cancellationToken: cancel));
        return (await desk.BeginAsync(
            all, ReferencingProcess.Apply, account, null, actor, new ReferencingFacts(Alone: !member), null, cancel)).Id;
    }, cancel);

    /// <summary>Saves one step, whatever else is missing.</summary>
    /// <exception cref="ProcessRefusedException">It is sent: it is changed only when it is asked for.</exception>
    public Task SaveAsync(
        string? siret, Func<ApplicationContent, ApplicationContent> change, Actor actor, CancellationToken cancel) =>
        ChangeAsync(actor, open =>
        {
            open.Row.Content = change(open.Row.Application).Json();
            open.Row.Siret = siret ?? open.Row.Siret;
            return Task.CompletedTask;
        }, cancel);

    /// <summary>Adds a document, looked at by the scanner first.</summary>
    /// <param name="kind">Key of <see cref="ApplicationWords.Documents"/>.</param>
    /// <exception cref="ProcessRefusedException">It is harmful, or one too many, or the application is sent.</exception>
    public async Task AddDocumentAsync(string kind, ApplicationFile file, Actor actor, CancellationToken cancel)
    {
        await documents.ScanAsync(file, cancel);
        await ChangeAsync(actor, open => documents.AddAsync(open, kind, file, cancel), cancel);
    }

    public Task RemoveDocumentAsync(Guid document, Actor actor, CancellationToken cancel) =>
        ChangeAsync(actor, open => documents.RemoveAsync(open, document, cancel), cancel);

    /// <summary>Sends it, for the first time or completed.</summary>
    /// <exception cref="ProcessRefusedException">Something is missing, or the SIRET is somebody's.</exception>
    public Task SubmitAsync(Actor actor, CancellationToken cancel) => EditAsync(actor, async open =>
    {
        var kinds = (await ApplicationDocuments.ListAsync(open.Connection, open.Row.Id, cancel)).Select(d => d.Kind).ToHashSet();
        var missing = ApplicationRules.Missing(open.Row.Siret, open.Row.Application, kinds, open.Today);
        open.Row.SubmittedAt = open.Now;
        await desk.TakeAsync(open, ReferencingProcess.Submit, actor,
            new ReferencingFacts(Whole: missing.Count == 0, Free: await IsFreeAsync(open, cancel)), null, cancel);
    }, cancel);

    /// <summary>Takes it back; its documents are removed.</summary>
    public Task WithdrawAsync(Actor actor, CancellationToken cancel) => EditAsync(actor, async open =>
    {
        await documents.ForgetAsync(open, all: true, cancel);
        await desk.TakeAsync(open, ReferencingProcess.Withdraw, actor, new ReferencingFacts(), null, cancel);
    }, cancel);

    /// <summary>No organisation of providers and no other referencing has its SIRET.</summary>
    internal static Task<bool> IsFreeAsync(OpenReferencing open, CancellationToken cancel) =>
        open.Connection.ExecuteScalarAsync<bool>(new CommandDefinition("""
            SELECT NOT EXISTS (SELECT FROM organisation_siret WHERE siret = @Siret AND kind = 'provider')
                AND NOT EXISTS (SELECT FROM referencing WHERE siret = @Siret AND id <> @Id
                    AND state NOT IN ('draft', 'struck-off', 'refused', 'withdrawn'))
            """, new { open.Row.Siret, open.Row.Id }, cancellationToken: cancel));

    private Task ChangeAsync(Actor actor, Func<OpenReferencing, Task> change, CancellationToken cancel) => EditAsync(actor, async open =>
    {
        if (open.Row.State is not (ReferencingProcess.Draft or ReferencingProcess.Incomplete))
            throw new ProcessRefusedException("La demande est déposée : elle ne se modifie que si l’agent demande de la compléter.");
        await change(open);
        await AccessLog.WriteAsync(open.Connection, actor, new AccessEntry(
            Rights.ReferencingApply, AccessOperation.Change, open.Row.ApplicantId, $"referencing:{open.Row.Id}"), cancel);
    }, cancel);

    private async Task EditAsync(Actor actor, Func<OpenReferencing, Task> work, CancellationToken cancel)
    {
        Guid? id;
        await using (var connection = await database.OpenConnectionAsync(cancel))
            id = await UnderWayAsync(connection, actor.AccountId!.Value, cancel);
        await desk.EditAsync(id ?? throw new UnknownReferencingException(), null, async open =>
        {
            await work(open);
            return true;
        }, cancel);
    }

    private static Task<Guid?> UnderWayAsync(NpgsqlConnection connection, Guid account, CancellationToken cancel) =>
        connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "SELECT id FROM referencing WHERE applicant_id = @account AND state = ANY (@underWay)",
            new { account, underWay = ReferencingProcess.UnderWay.ToArray() }, cancellationToken: cancel));
}
