using Dapper;

namespace Marketplace.ProviderSpace.Referencing;

/// <summary>Ties a referencing to the organisation that its acceptance made.</summary>
internal static class ReferencingOrganisation
{
    /// <summary>By SQL: the row has another version since its state moved.</summary>
    public static Task TieAsync(OpenReferencing open, Guid organisation, CancellationToken cancel) =>
        open.Connection.ExecuteAsync(new CommandDefinition(
            "UPDATE referencing SET organisation_id = @organisation WHERE id = @Id", new { organisation, open.Row.Id },
            cancellationToken: cancel));
}
