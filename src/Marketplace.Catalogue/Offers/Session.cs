using Marketplace.Catalogue.Places;

namespace Marketplace.Catalogue.Offers;

/// <summary>One run of an action (EDOF <c>session</c>).</summary>
public sealed record Session
{
    /// <summary>The provider's own id, unique within the action.</summary>
    public required string Number { get; init; }
    public required DateOnly Created { get; init; }
    public required DateOnly Updated { get; init; }
    /// <summary>First day; null for permanent entry.</summary>
    public DateOnly? Start { get; init; }
    public DateOnly? End { get; init; }
    public required PostalAddress RegistrationAddress { get; init; }
    /// <summary><c>etat-recrutement</c>: 1 open, 2 closed.</summary>
    public required bool Open { get; init; }
    public required Contact RegistrationContact { get; init; }
    /// <summary>Extras that follow the coordinates inside <c>contact-inscription</c>.</summary>
    public IReadOnlyList<Extra> RegistrationContactExtras { get; init; } = [];
    /// <summary><c>garantie</c>: the session takes place whatever the number of participants.</summary>
    public required bool Guaranteed { get; init; }
    public string? Particulars { get; init; }
    public IReadOnlyList<Extra> OtherExtras { get; init; } = [];
}
