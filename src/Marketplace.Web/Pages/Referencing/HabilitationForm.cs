using Marketplace.ProviderSpace.Referencing;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Referencing;

/// <summary>One habilitation more, or none at all.</summary>
public sealed class HabilitationForm : StepForm
{
    private readonly Func<string, bool> known;

    /// <param name="known">Whether a code is that of a certification of the registers.</param>
    public HabilitationForm(ApplicationContent content, Func<string, bool> known)
    {
        this.known = known;
        None.Ticked = content.NeedsNoHabilitation ? ["oui"] : [];
        Code = new("certification", "Code de la certification", ProblemOf)
        {
            Hint = "Par exemple RNCP38430 ou RS5893", MaxLength = 20, Required = false, Autocomplete = "off",
        };
    }

    public TextField Code { get; }

    public ChoiceField Kind { get; } = new("habilitation", "Ce que le certificateur vous permet", Choice.Of(ApplicationWords.Habilitations))
    {
        Blank = "Sélectionner", Required = false,
    };

    public ChoicesField None { get; } = new("aucune", "Sans habilitation",
        [new("oui", "Aucune habilitation n’est nécessaire : nos certifications sont les nôtres, ou nous ne faisons que des bilans de compétences")])
    {
        Required = false,
    };

    /// <inheritdoc/>
    protected override void Check()
    {
        if (!Code.IsEmpty && Kind.Value.Length == 0)
            Kind.Refuse("Dites ce que le certificateur vous permet.");
    }

    /// <inheritdoc/>
    public override ApplicationContent Apply(ApplicationContent content) => content with
    {
        NeedsNoHabilitation = None.Ticked.Count > 0,
        Habilitations = Code.IsEmpty ? content.Habilitations
            : [.. content.Habilitations.Where(h => h.Code != Normal(Code.Value)).Take(199), new(Normal(Code.Value), Kind.Value)],
    };

    private string? ProblemOf(string text) => known(Normal(text)) ? null
        : "Cette certification n’est pas aux répertoires : vérifiez son code, par exemple RNCP38430.";

    private static string Normal(string code) => ApplicationRules.Compact(code);
}
