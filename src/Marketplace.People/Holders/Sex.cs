namespace Marketplace.People.Holders;

/// <summary>The sex of civil status, as the first digit of a NIR and FranceConnect's <c>gender</c> give it.</summary>
public enum Sex
{
    Female,
    Male,
}
