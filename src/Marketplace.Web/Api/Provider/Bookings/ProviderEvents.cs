using Marketplace.Bookings.Dossiers;

namespace Marketplace.Web.Api.Provider.Bookings;

/// <summary>What programs of a provider may do with a booking, as the API names it, and the event of the process behind it.</summary>
internal static class ProviderEvents
{
    public const string Cancel = "cancel";

    private static readonly Dictionary<string, string> Steps = new()
    {
        [BookingProcess.Acknowledge] = BookingProcess.Acknowledge, [BookingProcess.Propose] = BookingProcess.Propose,
        [BookingProcess.Refuse] = BookingProcess.Refuse, [Cancel] = BookingProcess.ProviderCancels,
        [BookingProcess.DeclareEntry] = BookingProcess.DeclareEntry, [BookingProcess.TakeBackEntry] = BookingProcess.TakeBackEntry,
        [BookingProcess.DeclareExit] = BookingProcess.DeclareExit,
    };

    /// <summary>Names that the API takes.</summary>
    public static IReadOnlyCollection<string> Names => Steps.Keys;

    /// <summary>The event of <see cref="BookingProcess"/>.</summary>
    public static string StepOf(string name) => Steps[name];

    /// <summary>What may be done now.</summary>
    public static IReadOnlyList<string> PossibleIn(string state, string role, BookingFacts facts) =>
        [.. Names.Where(name => BookingProcess.Table.Allows(state, Steps[name], role, facts, facts.Now))];
}
