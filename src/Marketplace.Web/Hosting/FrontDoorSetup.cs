using Marketplace.Payments.Cards;
using Marketplace.Web.Access;
using Marketplace.Web.Api.Provider;
using Marketplace.Web.Api.Tokens;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Pages.Errors;
using Marketplace.Web.SignIn;
using Microsoft.AspNetCore.Http.Features;

namespace Marketplace.Web.Hosting;

/// <summary>Everything a request passes before it reaches a route, in its order.</summary>
public static class FrontDoorSetup
{
    /// <summary>More than any route takes: two identity documents, or a list of beneficiaries.</summary>
    private const int MostUploadBytes = 12 * 1024 * 1024;

    public static void AddFrontDoor(this WebApplicationBuilder builder)
    {
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddPageCompression();
        builder.Services.AddAntiforgery(options =>
        {
            var development = builder.Environment.IsDevelopment();
            options.Cookie = development ? new CookieBuilder { SecurePolicy = CookieSecurePolicy.SameAsRequest } : new SecureCookie();
            options.Cookie.Name = development ? "form" : "__Host-form";
            options.Cookie.Path = "/";
            options.Cookie.HttpOnly = true;
            options.Cookie.IsEssential = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            // Our own header says the same and more.
            options.SuppressXFrameOptionsHeader = true;
        });
        builder.Services.Configure<FormOptions>(options =>
        {
            options.ValueCountLimit = 500;
            options.KeyLengthLimit = 100;
            options.ValueLengthLimit = 64 * 1024;
            options.MultipartHeadersLengthLimit = 4 * 1024;
            options.MultipartBodyLengthLimit = MostUploadBytes;
            // Files of a form stay in memory to their end: beyond the default of 64 KB they would lie on the disk in clear.
            options.MemoryBufferThreshold = MostUploadBytes;
        });
    }

    public static void UseFrontDoor(this WebApplication app)
    {
        var limits = app.Configuration.GetSection(RateLimitSettings.Section).Get<RateLimitSettings>() ?? new RateLimitSettings();
        app.UseKnownProxies(app.Configuration);
        app.UseSecurityHeaders(app.Services.GetRequiredService<ICardProvider>().Host);
        app.UseResponseCompression();
        app.UseErrorPages();
        app.UseRouting();
        app.UseAddressLimits(limits);
        app.UseMiddleware<SessionReader>();
        app.UseMiddleware<TokenReader>();
        app.UseMiddleware<KeyReader>();
        app.UseAccountLimits(limits);
        // Answers of identity providers come to addresses of their handlers, before any route.
        app.UseAuthentication();
        app.UseMiddleware<RightsGate>();
        app.UseMiddleware<FormGate>();
    }
}
