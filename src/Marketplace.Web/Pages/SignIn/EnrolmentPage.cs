using Marketplace.People.Access;
using Marketplace.People.Accounts.Local;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;
using Microsoft.Extensions.Options;
using QRCoder;

namespace Marketplace.Web.Pages.SignIn;

/// <summary><c>/connexion/second-facteur</c>: sets up the second factor, then shows the recovery codes once.</summary>
public static class EnrolmentPage
{
    public static async Task<IResult> ShowAsync(
        HttpContext context, PendingSignIn pending, PasswordSignIn signIn, SecondFactor factor, PageRenderer renderer, IOptions<OperatorSettings> settings, CancellationToken cancel) =>
        await pending.AfterPasswordAsync(context, signIn, cancel) is { AccountId: { } account }
            ? await PageAsync(context.Request, account, factor, renderer, settings.Value, null, cancel)
            : Results.Redirect("/connexion");

    public static async Task<IResult> PostAsync(
        HttpContext context, PendingSignIn pending, PasswordSignIn signIn, SecondFactor factor, SignInFlow flow, PageRenderer renderer, IOptions<OperatorSettings> settings,
        CancellationToken cancel)
    {
        if (await pending.AfterPasswordAsync(context, signIn, cancel) is not { AccountId: { } account } state)
            return Results.Redirect("/connexion");
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        if (await factor.ConfirmAsync(account, form.Text("code", 40), new Actor(account, Roles.SignedIn), cancel) is not { } codes)
            return await PageAsync(context.Request, account, factor, renderer, settings.Value,
                "Ce code n’est pas le bon. Vérifiez l’heure de votre téléphone, attendez le code suivant, puis recommencez.", cancel);
        pending.Remove(context);
        var home = await flow.CompleteAsync(context, account, "password+totp");
        return renderer.Private(context.Request, "sign-in/recovery-codes", new RecoveryCodesModel(codes, state.Return ?? home), "Codes de secours");
    }

    private static async Task<IResult> PageAsync(
        HttpRequest request, Guid account, SecondFactor factor, PageRenderer renderer, OperatorSettings settings, string? error, CancellationToken cancel)
    {
        string secret;
        try
        {
            secret = await factor.BeginAsync(account, cancel);
        }
        catch (InvalidOperationException)
        {
            return Results.Redirect("/connexion/code");
        }
        var address = $"otpauth://totp/{Uri.EscapeDataString(settings.ServiceTitle)}?secret={secret}&issuer={Uri.EscapeDataString(settings.ServiceTitle)}";
        using var generator = new QRCodeGenerator();
        using var drawing = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var picture = Convert.ToBase64String(new PngByteQRCode(drawing).GetGraphic(4));
        var model = new EnrolmentModel(string.Join(' ', secret.Chunk(4).Select(part => new string(part))), $"data:image/png;base64,{picture}", address,
            new Field("code", "Code à 6 chiffres") { Hint = "Celui que montre l’application", Autocomplete = "one-time-code", InputMode = "numeric", MaxLength = 10, Error = error });
        return renderer.Private(request, "sign-in/enrolment", model, "Second facteur de connexion");
    }
}

/// <summary>Model of <c>pages/sign-in/enrolment</c>.</summary>
/// <param name="Secret">In groups of four, to be typed.</param>
/// <param name="Picture">QR code as a data: address.</param>
/// <param name="Address">otpauth: address, for a device that opens it.</param>
public sealed record EnrolmentModel(string Secret, string Picture, string Address, Field Code);

/// <summary>Model of <c>pages/sign-in/recovery-codes</c>.</summary>
public sealed record RecoveryCodesModel(IReadOnlyList<string> Codes, string Next);
