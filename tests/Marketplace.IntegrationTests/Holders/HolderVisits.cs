using System.Net.Http.Headers;
using Marketplace.IntegrationTests.Accounts;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Holders;

/// <summary>What holders without FranceConnect+ and operators do about identities, through the pages.</summary>
internal static class HolderVisits
{
    public static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. "petite photo"u8];

    public static readonly byte[] Pdf = [.. "%PDF-1.7 petite page"u8];

    /// <summary>A holder with a local account, signed in.</summary>
    public static async Task<(Guid Id, Visitor Browser)> HolderAsync(this MarketplaceApplication application, string email)
    {
        var (_, browser) = await LocalPerson.HolderAsync(application, email);
        return (await application.ScalarAsync<Guid>("SELECT id FROM account WHERE email = @email AND kind = 'holder'", new { email }),
            browser);
    }

    /// <summary>A holder whose identity an operator accepted: a woman born in Lyon on 14 February 1985.</summary>
    public static async Task<(Guid Id, Visitor Browser)> VerifiedAsync(
        this MarketplaceApplication application, Visitor rights, string email, string birthName)
    {
        var (id, browser) = await application.HolderAsync(email);
        Assert.Equal("/mon-compte", (await browser.DeclareAsync(birthName, Jpeg)).Location);
        Assert.Equal("/gestion/identites", (await rights.DecideAsync(id, "identite", "accepter")).Location);
        return (id, browser);
    }

    /// <summary>Declares an identity with documents.</summary>
    public static async Task<Answer> DeclareAsync(this Visitor browser, string birthName, params byte[][] documents)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in new[]
        {
            (Visitor.TokenField, await browser.TokenAsync()), ("birthName", birthName), ("givenNames", "Camille"),
                ("birthDate", "1985-02-14"),
            ("sex", "female"), ("birthPlace", "69123"), ("birthCountry", "99100"),
        })
            form.Add(new StringContent(value), name);
        foreach (var document in documents)
        {
            var content = new ByteArrayContent(document);
            content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            form.Add(content, "documents", "piece.jpg");
        }
        return await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/mon-compte/identite") { Content = form });
    }

    /// <summary>The operator decides.</summary>
    /// <param name="about">identite or numero.</param>
    public static Task<Answer> DecideAsync(this Visitor rights, Guid holder, string about, string decision, string note = "") =>
        rights.DecideAsync($"/gestion/identites/{holder}", $"/gestion/identites/{holder}/{about}", ("decision", decision), ("note", note));

    public static Task<Answer> EnterAsync(this Visitor browser, string number, string cardName, string cardGivenNames = "Camille") =>
        browser.PostAsync("/mon-compte/numero", ("nir", number), ("cardName", cardName), ("cardGivenNames", cardGivenNames));

    /// <summary>A number with its key, of a woman born in Lyon in February 1985.</summary>
    public static string Number(int order)
    {
        var thirteen = $"2850269123{order:D3}";
        return thirteen + (97 - (long.Parse(thirteen, System.Globalization.CultureInfo.InvariantCulture) % 97))
            .ToString("D2", System.Globalization.CultureInfo.InvariantCulture);
    }
}
