using Marketplace.Payments.Cards;

namespace Marketplace.Web.Pages.Payments;

/// <summary>The form that leads to the payment provider's page; model of <c>partials/card-form</c>. It carries no token of ours.</summary>
public sealed record CardForm(string Address, IReadOnlyList<CardFormField> Fields, string Label)
{
    /// <param name="label">Of the button.</param>
    public static CardForm Of(CardPage page, string label) =>
        new(page.Address.ToString(), [.. page.Fields.Select(field => new CardFormField(field.Key, field.Value))], label);
}

/// <summary>A hidden field.</summary>
public sealed record CardFormField(string Name, string Value);
