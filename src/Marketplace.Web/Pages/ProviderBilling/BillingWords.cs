using Marketplace.Bookings.Billing;
using Marketplace.Payments.Payables;
using Marketplace.Payments.Payouts;

namespace Marketplace.Web.Pages.ProviderBilling;

/// <summary>States of invoices and payments, with the badge they are shown in.</summary>
internal static class BillingWords
{
    /// <summary>Common reasons of banks (ISO 20022), in French; others are shown by their code.</summary>
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["AC01"] = "numéro de compte faux", ["AC04"] = "compte clos", ["AC06"] = "compte bloqué",
            ["AG01"] = "opération interdite sur ce compte",
        ["AM04"] = "provision insuffisante", ["BE04"] = "adresse manquante", ["MD07"] = "titulaire décédé",
            ["MS02"] = "refusé par le bénéficiaire",
        ["MS03"] = "raison non précisée par la banque", ["RC01"] = "identifiant de banque faux", ["RR04"] = "raison réglementaire",
        ["FOCR"] = "rappelé", ["BE01"] = "le nom ne correspond pas au compte",
    };

    public static (string Text, string Badge) Of(InvoiceSummary invoice) =>
        invoice.Kind == "credit-note" ? ($"Annule {invoice.Corrects}", "new")
        : invoice.CreditedBy is { } credit ? ($"Annulée par {credit}", "new")
        : invoice.State switch
        {
            "paid" => ("Payée", "success"), "rejected" => ("Paiement rejeté", "error"), "suspended" => ("Paiement suspendu", "warning"),
            "sent" => ("Paiement en cours", "info"), "cancelled" => ("Annulée", "new"), _ => ("À payer", "info"),
        };

    public static (string Text, string Badge) Of(string state) => (PayableProcess.Table.Label(state), state switch
    {
        PayableProcess.Paid => "success", PayableProcess.Rejected => "error",
            PayableProcess.Suspended or PayableProcess.ToCheck => "warning",
        PayableProcess.Cancelled => "new", _ => "info",
    });

    public static string Transfer(string state) => TransferProcess.Table.Label(state);

    /// <summary>A bank's reason; empty: none.</summary>
    public static string Reason(string? code) => code is null ? "" : Reasons.TryGetValue(code, out var words) ? $"{words} ({code})" : code;
}
