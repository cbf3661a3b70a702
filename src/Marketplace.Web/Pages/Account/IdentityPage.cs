using Marketplace.People.Access;
using Marketplace.People.Holders;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Pages.Account;

/// <summary><c>/mon-compte/identite</c>: the identity of the account; without FranceConnect+, declared with documents for an operator to check.</summary>
public static class IdentityPage
{
    /// <summary>Two documents and some text.</summary>
    internal static readonly RequestSizeLimitAttribute Size = new((IdentityDocument.MaxCount * IdentityDocument.MaxLength) + (64 * 1024));

    public static async Task<IResult> ShowAsync(HttpContext context, HolderStore holders, IdentityDocuments documents, PageRenderer renderer, CancellationToken cancel) =>
        await holders.FindAsync(context.Person()!.AccountId, cancel) is { } holder
            ? Page(context.Request, renderer, holder, new IdentityForm(), null, await documents.ListAsync(context.Person()!.AccountId, cancel))
            : Results.NotFound();

    public static async Task<IResult> PostAsync(HttpContext context, HolderStore holders, IdentityChecks checks, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var account = context.Person()!.AccountId;
        if (await holders.FindAsync(account, cancel) is not { } holder)
            return Results.NotFound();
        var typed = IdentityForm.Read(form);
        var identity = PivotIdentity.FromClaims(typed.GivenNames, typed.BirthName, typed.BirthDate, typed.Sex, typed.BirthPlace, typed.BirthCountry, TimeProvider.System.Today(), out _);
        var (documents, documentProblem) = await DocumentsAsync(form.Files, cancel);
        if (identity is null || documentProblem is not null)
            return Page(context.Request, renderer, holder, typed, Notice.Error(identity is null ? typed.Mistake() : documentProblem!));
        try
        {
            return await checks.SubmitAsync(account, identity, documents, context.Actor(), cancel) == CheckOutcome.Done ? Results.Redirect("/mon-compte") : Results.NotFound();
        }
        catch (ProcessRefusedException refused)
        {
            return Page(context.Request, renderer, await holders.FindAsync(account, cancel) ?? holder, typed, Notice.Error(refused.Message), status: StatusCodes.Status409Conflict);
        }
    }

    /// <summary>The documents of a form, or what to mend about them.</summary>
    internal static async Task<(IReadOnlyList<IdentityDocument>, string?)> DocumentsAsync(IFormFileCollection files, CancellationToken cancel)
    {
        var documents = new List<IdentityDocument>();
        if (files.Count is 0 or > IdentityDocument.MaxCount)
            return ([], $"Joignez un ou deux fichiers : le recto et le verso de votre carte, ou la page de votre passeport.");
        foreach (var file in files)
        {
            if (file.Length is 0 or > IdentityDocument.MaxLength)
                return ([], "Un fichier est vide ou dépasse 5 Mo. Réduisez sa taille, puis recommencez.");
            using var content = new MemoryStream((int)file.Length);
            await file.CopyToAsync(content, cancel);
            if (IdentityDocument.MediaTypeOf(content.GetBuffer().AsSpan(0, (int)content.Length)) is not { } type)
                return ([], "Un fichier n’est ni une image JPEG ou PNG, ni un PDF. Enregistrez-le dans l’un de ces formats, puis recommencez.");
            documents.Add(new IdentityDocument(type, content.ToArray()));
        }
        return (documents, null);
    }

    private static IResult Page(HttpRequest request, PageRenderer renderer, HolderRecord holder, IdentityForm typed, Notice? notice, IReadOnlyList<StoredDocument>? waiting = null, int? status = null)
    {
        var open = IdentityProcess.Table.Allows(holder.IdentityStatus, IdentityProcess.Submit, Roles.Holder);
        return renderer.Private(request, "account/identity", new IdentityModel(notice, IdentityText.Of(holder), holder.Identity is { } identity ? IdentityText.Facts(identity) : null,
            holder.IdentityNote, open, [.. (waiting ?? []).Where(document => document.Scan != DocumentScan.NotScanned).Select((document, i) => DocumentText(document, i + 1))],
            new Field("birthName", "Nom de naissance") { Autocomplete = "family-name", MaxLength = 100, Value = typed.BirthName },
            new Field("givenNames", "Tous vos prénoms") { Hint = "Dans l’ordre de votre pièce d’identité, séparés par des espaces", Autocomplete = "given-name", MaxLength = 100, Value = typed.GivenNames },
            new Field("birthDate", "Date de naissance") { Type = "date", Autocomplete = "bday", MaxLength = 10, Value = typed.BirthDate },
            new SelectField("sex", "Sexe à l’état civil", [new("", "Sélectionner", typed.Sex.Length == 0), new("female", "Féminin", typed.Sex == "female"), new("male", "Masculin", typed.Sex == "male")]),
            new Field("birthPlace", "Code INSEE de la commune de naissance") { Hint = "5 caractères, par exemple 69123 pour Lyon. Laissez vide si vous êtes né à l’étranger.", Required = false, MaxLength = 5, Value = typed.BirthPlace },
            new Field("birthCountry", "Code INSEE du pays de naissance") { Hint = "5 chiffres ; 99100 pour la France", InputMode = "numeric", MaxLength = 5, Value = typed.BirthCountry }),
            "Mon identité", AccountPages.Trail, status ?? (notice is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity));
    }

    private static string DocumentText(StoredDocument document, int number) => document.Scan switch
    {
        DocumentScan.Clean => $"Pièce {number} : reçue et analysée.",
        DocumentScan.Infected => $"Pièce {number} : écartée et supprimée, car notre antivirus y a trouvé un logiciel malveillant. L’agent vous demandera un autre fichier.",
        _ => $"Pièce {number} : reçue, analyse par notre antivirus en cours.",
    };

    private sealed record IdentityForm(string BirthName = "", string GivenNames = "", string BirthDate = "", string Sex = "", string BirthPlace = "", string BirthCountry = PivotIdentity.France)
    {
        public static IdentityForm Read(PostedForm form) => new(
            form.Text("birthName", 100), form.Text("givenNames", 100), form.Text("birthDate", 10), form.Text("sex", 10), form.Text("birthPlace", 5).ToUpperInvariant(), form.Text("birthCountry", 5));

        /// <summary>What to mend first. The claims' own words speak of FranceConnect, which these people do not use.</summary>
        public string Mistake() =>
            BirthName.Length == 0 || GivenNames.Length == 0 ? "Écrivez votre nom de naissance et tous vos prénoms."
            : !DateOnly.TryParseExact(BirthDate, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var date) || date >= TimeProvider.System.Today() ? "Choisissez votre date de naissance."
            : Sex.Length == 0 ? "Choisissez le sexe inscrit à votre état civil."
            : "Vérifiez vos nom et prénoms, puis les codes INSEE : 5 caractères pour la commune, rien si vous êtes né à l’étranger ; 99 et trois chiffres pour le pays.";
    }
}

/// <summary>Model of <c>pages/account/identity</c>.</summary>
/// <param name="Open">It may be declared now.</param>
/// <param name="Documents">What the scanner says of what was sent.</param>
public sealed record IdentityModel(
    Notice? Notice, string Status, IReadOnlyList<FactRow>? Facts, string? Note, bool Open, IReadOnlyList<string> Documents,
    Field BirthName, Field GivenNames, Field BirthDate, SelectField Sex, Field BirthPlace, Field BirthCountry);
