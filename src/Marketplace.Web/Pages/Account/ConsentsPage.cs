using System.Globalization;
using Marketplace.People.Holders;
using Marketplace.People.Organisations;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Account;

/// <summary><c>/mon-compte/autorisations</c>: who may see the account, for how long; taken back at any moment (L6323-8 III).</summary>
public static class ConsentsPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["donne"] = "Votre accord est enregistré.",
        ["retire"] = "Votre accord est retiré : l’organisation ne voit plus rien.",
    };

    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, Consents consents, OrganisationStore organisations)
    {
        var given = await consents.OfHolderAsync(context.Person.AccountId, context.Cancel);
        var advisors = await organisations.ListAsync(null, "cep", context.Cancel);
        return context.Private("account/consents", new ConsentsModel(
            Notice.Done(context.Request, Sentences),
            [.. given.Select(c => new ConsentRow(c.Id, c.OrganisationName, Consents.Scopes[c.Scope], c.ExpiresAt))],
            advisors.Count > 0,
            new ChoiceField("organisation", "Organisation", advisors.Select(o => new Choice(o.Id.ToString(), o.Name))),
            new ChoiceField("scope", "Ce qu’elle peut voir", Choice.Of(Consents.Scopes)),
            new ChoiceField("months", "Pendant",
            Consents.Durations.Select(m => new Choice(m.ToString(CultureInfo.InvariantCulture), $"{m} mois")))),
            "Mes autorisations", AccountPages.Trail);
    }

    public static async Task<IResult> GiveAsync(HttpContext context, Consents consents, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var scope = form.Text("scope", 20);
        if (!int.TryParse(form.Text("months", 2), NumberStyles.None, CultureInfo.InvariantCulture, out var months)
            || !await consents.GiveAsync(context.Person()!.AccountId, form.Id("organisation"), scope, months, context.Actor(), cancel))
            return Results.BadRequest();
        return Results.Redirect(AccountAddresses.Consents + "?fait=donne");
    }

    public static async Task<IResult> RevokeAsync(HttpContext context, Consents consents, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        return await consents.RevokeAsync(context.Person()!.AccountId, form.Id("accord"), context.Actor(), cancel)
            ? Results.Redirect(AccountAddresses.Consents + "?fait=retire")
            : Results.NotFound();
    }
}

/// <summary>Model of <c>pages/account/consents</c>.</summary>
public sealed record ConsentsModel(
    Notice? Notice, IReadOnlyList<ConsentRow> Given, bool CanGive, ChoiceField Organisation, ChoiceField Scope, ChoiceField Months);

public sealed record ConsentRow(Guid Id, string Organisation, string Scope, DateTime ExpiresAt);
