using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.ProviderSpace.Referencing;

/// <summary>What the process of referencing asks about one.</summary>
/// <param name="Whole">Nothing is missing in the application.</param>
/// <param name="Free">No organisation and no other application has the SIRET.</param>
/// <param name="Alone">The applicant works for no provider yet, and has no other application under way.</param>
/// <param name="Today">In Paris.</param>
/// <param name="Until">Last day of the measure that is taken.</param>
/// <param name="LongestSuspension">Its last day at the latest.</param>
/// <param name="LongestDelisting">Its last day at the latest.</param>
/// <param name="EndsAt">When the measure that runs is over.</param>
public sealed record ReferencingFacts(
    bool Whole = true, bool Free = true, bool Alone = true, DateOnly? Today = null, DateOnly? Until = null,
    DateOnly? LongestSuspension = null, DateOnly? LongestDelisting = null, DateTimeOffset? EndsAt = null);

/// <summary>
/// From the application of a provider to the measures against it; nothing else changes <c>referencing.state</c>. A provider that an import
/// of the operator brought is referenced without an application: the first measure against it begins its row.
/// </summary>
public static class ReferencingProcess
{
    public const string Draft = "draft";
    public const string Submitted = "submitted";
    public const string Incomplete = "incomplete";
    public const string UnderReview = "under-review";
    public const string Referenced = "referenced";
    public const string Suspended = "suspended";
    public const string Delisted = "delisted";
    public const string Reinstated = "reinstated";
    public const string StruckOff = "struck-off";
    public const string Refused = "refused";
    public const string Withdrawn = "withdrawn";

    public const string Apply = "apply";
    public const string Submit = "submit";
    public const string AskMore = "ask-more";
    public const string Complete = "complete";
    public const string Accept = "accept";
    public const string Refuse = "refuse";
    public const string Withdraw = "withdraw";
    public const string Suspend = "suspend";
    public const string Delist = "delist";
    public const string StrikeOff = "strike-off";
    public const string Reinstate = "reinstate";
    public const string MeasureEnds = "measure-ends";

    private const string Told = "les membres de l’organisme sont prévenus par courriel";
    private const string Hidden =
        "les actions quittent la recherche aussitôt et ne se réservent plus, les inscriptions en cours se poursuivent, " + Told;

    private const string Shown = "les actions reviennent dans la recherche, " + Told;

    internal static readonly StateColumn Column = new("referencing", "id");

    /// <summary>Those that count for an establishment.</summary>
    public static readonly IReadOnlyList<string> Counting = [Referenced, Suspended, Delisted, Reinstated, StruckOff];

    /// <summary>Applications that somebody has to do something about.</summary>
    public static readonly IReadOnlyList<string> UnderWay = [Draft, Submitted, Incomplete, UnderReview];

    /// <summary>Text on which an event is founded; in the e-mails, on the pages and in the effects below.</summary>
    public static readonly IReadOnlyDictionary<string, string> Basis = new Dictionary<string, string>
    {
        [Apply] = "L. 6323-9-1", [Submit] = "L. 6323-9-1 ; R. 6333-5", [AskMore] = "R. 6333-5", [Complete] = "R. 6333-5",
        [Accept] = "L. 6323-9-1", [Refuse] = "L. 6323-9-1", [Withdraw] = "L. 6323-9-1", [Suspend] = "R. 6333-6-1", [Delist] = "R. 6333-6",
        [StrikeOff] = "L. 6323-9-1", [Reinstate] = "R. 6333-6", [MeasureEnds] = "R. 6333-6 ; R. 6333-6-1",
    };

    private static readonly ProcessGuard<ReferencingFacts> Whole = new("rien ne manque", f => f.Whole,
        "Il manque encore des réponses ou des pièces : la liste les dit.");

    private static readonly ProcessGuard<ReferencingFacts> Free = new("aucune organisation ni autre demande n’a ce SIRET", f => f.Free,
        "Ce SIRET a déjà une organisation dans le service, ou une autre demande : demandez une invitation à la personne qui gère ses accès.");

    private static readonly ProcessGuard<ReferencingFacts> Alone = new(
        "la personne ne fait partie d’aucun organisme et n’a pas d’autre demande en cours", f => f.Alone,
        "Vous faites déjà partie d’un organisme de formation, ou une demande est déjà en cours.");

    private static readonly ProcessGuard<ReferencingFacts> Suspension = new("six mois au plus", f => Within(f, f.LongestSuspension));
    private static readonly ProcessGuard<ReferencingFacts> Delisting = new("douze mois au plus", f => Within(f, f.LongestDelisting));

    public static readonly Process<string, string, ReferencingFacts> Table = new(
        new("referencing", "Référencement d’un organisme", "Ce référencement"), RightsTable.Current.ForProcesses,
        [
            new(Draft, "Demande en préparation"), new(Submitted, "Déposée, complétude à vérifier"), new(Incomplete, "À compléter"),
            new(UnderReview, "En instruction"), new(Referenced, "Référencé"), new(Suspended, "Suspendu"),
            new(Delisted, "Déréférencé temporairement"), new(Reinstated, "Réintégré"), new(StruckOff, "Radié"),
            new(Refused, "Demande refusée"),
            new(Withdrawn, "Demande retirée"),
        ],
        [
            new(Apply, "commencer une demande"), new(Submit, "déposer la demande"), new(AskMore, "demander des compléments"),
            new(Complete, "déclarer la demande complète"), new(Accept, "référencer l’organisme"), new(Refuse, "refuser la demande"),
            new(Withdraw, "retirer la demande"), new(Suspend, "suspendre l’organisme"), new(Delist, "déréférencer l’organisme"),
            new(StrikeOff, "radier l’organisme"), new(Reinstate, "réintégrer l’organisme"),
            new(MeasureEnds, "mettre fin à la mesure", ByClock: true),
        ],
        [
            new([], Apply, Draft) { Begins = true, Right = Rights.ReferencingApply, Guards = [Alone], Effect = Basis[Apply] },
            new([Draft, Incomplete], Submit, Submitted)
            {
                Right = Rights.ReferencingApply, Guards = [Whole, Free],
                Effect = $"{Basis[Submit]} : le délai de complétude et le délai de décision courent, un courriel aux deux côtés",
            },
            new([Submitted], AskMore, Incomplete) { Right = Rights.ReferencingDecide,
                Effect = $"{Basis[AskMore]} : les délais s’arrêtent, un courriel qui dit quoi" },
            new([Submitted], Complete, UnderReview) { Right = Rights.ReferencingDecide,
                Effect = $"{Basis[Complete]} : le délai de complétude est tenu, un courriel" },
            new([UnderReview], Accept, Referenced) { Right = Rights.ReferencingDecide, Guards = [Free],
                Effect = $"{Basis[Accept]} : l’organisation existe, la personne qui a demandé en gère les accès, un courriel" },
            new([Submitted, UnderReview], Refuse, Refused) { Right = Rights.ReferencingDecide,
                Effect = $"{Basis[Refuse]} : un courriel qui dit pourquoi" },
            new([Draft, Submitted, Incomplete, UnderReview], Withdraw, Withdrawn) { Right = Rights.ReferencingApply,
                Effect = $"{Basis[Withdraw]} : les pièces sont supprimées" },
            new([Referenced, Reinstated], Suspend, Suspended) { Begins = true, Right = Rights.ReferencingDecide, Guards = [Suspension],
                Effect = $"{Basis[Suspend]} : {Hidden}" },
            new([Referenced, Reinstated, Suspended], Delist, Delisted) { Begins = true, Right = Rights.ReferencingDecide,
                Guards = [Delisting], Effect = $"{Basis[Delist]} : {Hidden}" },
            new([Referenced, Reinstated, Suspended, Delisted], StrikeOff, StruckOff) { Begins = true, Right = Rights.ReferencingDecide,
                Effect = $"{Basis[StrikeOff]} : {Hidden}" },
            new([Suspended, Delisted], Reinstate, Reinstated) { Right = Rights.ReferencingDecide,
                Effect = $"{Basis[Reinstate]} : {Shown}" },
            new([Suspended, Delisted], MeasureEnds, Reinstated) { By = [Roles.Program],
                Due = new("le dernier jour de la mesure est passé", f => f.EndsAt), Effect = $"{Basis[MeasureEnds]} : {Shown}" },
        ]);

    /// <summary>Whether a provider in this state is found and booked.</summary>
    public static bool IsListed(string state) => state is Referenced or Reinstated;

    private static string? Within(ReferencingFacts facts, DateOnly? longest) => facts.Until is not { } until
        ? "Dites le dernier jour de la mesure."
        : until <= facts.Today ? "Le dernier jour de la mesure est à venir : choisissez-en un après aujourd’hui."
        : until > longest ? $"La mesure peut durer jusqu’au {longest:dd/MM/yyyy} au plus : choisissez un jour plus tôt."
        : null;
}
