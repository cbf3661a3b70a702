namespace Marketplace.Web.Forms;

/// <summary>An amount in euros, in cents: 1450, 12,50, 12.50, 1 234,56 €.</summary>
public sealed class AmountField : InputField<long>
{
    /// <param name="least">Cents.</param>
    /// <param name="most">Cents.</param>
    public AmountField(string name, string label, long least, long most, string problem)
        : base(name, label, (string text, out long cents, out string? said) =>
        {
            cents = TypedAmount.Cents(text, most) ?? -1;
            return (said = cents >= least ? null : problem) is null;
        }) => (InputMode, MaxLength) = ("decimal", TypedAmount.MaxLength);
}
