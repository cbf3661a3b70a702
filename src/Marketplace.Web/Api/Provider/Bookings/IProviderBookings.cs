using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Api.Provider.Bookings;

/// <summary>
/// The bookings of the establishment that asks: its own, or those of its sandbox. One JSON and one process table for both.
/// </summary>
internal interface IProviderBookings
{
    /// <summary>A page, the latest begun first.</summary>
    /// <param name="most">One more than is shown says whether there is another page.</param>
    Task<IReadOnlyList<ProviderBookingItem>> ListAsync(
        ProviderCaller caller, Actor actor, long? before, IReadOnlyList<string> states, int most, CancellationToken cancel);

    /// <summary>One whole with its version; null: the establishment has none of this id.</summary>
    Task<(ProviderBookingResource Booking, string Version)?> FindAsync(
        ProviderCaller caller, Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Takes a step.</summary>
    /// <param name="seen">Version that it is decided on; null: whatever it is.</param>
    /// <returns>What is wrong with a value of the body; null: it is done.</returns>
    /// <exception cref="ProcessRefusedException">The process does not allow it now.</exception>
    /// <exception cref="StaleChangeException">It changed since.</exception>
    /// <exception cref="UnknownDossierException">The establishment has none of this id.</exception>
    Task<ParameterProblem?> TakeAsync(
        ProviderCaller caller, Actor actor, Guid id, string? seen, ProviderBookingStep step, CancellationToken cancel);
}
