using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Holders;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/identites</c>: identities and numbers that wait for a decision.</summary>
public static class IdentityQueuePage
{
    private const string Title = "Identités à contrôler";

    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, HolderStore holders, AccessLog log)
    {
        var waiting = await holders.WaitingAsync(context.Cancel);
        await log.WriteAsync(context.Actor,
            [.. waiting.Select(h => new AccessEntry(Rights.IdentityChecksList, AccessOperation.LookUp, h.AccountId))], context.Cancel);
        return context.Private("operations/identity-queue", new IdentityQueueModel(Title, [.. waiting.Select(h => new IdentityQueueRow(
            OperationsAddresses.Identity.Of(h.AccountId), $"{h.Identity?.GivenNames} {h.Identity?.BirthName}".Trim(),
            IdentityCheckPage.IdentityWaits(h, context.Actor.Role)
            ? "Identité à contrôler sur pièces" : "Numéro de sécurité sociale qui ne correspond pas"))]),
            Title, OperationsPages.Trail);
    }
}

/// <summary>Model of <c>pages/operations/identity-queue</c>: holders who wait for a check of their papers.</summary>
public sealed record IdentityQueueModel(string Title, IReadOnlyList<IdentityQueueRow> Waiting);

public sealed record IdentityQueueRow(string Href, string Name, string What);
