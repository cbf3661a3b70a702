using System.Globalization;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;

namespace Marketplace.Demo;

/// <summary>Sessions of one action, with seats where the provider counts them.</summary>
internal static class DemoSessions
{
    private static readonly string[] Particulars =
        ["Entretien préalable par téléphone.", "Test de positionnement en ligne avant l'entrée.", "Réunion d'information chaque mardi.",
            "Prévoir des chaussures de sécurité."];

    public static (IReadOnlyList<Session> Sessions, IReadOnlyDictionary<string, int>? Capacities) Of(
        bool permanentEntry, int hours, bool partTime, PostalAddress address, Contact contact, DateOnly today, Draw draw)
    {
        var sessions = new List<Session>();
        var capacities = draw.Chance(0.65) ? new Dictionary<string, int>() : null;
        var seats = draw.Between(4, 16);
        if (permanentEntry)
            Add("PERMANENTE", null, null, open: true);
        else
        {
            var weeks = Math.Clamp((int)Math.Ceiling(hours / (partTime ? 14.0 : 35.0)), 1, 78);
            var start = Monday(today.AddDays(draw.Between(10, 75)));
            for (var i = draw.Between(1, 4); i > 0; i--)
            {
                var end = weeks == 1 && hours <= 35 ? start.AddDays(Math.Clamp((hours + 6) / 7, 1, 5) - 1) : start.AddDays(weeks * 7 - 3);
                // The last one is always open, so that no action is closed as a whole.
                Add(start.ToString("yyyyMMdd", CultureInfo.InvariantCulture), start, end, open: i == 1 || draw.Chance(0.9));
                start = Monday(start.AddDays(draw.Between(28, 110)));
            }
        }
        return (sessions, capacities);

        void Add(string number, DateOnly? start, DateOnly? end, bool open)
        {
            capacities?.Add(number, seats);
            sessions.Add(new Session
            {
                Number = number,
                Created = today.AddDays(-draw.Between(20, 200)),
                Updated = today.AddDays(-draw.Between(0, 19)),
                Start = start,
                End = end,
                RegistrationAddress = address,
                Open = open,
                RegistrationContact = contact,
                Guaranteed = draw.Chance(0.4),
                Particulars = draw.Chance(0.25) ? draw.Pick(Particulars) : null,
            });
        }
    }

    private static DateOnly Monday(DateOnly day) => day.AddDays((8 - (int)day.DayOfWeek) % 7);
}
