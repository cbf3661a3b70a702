using Marketplace.Money.Regulation;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Information;

/// <summary><c>/regles</c>: the rule book with its history, as the program applies it.</summary>
public static class RulesPage
{
    private static readonly (string Name, string Title)[] Sections =
    [
        ("participation", "Participation du titulaire"), ("plafonds", "Plafonds et conditions"), ("ordre", "Ordre d’utilisation"),
        ("alimentation", "Alimentation du compte"), ("dotations", "Dotations et abondements"),
        ("inscription", "Inscription, annulation, réalisation"),
        ("paiement", "Paiement et remboursement"), ("referencement", "Référencement des organismes"),
    ];

    public static IResult Show([AsParameters] PageContext context, RuleBook book, TimeProvider clock)
    {
        var today = clock.Today();
        var entries = book.Entries.ToLookup(entry => entry.Key);
        var sections = Sections.Select(section => new RuleSection(section.Name, section.Title,
            [.. book.Labels.Where(label => label.Section == section.Name)
            .Select(label => RuleText.Of(label, [.. entries[label.Key]], book, today))]));
        return context.Page("information/regles", new RulesModel(book.On(today).Stamp, today, [.. sections]),
            new PageHead("Règles appliquées", "Montants, délais, plafonds et ordres appliqués par ce service, avec leurs textes et leur histoire.") { Canonical = InformationAddresses.Rules });
    }
}

/// <summary>Model of <c>pages/information/regles</c>.</summary>
/// <param name="Stamp">Of today's rules.</param>
public sealed record RulesModel(string Stamp, DateOnly Today, IReadOnlyList<RuleSection> Sections);

public sealed record RuleSection(string Id, string Title, IReadOnlyList<RuleText> Rules);
