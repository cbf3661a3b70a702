using System.Buffers.Binary;
using Marketplace.Bookings.Dossiers;
using Marketplace.Catalogue.Places;
using Marketplace.Platform.Time;

namespace Marketplace.Demo.History;

/// <param name="Insee">Null: remote.</param>
internal sealed record HistorySession(long Id, string Domain, string Certification, string? Insee, long Price, int Hours);

/// <summary>Draws dossiers, the same for the same numbers, day and catalogue.</summary>
internal sealed class HistoryDraw
{
    private const int Seed = 2027;

    private readonly IReadOnlyList<Place> _homes;
    private readonly long[] _until;
    private readonly ILookup<string?, Place> _near;
    private readonly Dictionary<string, List<HistorySession>> _families;
    private readonly IReadOnlyDictionary<string, string> _departments;
    private readonly DateOnly _today;
    private readonly int _people;

    public HistoryDraw(IReadOnlyList<HistorySession> sessions, PlaceDirectory places, DateOnly today, int bookings)
    {
        (_today, _people) = (today, Math.Max(1, bookings * 4 / 5));
        _families = sessions.GroupBy(FamilyOf).ToDictionary(g => g.Key, g => g.OrderBy(s => s.Id).ToList());
        _homes = [.. places.All.Where(p => p.Population > 0).OrderBy(p => p.Insee, StringComparer.Ordinal)];
        _until = new long[_homes.Count];
        for (var (i, sum) = (0, 0L); i < _homes.Count; i++)
            _until[i] = sum += _homes[i].Population;
        _near = _homes.ToLookup(p => (string?)p.Department);
        _departments = places.All.ToDictionary(p => p.Insee, p => p.Department);
    }

    /// <param name="index">Of the dossier.</param>
    /// <param name="month">First day of the month in which it is requested.</param>
    public HistoryBooking Draw(int index, DateOnly month)
    {
        var draw = Demo.Draw.For(Seed, index);
        var session = Session(draw, month.Year);
        var requested = Moment(
            draw, month.AddDays(draw.Below(
            Math.Min(DateTime.DaysInMonth(month.Year, month.Month), month.Year == _today.Year && month.Month == _today.Month
            ? Math.Max(1, _today.Day - 1) : 31))));
        var course = Course(draw, requested, session.Hours);
        var price = session.Price;
        var (age, sex, situation) = (
            Of(draw, HistoryFigures.Ages), draw.Chance(0.49) ? "female" : "male", Of(draw, HistoryFigures.Situations));
        var day = course.Accepted is { } at ? ParisTime.DateOf(at) : default;
        var (participation, exemption) = day < HistoryFigures.ParticipationBegins ? (0, "not-in-force")
            : situation == "jobseeker" ? (0, "jobseeker") : (Math.Min(price, HistoryFigures.Participation(day)), (string?)null);
        var (topUp, kind) = TopUp(draw, situation, price - participation);
        var rest = draw.Chance(0.12) ? (price - participation - topUp) * draw.Between(5, 40) / 100 : 0;
        return new(Id(index), draw.Below(_people), session.Id, course.State, requested, course.Proposed, course.Accepted, course.Starts,
            course.Ends,
            course.Entry, course.Ended, price, participation, exemption, price - participation - topUp - rest, topUp, kind, rest, age, sex,
            situation, Home(draw, session));
    }

    /// <summary>An id of its own, and nobody else's.</summary>
    internal static Guid Id(int index)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, 0x0de3_0b00_0000_4000);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], unchecked((long)0x8000_0000_0000_0000) + index);
        return new Guid(bytes, bigEndian: true);
    }

    private (string State, DateTime? Proposed, DateTime? Accepted, DateOnly Starts, DateOnly Ends, DateOnly? Entry, DateTime? Ended) Course(
        Draw draw, DateTime requested, int hours)
    {
        var proposed = Later(draw, requested, 2);
        var accepted = Later(draw, proposed, 4);
        var starts = ParisTime.DateOf(accepted).AddDays(draw.Between(12, 75));
        var ends = starts.AddDays(Math.Clamp(hours / 5, 1, 300));
        var fate = draw.Below(100);
        var refused = Later(draw, requested, 5);
        if (fate < 12)
            return (fate < 4 ? BookingProcess.RefusedByProvider : fate < 8 ? BookingProcess.Lapsed : BookingProcess.RefusedByLearner,
                fate < 4 ? null : proposed, null, starts, ends, null, refused);
        if (accepted > _today.ToDateTime(default, DateTimeKind.Utc))
            return (BookingProcess.Lapsed, null, null, starts, ends, null, refused);
        if (fate < 22)
        {
            var ended = Later(draw, accepted, 8);
            return (fate < 19 ? BookingProcess.CancelledByLearner : fate < 21
                ? BookingProcess.CancelledByProvider : BookingProcess.NotRealised,
                proposed, accepted, starts, ends, null, ended);
        }
        return starts >= _today.AddDays(-1) ? (BookingProcess.Accepted, proposed, accepted, starts, ends, null, null)
            : ends >= _today.AddDays(-10) ? (BookingProcess.InTraining, proposed, accepted, starts, ends, starts, null)
            : (BookingProcess.ServiceValidated, proposed, accepted, starts, ends, starts, Moment(draw, ends.AddDays(draw.Between(5, 9))));
    }

    private HistorySession Session(Draw draw, int year)
    {
        var (transport, languages, guidance, office) = HistoryFigures.Families(year);
        var at = draw.Below(100);
        var family = at < transport ? "transport" : at < transport + languages ? "languages" : at < transport + languages + guidance
            ? "guidance"
            : at < transport + languages + guidance + office ? "office" : "other";
        var among = _families.GetValueOrDefault(family) ?? _families.Values.First();
        // A few are chosen by many.
        return among[(int)(Math.Pow(draw.Share(), 2) * among.Count)];
    }

    private string Home(Draw draw, HistorySession session)
    {
        if (session.Insee is { } insee && draw.Chance(0.8) && _departments.TryGetValue(insee, out var department)
            && _near[department].ToList() is { Count: > 0 } near)
            return draw.Pick(near).Insee;
        var at = Array.BinarySearch(_until, (long)(draw.Share() * _until[^1]));
        return _homes[Math.Min(_homes.Count - 1, at < 0 ? ~at : at + 1)].Insee;
    }

    private static (long Cents, string? Kind) TopUp(Draw draw, string situation, long most)
    {
        var chance = draw.Share();
        var kind = situation == "jobseeker" ? (chance < 0.054 ? "france-travail" : chance < 0.06 ? "region" : null)
            : chance < 0.018 ? "employer" : chance < 0.022 ? "opco" : null;
        var cents = kind is null || most < 2_00 ? 0 : most * draw.Between(10, 60) / 100;
        return (cents, cents == 0 ? null : kind);
    }

    private static string FamilyOf(HistorySession session) => session.Certification switch
    {
        "CPF202" or "CPF200" => "guidance",
        ['C', 'P', 'F', ..] => "transport",
        _ => session.Domain switch
        {
            ['3', '1', '1', ..] => "transport",
            ['1', '3', '6', ..] => "languages",
            ['4', '1', ..] => "guidance",
            ['3', '2', '4', ..] or ['3', '2', '6', ..] => "office",
            _ => "other",
        },
    };

    private static string Of(Draw draw, IReadOnlyList<(string Class, int Below)> classes)
    {
        var at = draw.Below(100);
        return classes.First(c => at < c.Below).Class;
    }

    private static DateTime Later(Draw draw, DateTime from, int days) => from.AddMinutes(draw.Between(30, days * 24 * 60));

    private static DateTime Moment(Draw draw, DateOnly day) => ParisTime.StartOf(day).AddMinutes(draw.Between(7 * 60, 21 * 60));
}
