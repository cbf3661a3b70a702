using Marketplace.Catalogue.Places;

namespace Marketplace.Catalogue.Offers;

/// <summary>A person or service to contact (<c>coordonnees</c>). Personal data: never in lists, exports of the index, or logs.</summary>
public sealed record Contact
{
    public required string Number { get; init; }
    public required string LastName { get; init; }
    public required string FirstName { get; init; }
    public PostalAddress? Address { get; init; }
    public required string Phone { get; init; }
    public string? Mobile { get; init; }
    public required string Email { get; init; }
    public IReadOnlyList<Extra> OtherExtras { get; init; } = [];
}
