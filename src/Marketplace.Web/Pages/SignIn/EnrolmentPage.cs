using Marketplace.People.Access;
using Marketplace.People.Accounts.Local;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;
using Marketplace.Web.Site;
using Microsoft.Extensions.Options;
using QRCoder;

namespace Marketplace.Web.Pages.SignIn;

/// <summary><c>/connexion/second-facteur</c>: sets up the second factor, then shows the recovery codes once.</summary>
public static class EnrolmentPage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, PendingSignIn pending, PasswordSignIn signIn, SecondFactor factor,
        IOptions<OperatorSettings> settings) =>
        await pending.AfterPasswordAsync(context.Http, signIn, context.Cancel) is { AccountId: { } account }
            ? await PageAsync(context, account, factor, settings.Value, new FirstCodeForm())
            : Results.Redirect(SignInAddresses.Choice);

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, PendingSignIn pending, PasswordSignIn signIn, SecondFactor factor, SignInFlow flow,
        IOptions<OperatorSettings> settings)
    {
        if (await pending.AfterPasswordAsync(context.Http, signIn, context.Cancel) is not { AccountId: { } account } state)
            return Results.Redirect(SignInAddresses.Choice);
        var form = await context.ReadAsync(new FirstCodeForm());
        if (await factor.ConfirmAsync(account, form.Code.Value, new Actor(account, Roles.SignedIn), context.Cancel) is not { } codes)
        {
            form.Code.Refuse("Ce code n’est pas le bon. Vérifiez l’heure de votre téléphone, attendez le code suivant, puis recommencez.");
            return await PageAsync(context, account, factor, settings.Value, form);
        }
        pending.Remove(context.Http);
        var home = await flow.CompleteAsync(context.Http, account, "password+totp");
        return context.Private("sign-in/recovery-codes", new RecoveryCodesModel(codes, state.Return ?? home), "Codes de secours");
    }

    private static async Task<IResult> PageAsync(
        PageContext context, Guid account, SecondFactor factor, OperatorSettings settings, FirstCodeForm form)
    {
        string secret;
        try
        {
            secret = await factor.BeginAsync(account, context.Cancel);
        }
        catch (InvalidOperationException)
        {
            return Results.Redirect(SignInAddresses.Code);
        }
        var address = $"otpauth://totp/{Uri.EscapeDataString(settings.ServiceTitle)}?secret={secret}&issuer={Uri.EscapeDataString(settings.ServiceTitle)}";
        using var generator = new QRCodeGenerator();
        using var drawing = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var picture = Convert.ToBase64String(new PngByteQRCode(drawing).GetGraphic(4));
        var model = new EnrolmentModel(
            string.Join(' ', secret.Chunk(4).Select(part => new string(part))), $"data:image/png;base64,{picture}", address, form);
        return context.Private("sign-in/enrolment", model, "Second facteur de connexion");
    }
}

/// <summary>Model of <c>pages/sign-in/enrolment</c>.</summary>
/// <param name="Secret">In groups of four, to be typed.</param>
/// <param name="Picture">QR code as a data: address.</param>
/// <param name="Address">otpauth: address, for a device that opens it.</param>
public sealed record EnrolmentModel(string Secret, string Picture, string Address, FirstCodeForm Form);

/// <summary>Model of <c>pages/sign-in/recovery-codes</c>.</summary>
public sealed record RecoveryCodesModel(IReadOnlyList<string> Codes, string Next);
