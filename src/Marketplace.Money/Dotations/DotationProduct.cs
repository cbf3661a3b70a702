using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;

namespace Marketplace.Money.Dotations;

/// <summary>Something that an organisation can order for others.</summary>
/// <param name="Key">As in <c>dotation_order.product</c> and in the rule of conditions.</param>
/// <param name="Label">French.</param>
/// <param name="OrganisationKind">employer or funder: who may order it.</param>
/// <param name="AccountKind">Of the buckets: dotation or top-up.</param>
/// <param name="Codes">Kinds of money that its buckets can get; one, or the funder says which.</param>
/// <param name="Basis">Article.</param>
public sealed record DotationProduct(
    string Key, string Label, string OrganisationKind, string AccountKind, IReadOnlyList<string> Codes, string Basis)
{
    /// <summary>The four products of employers, and the top-up of funders.</summary>
    public static readonly IReadOnlyList<DotationProduct> All =
    [
        new("employer-voluntary", "Dotation volontaire", "employer", AccountKinds.Dotation, ["employer-voluntary"], "L. 6323-4 III"),
        new("agreement", "Droits supplémentaires prévus par un accord", "employer", AccountKinds.Dotation, ["agreement"], "L. 6323-11"),
        new(Penalty, "Droits correctifs (entretiens professionnels non tenus)", "employer", AccountKinds.Dotation, [Penalty],
        "L. 6323-13, R. 6323-3"),
        new(Dismissal, "Salariés licenciés après refus d’un accord de performance collective", "employer", AccountKinds.Dotation,
        [Dismissal], "L. 2254-2, R. 6323-3-2"),
        new("top-up", "Abondement en droits complémentaires", "funder", AccountKinds.TopUp,
            ["opco", "state", "region", "france-travail", "agefiph", "c2p", "work-accident", "local-authority", "unedic", "faf", "chamber"],
            "L. 6323-4 II"),
    ];

    private const string Penalty = "employer-penalty";
    private const string Dismissal = "performance-agreement-dismissal";

    public static DotationProduct? Find(string key) => All.FirstOrDefault(product => product.Key == key);

    /// <summary>What an organisation of a kind may order.</summary>
    public static IReadOnlyList<DotationProduct> Of(string organisationKind) =>
        [.. All.Where(product => product.OrganisationKind == organisationKind)];

    /// <summary>The amount of law, where there is one: exact for a penalty (R6323-3 I), the least for a dismissal (R6323-3-2 I).</summary>
    public long? LegalAmount(RulesInForce rules) => Key switch
    {
        Penalty => rules.Get(DotationRules.InterviewPenalty),
        Dismissal => rules.Get(DotationRules.DismissalMinimum),
        _ => null,
    };

    /// <summary>Whether more than <see cref="LegalAmount"/> may be given.</summary>
    public bool MayGiveMore => Key != Penalty;

    /// <summary>Whether the funder may reserve it, set a last day and want the rest back (R6323-42-1).</summary>
    public bool MayHaveConditions(RulesInForce rules) => rules.Get(DotationRules.Earmarks)
        && rules.Get(DotationRules.ConditionalProducts).Contains(Key);
}
