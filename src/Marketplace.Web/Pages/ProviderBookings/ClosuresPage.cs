using Marketplace.Bookings.Closures;
using Marketplace.People.Organisations;
using Marketplace.Platform.Processes;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary><c>/of/{organisation}/fermetures</c>: closing days, which learners are told and which stop no clock.</summary>
public static class ClosuresPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["annonce"] = "La fermeture est annoncée aux personnes qui demandent une inscription.",
            ["retire"] = "La fermeture n’est plus annoncée.",
    };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, ClosureDays closures) =>
        await ProviderScope.FindAsync(context, organisation, store) is { } scope
            ? await PageAsync(context, scope, closures, new ClosureForm(scope)) : Results.NotFound();

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, ClosureDays closures)
    {
        if (await ProviderScope.FindAsync(context, organisation, store) is not { } scope)
            return Results.NotFound();
        var form = await context.ReadAsync(new ClosureForm(scope));
        if (form.IsValid)
            try
            {
                await closures.DeclareAsync(form.Establishment, form.First.Value, form.Last.Value, context.Actor, context.Cancel);
                return Results.Redirect(AttendanceAddresses.Closures.Of(organisation) + "?fait=annonce");
            }
            catch (ProcessRefusedException refused)
            {
                form.Last.Refuse(refused.Message);
            }
        return await PageAsync(context, scope, closures, form);
    }

    public static async Task<IResult> WithdrawAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, ClosureDays closures) =>
        await ProviderScope.FindAsync(context, organisation, store) is { } scope
            && await closures.WithdrawAsync(scope.Sirets, (await context.FormAsync()).Id("fermeture"), context.Actor, context.Cancel)
            ? Results.Redirect(AttendanceAddresses.Closures.Of(organisation) + "?fait=retire") : Results.NotFound();

    private static async Task<IResult> PageAsync(PageContext context, ProviderScope scope, ClosureDays closures, ClosureForm form)
    {
        var coming = await closures.ComingAsync(scope.Sirets, context.Cancel);
        return context.Private("provider-bookings/closures", new ClosuresModel(
            Notice.Done(context.Request, Sentences), AttendanceAddresses.Closures.Of(scope.Organisation.Id),
            AttendanceAddresses.WithdrawClosure.Of(scope.Organisation.Id), scope.Sirets.Count > 0, form,
            [.. coming.Select(c => new ClosureLine(c.Id, c.Siret, ClosureDays.Words(c.FirstDay, c.LastDay)))]), "Fermetures",
            scope.TrailOfDossier(context.Person), form.Status);
    }
}

/// <summary>When an establishment is closed.</summary>
public sealed class ClosureForm(ProviderScope scope) : Form
{
    /// <summary>Null: there is only one.</summary>
    public ChoiceField? Siret { get; } = scope.Sirets.Count < 2 ? null
        : new("etablissement", "Établissement", scope.Sirets.Select(siret => new Choice(siret, siret)), "Choisissez un établissement.");
    public DateField First { get; } = new("premier", "Premier jour de fermeture", "Écrivez un jour, par exemple 24/12/2026.");
    public DateField Last { get; } = new("dernier", "Dernier jour de fermeture", "Écrivez un jour, par exemple 02/01/2027.");

    /// <summary>Only of a form without mistakes.</summary>
    public string Establishment => Siret?.Value ?? scope.Sirets[0];
}

/// <summary>Model of <c>pages/provider-bookings/closures</c>.</summary>
/// <param name="Any">There is an establishment.</param>
public sealed record ClosuresModel(
    Notice? Notice, string Action, string WithdrawHref, bool Any, ClosureForm Form, IReadOnlyList<ClosureLine> Coming);

public sealed record ClosureLine(Guid Id, string Siret, string Days);
