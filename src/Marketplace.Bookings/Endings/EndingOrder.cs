using Marketplace.Money.Calendar;

namespace Marketplace.Bookings.Endings;

/// <summary>What a booking was accepted for.</summary>
/// <param name="AcceptedOn">In Paris; before <paramref name="Start"/>.</param>
/// <param name="Start">First day of the training.</param>
/// <param name="End">Its last day.</param>
/// <param name="Zone">Whose public holidays count: the training's place.</param>
/// <param name="PriceCents">With tax; the lines add up to it.</param>
/// <param name="Lines">As the money was planned.</param>
public sealed record EndingOrder(
    DateOnly AcceptedOn, DateOnly Start, DateOnly End, HolidayZone Zone, long PriceCents, IReadOnlyList<EndingLine> Lines);

/// <summary>A share of the price.</summary>
/// <param name="Source">One of <see cref="Marketplace.Money.Funding.FundingLineSources"/>.</param>
/// <param name="Kind">Of dotations and top-ups; employer or opco where one of them pays the fixed participation.</param>
/// <param name="Line">Whatever the caller knows it by, such as a line of the ledger; it comes back with the result.</param>
public sealed record EndingLine(string Source, string? Kind, long AmountCents, long? Line = null);
