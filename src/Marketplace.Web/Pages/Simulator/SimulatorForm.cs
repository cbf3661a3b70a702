using System.Globalization;
using Marketplace.Money.Calendar;
using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Marketplace.Web.Api.Simulations;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Simulator;

/// <summary>The form of the simulator: what was typed, what is wrong with it and how to mend it, beside each field.</summary>
internal sealed class SimulatorForm
{
    private readonly Dictionary<string, string> _typed = [];
    private readonly Dictionary<string, string> _errors = [];
    private readonly DateOnly _today;

    /// <summary>Empty, or with what a link says of a training.</summary>
    public SimulatorForm(DateOnly today, IQueryCollection query)
    {
        _today = today;
        if (query["prix"] is [{ } price] && TypedAmount.Cents(price, SimulationReader.MaxCents) is > 0)
            _typed["prix"] = price;
        if (query["formation"] is [{ } offer] && FundingLabels.Offers.ContainsKey(offer))
            _typed["formation"] = offer;
    }

    private SimulatorForm(DateOnly today) => _today = today;

    /// <summary>Reads what was sent; the request is null when something has to be mended.</summary>
    public static (SimulatorForm Form, FundingRequest? Request) Read(PostedForm posted, DateOnly today)
    {
        var form = new SimulatorForm(today);
        foreach (var name in (string[])["prix", "formation", "situation", "droits", "date", .. RuleWords.Dotations, .. RuleWords.TopUps])
            form._typed[name] = posted.Text(name, 40);
        var request = new FundingRequest(
            form.Day(), form.Amount("prix", 1, "Écrivez le prix de la formation en euros, par exemple 1450 ou 1450,50.") ?? 0,
            form.Word("formation", FundingLabels.Offers, "Choisissez le type de formation."), form.Word("situation", FundingLabels.Statuses, "Choisissez votre situation."),
            form.Amount("droits", 0, "Écrivez vos droits en euros, par exemple 980 ; 0 si vous n’en avez pas.") ?? 0, form.Sources(RuleWords.Dotations), form.Sources(RuleWords.TopUps));
        return (form, form._errors.Count == 0 ? request : null);
    }

    public SimulatorFields Fields() => new(
        new Field("prix", "Prix de la formation, en euros") { Hint = "Toutes taxes comprises, par exemple 1450 ou 1450,50", InputMode = "decimal", MaxLength = TypedAmount.MaxLength, Value = Typed("prix"), Error = Error("prix") },
        Select("formation", "Type de formation", FundingLabels.Offers),
        Select("situation", "Votre situation", FundingLabels.Statuses),
        new Field("droits", "Vos droits acquis, en euros") { Hint = "Le montant de votre compte personnel de formation, sans les versements d’un employeur ou d’un financeur", InputMode = "decimal", MaxLength = TypedAmount.MaxLength, Value = Typed("droits"), Error = Error("droits") },
        new Field("date", "Date de l’inscription") { Hint = "Les règles de ce jour s’appliquent ; vide : aujourd’hui", Type = "date", Required = false, MaxLength = 10, Value = Typed("date"), Error = Error("date") },
        [.. RuleWords.Dotations.Select(Source)], [.. RuleWords.TopUps.Select(Source)],
        RuleWords.Dotations.Concat(RuleWords.TopUps).Any(kind => !string.IsNullOrEmpty(Typed(kind))));

    private DateOnly Day()
    {
        if (_typed["date"].Length == 0)
            return _today;
        if (DateOnly.TryParseExact(_typed["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= RuleBook.Begins && day.Year <= Holidays.LastYear)
            return day;
        _errors["date"] = $"Choisissez une date du {FrenchFormat.Date(RuleBook.Begins)} au 31{FrenchFormat.NoBreakSpace}décembre{FrenchFormat.NoBreakSpace}{Holidays.LastYear}, ou laissez vide.";
        return _today;
    }

    private long? Amount(string name, long least, string mend)
    {
        if (TypedAmount.Cents(_typed[name], SimulationReader.MaxCents) is { } cents && cents >= least)
            return cents;
        _errors[name] = $"{mend} Le maximum est de {FrenchFormat.RoundPrice(SimulationReader.MaxCents)}.";
        return null;
    }

    private string Word(string name, IReadOnlyDictionary<string, string> words, string mend)
    {
        if (!words.ContainsKey(_typed[name]))
            _errors[name] = mend;
        return _typed[name];
    }

    private List<FundingSource> Sources(IReadOnlyList<string> kinds)
    {
        var sources = new List<FundingSource>();
        foreach (var kind in kinds.Where(kind => _typed[kind].Length > 0))
        {
            if (Amount(kind, 0, "Écrivez un montant en euros, ou laissez vide.") is > 0 and var cents)
                sources.Add(new FundingSource(kind, cents));
        }
        return sources;
    }

    private Field Source(string kind) => new(kind, FundingLabels.Sources[kind])
    {
        Required = false, InputMode = "decimal", MaxLength = TypedAmount.MaxLength, Value = Typed(kind), Error = Error(kind),
    };

    private SelectField Select(string name, string label, IReadOnlyDictionary<string, string> words) => new(name, label,
        [new Choice("", "Sélectionner", string.IsNullOrEmpty(Typed(name))), .. words.Select(word => new Choice(word.Key, word.Value, word.Key == Typed(name)))])
    {
        Error = Error(name),
    };

    private string? Typed(string name) => _typed.GetValueOrDefault(name);

    private string? Error(string name) => _errors.GetValueOrDefault(name);
}

/// <summary>Fields of the form.</summary>
/// <param name="HasSources">Somebody else pays a part: those fields are open.</param>
public sealed record SimulatorFields(
    Field Price, SelectField Offer, SelectField Status, Field Rights, Field Day, IReadOnlyList<Field> Dotations, IReadOnlyList<Field> TopUps, bool HasSources);
