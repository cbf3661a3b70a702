using Marketplace.Catalogue.Providers;
using Marketplace.People.Access;
using Marketplace.People.Organisations;

namespace Marketplace.ProviderSpace.Referencing;

/// <summary>What the operator decides on an application, each with its reason where the applicant has to know it.</summary>
public sealed class ApplicationDecisions(ReferencingDesk desk, ApplicationDocuments documents)
{
    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 2000;

    /// <summary>Asks for more: the applicant can change the application again.</summary>
    public Task AskMoreAsync(Guid id, string seen, string reason, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(id, seen, async open =>
    {
        await desk.TakeAsync(open, ReferencingProcess.AskMore, actor, new ReferencingFacts(), Needed(reason), cancel);
        return true;
    }, cancel);

    /// <summary>Says that it is complete.</summary>
    public Task CompleteAsync(Guid id, string seen, Actor actor, CancellationToken cancel) => desk.EditAsync(id, seen, async open =>
    {
        await desk.TakeAsync(open, ReferencingProcess.Complete, actor, new ReferencingFacts(), null, cancel);
        return true;
    }, cancel);

    /// <summary>Refuses it; its documents are removed.</summary>
    public Task RefuseAsync(Guid id, string seen, string reason, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(id, seen, async open =>
    {
        await documents.ForgetAsync(open, all: true, cancel);
        await desk.TakeAsync(open, ReferencingProcess.Refuse, actor, new ReferencingFacts(), Needed(reason), cancel);
        return true;
    }, cancel);

    /// <summary>Accepts it: the provider is known to the catalogue, the organisation is made, the applicant manages its accesses.</summary>
    /// <returns>The organisation.</returns>
    public Task<Guid> AcceptAsync(Guid id, string seen, string reason, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(id, seen, async open =>
        {
            var facts = new ReferencingFacts(Free: await Applications.IsFreeAsync(open, cancel));
            // Refused before anything is made.
            _ = ReferencingProcess.Table.Take(open.Row.State, ReferencingProcess.Accept, actor.Role, facts);
            var (row, content) = (open.Row, open.Row.Application);
            await ProviderMerge.ApplyAsync(open.Connection,
                [[row.Siret, content.Name, content.Nda, string.Join('|', content.Qualiopi), content.Address, content.Postcode,
                content.City]],
                official: false, cancel);
            await documents.ForgetAsync(open, all: false, cancel);
            await desk.TakeAsync(open, ReferencingProcess.Accept, actor, facts, Needed(reason), cancel);
            var organisation = await OrganisationFounding.FoundAsync(
                open.Connection, "provider", content.Name!, [row.Siret!], row.ApplicantId!.Value, Rights.ReferencingDecide, actor, cancel);
            await ReferencingOrganisation.TieAsync(open, organisation, cancel);
            return organisation;
        }, cancel);

    private static string Needed(string reason) => reason.Length is > 0 and <= LongestReason ? reason
        : throw new ArgumentException("A decision has a reason.", nameof(reason));
}
