using Marketplace.People.Access;
using Marketplace.ProviderSpace.Keys;

namespace Marketplace.Web.Api.Provider;

/// <summary>The establishment whose key a request carries.</summary>
/// <param name="OrganisationId">Null: none is known here for it.</param>
/// <param name="Sandbox">Whatever is done touches the establishment's sandbox alone.</param>
public sealed record ProviderCaller(string Siret, Guid? OrganisationId, IReadOnlyList<string> Scopes, bool Sandbox)
{
    private const string Method = "key";

    internal static ProviderCaller Of(KeyHolder holder) => new(holder.Siret, holder.OrganisationId, holder.Scopes, holder.Sandbox);

    /// <summary>
    /// As the table of rights sees the key: a member of its organisation with the roles of its scopes, limited to the establishment.
    /// </summary>
    internal static Person AsPerson(KeyHolder holder) => new(holder.KeyId, Person.Program, holder.Name, holder.KeyId, Method,
        [new PersonMembership(
        holder.OrganisationId ?? Guid.Empty, "provider", holder.Name, KeyScopes.RolesOf(holder.Scopes), [holder.Siret])],
        [], Fresh: false);
}

/// <summary>Who asks, for handlers behind <see cref="KeyRequirement"/>.</summary>
public static class ProviderCallers
{
    /// <summary>The establishment whose key came.</summary>
    public static ProviderCaller Caller(this HttpContext context) => context.Features.Get<ProviderCaller>()
        ?? throw new InvalidOperationException("The route takes no key: no establishment asks.");
}
