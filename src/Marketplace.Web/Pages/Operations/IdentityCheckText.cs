using System.Globalization;
using Marketplace.People.Holders;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Decisions;

namespace Marketplace.Web.Pages.Operations;

/// <summary>What an operator decides on, as the page of a check words it; the state comes last.</summary>
internal static class IdentityCheckText
{
    /// <summary>Label of the last fact.</summary>
    public const string State = "État";

    public static IReadOnlyList<FactRow> Identity(HolderRecord holder, int documents) =>
    [
        .. Facts(holder), .. Since(holder), new("Pièces", documents.ToString(CultureInfo.InvariantCulture)),
        new(State, IdentityText.Status(holder)),
    ];

    public static IReadOnlyList<FactRow> Number(HolderRecord holder) =>
        [.. Facts(holder), .. Since(holder), new("Écarts", string.Join(" ; ", holder.NirFindings.Select(NirFindingText.Of))),
            new(State, IdentityText.NirStatus(holder.NirStatus))];

    /// <summary>When identity and number came.</summary>
    public static IEnumerable<FactRow> Since(HolderRecord holder)
    {
        if (holder.IdentityAt is { } declared)
            yield return new("Identité enregistrée le", ParisTime.InWords(declared));
        if (holder is { NirStatus: "mismatch", NirAt: { } entered })
            yield return new("Numéro saisi le", ParisTime.InWords(entered));
    }

    private static IReadOnlyList<FactRow> Facts(HolderRecord holder) => holder.Identity is { } identity ? IdentityText.Facts(identity) : [];
}
