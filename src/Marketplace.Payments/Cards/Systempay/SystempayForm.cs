using System.Globalization;

namespace Marketplace.Payments.Cards.Systempay;

/// <summary>Fields of the hosted payment page and of its notifications (vads_…, version V2).</summary>
public static class SystempayForm
{
    public const string Prefix = "vads_";
    public const string SignatureField = "signature";

    private const string Euro = "978";
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int LongestValue = 64;

    /// <summary>The form of a payment: an amount, a reference, and where to come back to. Nothing of the payer.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Write(
        SystempayOptions options, CardPayment payment, Uri back, Uri notification)
    {
        List<KeyValuePair<string, string>> fields =
        [
            new("vads_action_mode", "INTERACTIVE"),
            new("vads_amount", payment.AmountCents.ToString(CultureInfo.InvariantCulture)),
            new("vads_ctx_mode", options.Mode),
            new("vads_currency", Euro),
            new("vads_language", "fr"),
            new("vads_order_id", payment.Reference),
            new("vads_page_action", "PAYMENT"),
            new("vads_payment_config", "SINGLE"),
            // Captured at once, validated by nobody: authorised is paid.
            new("vads_capture_delay", "0"),
            new("vads_validation_mode", "0"),
            new("vads_redirect_success_timeout", "3"),
            new("vads_redirect_error_timeout", "3"),
            new("vads_return_mode", "NONE"),
            new("vads_site_id", options.SiteId),
            new("vads_trans_date", payment.CreatedAt.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)),
            new("vads_trans_id", TransactionOf(payment.Number)),
            new("vads_url_check", notification.ToString()),
            new("vads_url_return", back.ToString()),
            new("vads_version", "V2"),
        ];
        return [.. fields, new(SignatureField, HmacSignature.OfFields(fields, Prefix, options.FormKey))];
    }

    /// <summary>
    /// Six characters, unique in a day: two thousand million payments pass before one returns. The same for each visit of the page, so
    /// that a payment cannot be made twice.
    /// </summary>
    public static string TransactionOf(long number)
    {
        Span<char> text = stackalloc char[6];
        for (var i = text.Length - 1; i >= 0; i--)
            (text[i], number) = (Digits[(int)(number % Digits.Length)], number / Digits.Length);
        return new string(text);
    }

    /// <summary>
    /// A notification at the end of a payment; null: not signed with our key, of another shop or mode, or without what it must have.
    /// </summary>
    public static CardNotification? Read(SystempayOptions options, IReadOnlyDictionary<string, string> form)
    {
        if (!HmacSignature.Equal(HmacSignature.OfFields(form, Prefix, options.FormKey), form.GetValueOrDefault(SignatureField))
            || form.GetValueOrDefault("vads_site_id") != options.SiteId || form.GetValueOrDefault("vads_ctx_mode") != options.Mode
            || Short(form, "vads_order_id") is not { Length: > 0 } reference
                || Short(form, "vads_trans_status") is not { Length: > 0 } status)
            return null;
        var transaction = Short(form, "vads_trans_uuid");
        var operation = Short(form, "vads_operation_type");
        long? cents = long.TryParse(form.GetValueOrDefault("vads_amount"), NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            ? amount : null;
        // A repetition has another vads_hash and vads_url_check_src: what is said is what counts.
        var key = $"{reference}/{transaction ?? Short(form, "vads_trans_id")}/{operation}/{status}/{cents}";
        return new(key, reference, operation is "CREDIT" ? CardEvent.Other : EventOf(status), transaction, cents,
            form.GetValueOrDefault("vads_currency") == Euro ? "EUR" : Short(form, "vads_currency"));
    }

    /// <summary>What a status of a payment means here; the words are the same in the REST services.</summary>
    internal static CardEvent EventOf(string status) => status switch
    {
        "AUTHORISED" or "CAPTURED" => CardEvent.Paid,
        "REFUSED" => CardEvent.Refused,
        "ABANDONED" or "CANCELLED" or "EXPIRED" => CardEvent.Abandoned,
        // Waiting for something, or a failure at the bank of what was authorised: the reconciliation shows it.
        _ => CardEvent.Other,
    };

    private static string? Short(IReadOnlyDictionary<string, string> form, string name) =>
        form.GetValueOrDefault(name) is { Length: <= LongestValue } value && value.Length > 0 ? value : null;
}
