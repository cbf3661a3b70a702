using Marketplace.Payments.Cards;
using Marketplace.Payments.Cards.Systempay;
using Xunit;

namespace Marketplace.UnitTests.Cards;

/// <summary>Forms and notifications of Systempay, against the example and the field lists of its documentation.</summary>
public sealed class SystempayFormTests
{
    private const string Key = "1122334455667788";

    public static readonly SystempayOptions Shop = new(
        "12345678", Key, "TEST", new("https://paiement.systempay.fr/vads-payment/"), new("https://api.systempay.fr/api-payment/V4/"),
        "mot de passe");

    private static readonly CardPayment Payment = new()
    {
        Id = Guid.Parse("0198b2c4-0000-7000-8000-000000000001"), Reference = "0198b2c400007000800000000000000f", AmountCents = 12_345,
            Number = 71,
        CreatedAt = new DateTime(2026, 11, 26, 12, 0, 5, DateTimeKind.Utc), Provider = SystempayProvider.ProviderName,
    };

    /// <summary>The example of the provider's documentation, with its key and its result.</summary>
    [Fact]
    public void Signature_OfTheDocumentedExample_IsTheDocumentedOne()
    {
        Dictionary<string, string> fields = new()
        {
            ["vads_version"] = "V2", ["vads_trans_id"] = "123456", ["vads_trans_date"] = "20170129130025", ["vads_site_id"] = "12345678",
            ["vads_payment_config"] = "SINGLE", ["vads_page_action"] = "PAYMENT", ["vads_currency"] = "978", ["vads_ctx_mode"] = "TEST",
            ["vads_amount"] = "5124", ["vads_action_mode"] = "INTERACTIVE", ["payer"] = "Payer",
        };
        Assert.Equal("ycA5Do5tNvsnKdc/eP1bj2xa19z9q3iWPy9/rpesfS0=", HmacSignature.OfFields(fields, SystempayForm.Prefix, Key));
    }

    [Fact]
    public void Form_SaysAmountReferenceAndWayBack_AndNothingOfThePayer()
    {
        var form = SystempayForm.Write(Shop, Payment, new("https://site.example/retour"), new("https://site.example/notification"))
            .ToDictionary(field => field.Key, field => field.Value);
        Assert.Equal(("12345", "978", "0198b2c400007000800000000000000f", "00001z", "20261126120005", "PAYMENT", "SINGLE"),
            (form["vads_amount"], form["vads_currency"], form["vads_order_id"], form["vads_trans_id"], form["vads_trans_date"],
            form["vads_page_action"], form["vads_payment_config"]));
        Assert.Equal(("https://site.example/notification", "https://site.example/retour"),
            (form["vads_url_check"], form["vads_url_return"]));
        Assert.DoesNotContain(form.Keys, name => name.StartsWith("vads_cust", StringComparison.Ordinal));
        Assert.True(HmacSignature.Equal(HmacSignature.OfFields(form, SystempayForm.Prefix, Key), form["signature"]));
        Assert.DoesNotContain(Key, string.Concat(form.Values));
    }

    [Fact]
    public void TransactionNumbers_AreSixCharactersAndDiffer() =>
        Assert.Equal(["000001", "00000z", "000010", "zzzzzz", "000000"],
            new long[] { 1, 35, 36, 2_176_782_335, 2_176_782_336 }.Select(SystempayForm.TransactionOf));

    [Theory]
    [InlineData("AUTHORISED", CardEvent.Paid)]
    [InlineData("CAPTURED", CardEvent.Paid)]
    [InlineData("REFUSED", CardEvent.Refused)]
    [InlineData("ABANDONED", CardEvent.Abandoned)]
    [InlineData("EXPIRED", CardEvent.Abandoned)]
    [InlineData("CANCELLED", CardEvent.Abandoned)]
    [InlineData("AUTHORISED_TO_VALIDATE", CardEvent.Other)]
    [InlineData("WAITING_AUTHORISATION", CardEvent.Other)]
    [InlineData("UNDER_VERIFICATION", CardEvent.Other)]
    [InlineData("CAPTURE_FAILED", CardEvent.Other)]
    public void Notification_SaysWhatItsStatusMeans(string status, CardEvent said)
    {
        var read = SystempayForm.Read(Shop, Notification(("vads_trans_status", status)));
        Assert.Equal((said, Payment.Reference, "5f0a6b2c1d9e4f7a8b3c2d1e0f9a8b7c", 12_345L, "EUR"),
            (read!.Event, read.Reference, read.Transaction, read.AmountCents, read.Currency));
    }

    /// <summary>The buyer went away: no transaction was made, so the notification has none of its fields.</summary>
    [Fact]
    public void Notification_OfAnAbandonedPage_HasNoTransaction()
    {
        var read = SystempayForm.Read(Shop, Signed(new()
        {
            ["vads_amount"] = "12345", ["vads_ctx_mode"] = "TEST", ["vads_currency"] = "978", ["vads_hash"] = "aa",
                ["vads_order_id"] = Payment.Reference,
            ["vads_page_action"] = "PAYMENT", ["vads_result"] = "17", ["vads_site_id"] = "12345678", ["vads_trans_date"] = "20261126120005",
            ["vads_trans_id"] = "00001z", ["vads_trans_status"] = "ABANDONED", ["vads_url_check_src"] = "PAY", ["vads_version"] = "V2",
        }));
        Assert.Equal((CardEvent.Abandoned, null), (read!.Event, read.Transaction));
    }

    [Fact]
    public void Notification_OfARefund_EndsNoPayment() =>
        Assert.Equal(CardEvent.Other, SystempayForm.Read(Shop, Notification(("vads_operation_type", "CREDIT")))!.Event);

    [Fact]
    public void Notification_SentAgain_HasTheSameKey_AndAnotherStatusAnother()
    {
        var first = SystempayForm.Read(Shop, Notification())!.Key;
        Assert.Equal(first, SystempayForm.Read(Shop, Notification(("vads_url_check_src", "RETRY"), ("vads_hash", "another")))!.Key);
        Assert.NotEqual(first, SystempayForm.Read(Shop, Notification(("vads_trans_status", "CAPTURED")))!.Key);
    }

    [Fact]
    public void Notification_ChangedOrLeftOutInAnyField_IsRefused()
    {
        foreach (var name in Notification().Keys)
        {
            var changed = Notification();
            changed[name] += "1";
            Assert.Null(SystempayForm.Read(Shop, changed));
            var without = Notification();
            without.Remove(name);
            Assert.Null(SystempayForm.Read(Shop, without));
        }
        var more = Notification();
        more["vads_more"] = "1";
        Assert.Null(SystempayForm.Read(Shop, more));
    }

    [Fact]
    public void Notification_OfAnotherKeyShopOrMode_IsRefused()
    {
        Assert.Null(SystempayForm.Read(Shop with { FormKey = "8877665544332211" }, Notification()));
        Assert.Null(SystempayForm.Read(Shop, Notification(("vads_site_id", "87654321"))));
        Assert.Null(SystempayForm.Read(Shop, Notification(("vads_ctx_mode", "PRODUCTION"))));
        Assert.Null(SystempayForm.Read(Shop, Notification(("vads_order_id", new string('x', 65)))));
        Assert.Null(SystempayForm.Read(Shop, new Dictionary<string, string>()));
    }

    [Fact]
    public void Options_WrittenOut_ShowNoSecret()
    {
        var text = $"{Shop}";
        Assert.DoesNotContain(Key, text);
        Assert.DoesNotContain("mot de passe", text);
    }

    /// <summary>The fields that the documentation lists for a card payment by form.</summary>
    private static Dictionary<string, string> Notification(params (string Name, string Value)[] changes)
    {
        Dictionary<string, string> fields = new()
        {
            ["vads_action_mode"] = "INTERACTIVE", ["vads_amount"] = "12345", ["vads_auth_mode"] = "FULL", ["vads_auth_number"] = "3fe4d2",
            ["vads_auth_result"] = "00", ["vads_bank_label"] = "Banque de démo et de l'innovation", ["vads_capture_delay"] = "0",
                ["vads_card_brand"] = "CB",
            ["vads_card_country"] = "FR", ["vads_card_number"] = "497010XXXXXX0055", ["vads_contract_used"] = "5555555",
                ["vads_ctx_mode"] = "TEST",
            ["vads_currency"] = "978", ["vads_effective_amount"] = "12345", ["vads_effective_currency"] = "978",
            ["vads_effective_creation_date"] = "20261126120131", ["vads_expiry_month"] = "6", ["vads_expiry_year"] = "2027",
                ["vads_extra_result"] = "",
            ["vads_hash"] = "4ae35a3a5b9c4c3b8b1f0f7a6e2d1c0b9a8f7e6d5c4b3a291807f6e5d4c3b2a1", ["vads_language"] = "fr",
            ["vads_operation_type"] = "DEBIT", ["vads_order_id"] = Payment.Reference, ["vads_page_action"] = "PAYMENT",
            ["vads_payment_config"] = "SINGLE", ["vads_payment_src"] = "EC", ["vads_pays_ip"] = "FR",
                ["vads_presentation_date"] = "20261126120131",
            ["vads_result"] = "00", ["vads_sequence_number"] = "1", ["vads_site_id"] = "12345678", ["vads_threeds_status"] = "Y",
            ["vads_trans_date"] = "20261126120005", ["vads_trans_id"] = "00001z", ["vads_trans_status"] = "AUTHORISED",
            ["vads_trans_uuid"] = "5f0a6b2c1d9e4f7a8b3c2d1e0f9a8b7c", ["vads_url_check_src"] = "PAY", ["vads_validation_mode"] = "0",
                ["vads_version"] = "V2",
            ["vads_warranty_result"] = "YES",
        };
        foreach (var (name, value) in changes)
            fields[name] = value;
        return Signed(fields);
    }

    private static Dictionary<string, string> Signed(Dictionary<string, string> fields)
    {
        fields["signature"] = HmacSignature.OfFields(fields, SystempayForm.Prefix, Key);
        return fields;
    }
}
