using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Holders;
using Marketplace.People.Organisations;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Organisations;

namespace Marketplace.Web.Pages.Advisors;

/// <summary><c>/cep/{organisation}/titulaires</c>: holders who consented to their advisor, and what each lets see.</summary>
public static class AdvisorPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AdvisorAddresses.Holders.Pattern, ListAsync).RequireRight(Rights.ConsentedHoldersList);
        routes.MapGet(AdvisorAddresses.Holder.Pattern, ShowAsync).RequireRight(Rights.ConsentedHolderView);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] PageContext context, Guid organisation, Consents consents, OrganisationStore store, AccessLog log)
    {
        if (await store.FindAsync(organisation, context.Cancel) is not { } found)
            return Results.NotFound();
        var holders = await consents.OfOrganisationAsync(organisation, context.Cancel);
        await log.WriteAsync(context.Actor,
            [.. holders.Select(h => new AccessEntry(Rights.ConsentedHoldersList, AccessOperation.LookUp, h.HolderId))], context.Cancel);
        return context.Private("advisors/holders", new ConsentedHoldersModel(
            [.. holders.Select(h =>
            new ConsentedHolderRow(AdvisorAddresses.Holder.Of(organisation, h.HolderId), h.Name, Consents.Scopes[h.Scope], h.ExpiresAt))]),
            "Titulaires", OrganisationPage.Trail(context.Person, found));
    }

    private static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid holder, Consents consents, HolderStore holders, OrganisationStore store)
    {
        if (await consents.ScopeAsync(organisation, holder, context.Cancel) is not { } scope
            || await holders.FindAsync(holder, context.Cancel) is not { } found
            || await store.FindAsync(organisation, context.Cancel) is not { } reader)
            return Results.NotFound();
        var facts = new List<FactRow>
        {
            new("Nom de naissance", found.Identity?.BirthName ?? "à déclarer"),
            new("Prénoms", found.Identity?.GivenNames ?? "à déclarer"),
            new("Adresse électronique", found.Email ?? "non communiquée"),
        };
        if (scope == "account")
            facts.Add(new FactRow("Compte", found.MayUseRights ? "ouvert" : "identité ou numéro à vérifier"));
        return context.Private("advisors/holder", new ConsentedHolderModel(facts, Consents.Scopes[scope]), "Titulaire",
            [.. OrganisationPage.Trail(context.Person, reader), new Crumb("Titulaires", AdvisorAddresses.Holders.Of(organisation))]);
    }
}

/// <summary>Model of <c>pages/advisors/holders</c>.</summary>
public sealed record ConsentedHoldersModel(IReadOnlyList<ConsentedHolderRow> Holders);

public sealed record ConsentedHolderRow(string Href, string Name, string Scope, DateTime ExpiresAt);

/// <summary>Model of <c>pages/advisors/holder</c>.</summary>
public sealed record ConsentedHolderModel(IReadOnlyList<FactRow> Facts, string Scope);
