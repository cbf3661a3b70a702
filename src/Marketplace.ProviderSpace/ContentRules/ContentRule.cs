namespace Marketplace.ProviderSpace.ContentRules;

/// <summary>A rule of what an offer may say, with where it comes from.</summary>
/// <param name="Code">Stable, in reports.</param>
/// <param name="Name">In French, short.</param>
/// <param name="Basis">Article, or condition of use.</param>
/// <param name="Blocks">An offer by form is not published against it. From files it only warns: the format does not know it.</param>
/// <param name="Flags">An operator looks at offers that came by file and break it.</param>
public sealed record ContentRule(string Code, string Name, string Basis, bool Blocks, bool Flags)
{
    /// <summary>The title is the certification's own.</summary>
    public static readonly ContentRule Title = new(
        "title", "L’intitulé est celui de la certification", "R. 6113-16-3, 1°", Blocks: true, Flags: false);

    /// <summary>The texts inform and do not advertise.</summary>
    public static readonly ContentRule Neutral = new(
        "promotion", "Les textes informent, sans promotion", "CGU des organismes, art. 7", Blocks: true, Flags: true);

    /// <summary>No gift or discount in exchange for enrolling.</summary>
    public static readonly ContentRule Gift = new(
        "gift", "Aucun cadeau ni avantage en échange d’une inscription", "L. 6323-8-1", Blocks: true, Flags: true);

    /// <summary>The price is the training's, not what is on somebody's account.</summary>
    public static readonly ContentRule Balance = new(
        "balance", "Le prix ne dépend pas du solde du compte", "CGU des organismes, art. 7", Blocks: true, Flags: true);

    /// <summary>TTC is HT with the tax, to the cent.</summary>
    public static readonly ContentRule Vat = new(
        "vat", "Le prix TTC est le prix HT augmenté de la TVA, au centime", "CGU des organismes, art. 7 ; CGI, art. 278 à 281 octies",
        Blocks: true, Flags: false);

    /// <summary>Hours and days fit together.</summary>
    public static readonly ContentRule Duration = new(
        "duration", "Les durées et les dates vont ensemble", "L. 6353-1 ; CGU des organismes, art. 7", Blocks: true, Flags: false);

    /// <summary>A skills review has 24 hours at most.</summary>
    public static readonly ContentRule SkillsReview = new(
        "skills-review", "Un bilan de compétences dure 24 heures au plus", "L. 6313-4", Blocks: true, Flags: false);

    /// <summary>The provider is certified for this kind of action.</summary>
    public static readonly ContentRule Qualiopi = new(
        "qualiopi", "L’organisme est certifié pour ce type d’action", "L. 6316-1", Blocks: true, Flags: false);

    /// <summary>Somebody can enrol.</summary>
    public static readonly ContentRule Open = new(
        "open", "Une session au moins est à venir", "CGU des organismes, art. 7", Blocks: false, Flags: false);

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<ContentRule> All { get; } =
        [Title, Neutral, Gift, Balance, Vat, Duration, SkillsReview, Qualiopi, Open];

    /// <summary>The rule of a code.</summary>
    public static ContentRule Of(string code) => All.First(rule => rule.Code == code);
}

/// <summary>An offer that breaks a rule.</summary>
/// <param name="Action">Place of the action in the offer; null: it is the offer's own.</param>
/// <param name="Session">Place of the session in the action; null: it is the action's own.</param>
/// <param name="Column">Name of the field, as columns of sheets are called; null: of the item as a whole.</param>
/// <param name="Text">What is wrong and how to mend it, in French.</param>
public sealed record ContentFinding(ContentRule Rule, int? Action, int? Session, string? Column, string Text);
