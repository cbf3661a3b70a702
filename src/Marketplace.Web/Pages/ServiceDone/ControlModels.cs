using Marketplace.Bookings.Control;
using Marketplace.Bookings.Proofs;
using Marketplace.Web.Forms;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.ServiceDone;

/// <summary>A proof on screen.</summary>
public sealed record ProofRow(string Href, string Name, string Kind, string By, DateTime At, string Sha256)
{
    internal static ProofRow Of(Proof proof, string href) =>
        new(href, proof.Name, Proofs.Kinds[proof.Kind], ControlWords.Side(proof.Side), proof.AddedAt,
        Convert.ToHexStringLower(proof.Sha256));
}

/// <summary>A word of the exchange on screen.</summary>
public sealed record ExchangeRow(DateTime At, string By, string What, string Text)
{
    internal static ExchangeRow Of(ControlEntry entry) =>
        new(entry.At, ControlWords.Side(entry.Side), ControlWords.Event(entry.Event), entry.Text);
}

/// <summary>Controls in French.</summary>
internal static class ControlWords
{
    private static readonly Dictionary<string, string> Origins = new()
    {
        ["risk"] = "Choisi selon le risque", ["random"] = "Choisi au hasard", ["manual"] = "Ouvert par un gestionnaire",
        ["dispute"] = "Contesté par la personne",
    };

    private static readonly Dictionary<string, string> Decisions = new()
    {
        ["validate"] = "Service fait validé", ["reduce"] = "Réalisation réduite", ["refuse"] = "Service fait refusé",
    };

    public static string Side(string side) => side switch
    {
        "provider" => "l’organisme", "learner" => "la personne", "operator" => "le service", _ => "automatique",
    };

    public static string Origin(string origin) => Origins[origin];

    public static string? Decision(ControlView control) => control.Decision is { } decision
        ? Decisions[decision] + (control is { DecidedRate: { } rate, DueAfter: { } after }
            ? $" : {rate}{FrenchFormat.NoBreakSpace}%, {FrenchFormat.Price(after)} dus au lieu de {FrenchFormat.Price(control.DueBefore ?? 0)}" : "") : null;

    public static string Event(string name) =>
        ControlProcess.Table.EventWords.First(e => e.Event == name).Words is var words ? char.ToUpperInvariant(words[0]) + words[1..] : "";

    /// <summary>A text that somebody writes into a control.</summary>
    public static TextAreaField Text(string label) => new("texte", label, text => text.Length switch
    {
        0 => "Écrivez votre texte.",
        > ControlView.LongestText => $"Écrivez {ControlView.LongestText} caractères au plus.",
        _ => null,
    })
    {
        MaxLength = ControlView.LongestText, MostRead = 4 * ControlView.LongestText, Rows = 5,
    };
}
