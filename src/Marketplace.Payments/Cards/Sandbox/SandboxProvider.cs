using System.Globalization;
using System.Text.Json;

namespace Marketplace.Payments.Cards.Sandbox;

/// <summary>How the sandbox is reached.</summary>
/// <param name="Page">Path of its page for payment, on this very site.</param>
/// <param name="Key">Signs both ways.</param>
public sealed record SandboxOptions(string Page, string Key);

/// <summary>What the sandbox says, as it goes over the wire.</summary>
public sealed record SandboxMessage(string Id, string Reference, CardEvent Event, string? Transaction, long Amount, string Currency);

/// <summary>
/// A provider that ships with the program, for Development and tests: nobody pays anything. Pages and notifications go over HTTP as they
/// do with others; what it is asked directly it reads from its own tables.
/// </summary>
public sealed class SandboxProvider(SandboxOptions options, CardPaths paths, SandboxDesk desk) : ICardProvider
{
    public const string ProviderName = "sandbox";

    /// <summary>Header with the signature of a notification's body.</summary>
    public const string SignatureHeader = "Sandbox-Signature";

    private const string Prefix = "sandbox_";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter<CardEvent>() },
    };

    public string Name => ProviderName;

    public Uri? Host => null;

    public CardPage Page(CardPayment payment, Uri site)
    {
        List<KeyValuePair<string, string>> fields =
        [
            new(Prefix + "reference", payment.Reference),
            new(Prefix + "amount", payment.AmountCents.ToString(CultureInfo.InvariantCulture)),
            new(Prefix + "label", payment.Label),
            new(Prefix + "hold_until", payment.HoldUntil.ToString("O", CultureInfo.InvariantCulture)),
            new(Prefix + "return", new Uri(site, paths.Return(payment.Id)).ToString()),
            new(Prefix + "notification", new Uri(site, paths.Notification(Name)).ToString()),
        ];
        return new(new Uri(site, options.Page), [.. fields, new("signature", HmacSignature.OfFields(fields, Prefix, options.Key))]);
    }

    /// <summary>The other end of <see cref="Page"/>; null: not signed by us.</summary>
    internal static SandboxOrder? ReadPage(IReadOnlyDictionary<string, string> form, string key)
    {
        if (!HmacSignature.Equal(HmacSignature.OfFields(form, Prefix, key), form.GetValueOrDefault("signature")))
            return null;
        return new(form[Prefix + "reference"], long.Parse(form[Prefix + "amount"], CultureInfo.InvariantCulture), form[Prefix + "label"],
            DateTimeOffset.Parse(form[Prefix + "hold_until"], CultureInfo.InvariantCulture),
            form[Prefix + "return"], form[Prefix + "notification"]);
    }

    /// <summary>A notification as it is sent: its body and its signature.</summary>
    public static (byte[] Body, string Signature) Write(SandboxMessage message, string key)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, Json);
        return (body, HmacSignature.Of(body, key));
    }

    public CardNotification? Read(CardMessage message)
    {
        if (!HmacSignature.Equal(HmacSignature.Of(message.Body.Span, options.Key), message.Header(SignatureHeader)))
            return null;
        try
        {
            return JsonSerializer.Deserialize<SandboxMessage>(message.Body.Span, Json)
                is { Id.Length: > 0 and <= 100, Reference.Length: > 0 and <= 64 } said
                ? new(said.Id, said.Reference, said.Event, said.Transaction, said.Amount, said.Currency) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public Task<CardRefundAnswer> RefundAsync(CardPayment payment, long amountCents, string key, CancellationToken cancel) =>
        desk.RefundAsync(payment.Reference, amountCents, key, cancel);

    public Task<CardNotification?> StatusAsync(CardPayment payment, CancellationToken cancel) =>
        desk.StatusAsync(payment.Reference, cancel);

    public Task<IReadOnlyList<CardOperation>> OperationsAsync(
        DateOnly first, DateOnly last, IReadOnlyList<string> known, CancellationToken cancel) => desk.OperationsAsync(first, last, cancel);
}
