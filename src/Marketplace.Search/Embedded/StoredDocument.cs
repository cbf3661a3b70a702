namespace Marketplace.Search.Embedded;

/// <summary>
/// How a document is kept for hits: its values one after the other in as few bytes as they take, without the texts
/// that only search needs. A change here is a change of <see cref="Storage.Manifest.CurrentFormat"/>.
/// </summary>
internal static class StoredDocument
{
    public static void Write(ValueWriter w, ActionDocument d)
    {
        w.Text(d.Id);
        w.Number(d.Version);
        w.Text(d.Title);
        w.Text(d.Provider.Siret);
        w.Text(d.Provider.Name);
        w.Text(d.Certification.Type);
        w.Text(d.Certification.Code);
        w.Text(d.Certification.Title);
        w.Maybe(d.Certification.Level);
        w.Text(d.Certification.Abbreviation);
        w.Text(d.Modality);
        w.Flag(d.Place is not null);
        if (d.Place is { } place)
            WritePlace(w, place);
        w.Maybe(d.PriceCents);
        w.Maybe(d.Hours);
        foreach (var texts in (IReadOnlyList<string>[])[d.Domains, d.DomainLabels, d.Rome, d.JobLabels, d.Pace, d.Accessibility, d.Blocks])
            w.Texts(texts);
        w.Text(d.Language);
        w.Flag(d.Rating is not null);
        if (d.Rating is { } rating)
        {
            w.Real(rating.Average);
            w.Number(rating.Count);
        }
        w.Flag(d.PermanentEntry);
        w.Length(d.Sessions.Count);
        foreach (var session in d.Sessions)
            WriteSession(w, session);
    }

    /// <exception cref="InvalidDataException">The bytes are no document.</exception>
    public static ActionDocument Read(ReadOnlySpan<byte> stored)
    {
        var r = new ValueReader(stored);
        return new ActionDocument
        {
            Id = r.Text(),
            Version = r.Number(),
            Title = r.Text(),
            Provider = new ProviderRef(r.Text(), r.Text()),
            Certification = new CertificationRef(r.Text(), r.Text(), r.Text(), (int?)r.MaybeNumber(), r.MaybeText()),
            Modality = r.Text(),
            Place = r.Flag() ? ReadPlace(ref r) : null,
            PriceCents = r.MaybeNumber(),
            Hours = (int?)r.MaybeNumber(),
            Domains = r.Texts(),
            DomainLabels = r.Texts(),
            Rome = r.Texts(),
            JobLabels = r.Texts(),
            Pace = r.Texts(),
            Accessibility = r.Texts(),
            Blocks = r.Texts(),
            Language = r.MaybeText(),
            Rating = r.Flag() ? new Rating(r.Real(), (int)r.Number()) : null,
            PermanentEntry = r.Flag(),
            Sessions = ReadSessions(ref r),
        };
    }

    private static void WritePlace(ValueWriter w, PlaceRef place)
    {
        foreach (var text in (string?[])[place.InseeCode, place.City, place.Postcode, place.Department, place.Region])
            w.Text(text);
        w.Real(place.Lat ?? double.NaN);
        w.Real(place.Lng ?? double.NaN);
    }

    private static PlaceRef ReadPlace(ref ValueReader r) =>
        new(r.MaybeText(), r.MaybeText(), r.MaybeText(), r.MaybeText(), r.MaybeText(), Known(r.Real()), Known(r.Real()));

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    private static void WriteSession(ValueWriter w, SessionDocument session)
    {
        w.Text(session.Number);
        w.Maybe(session.Start?.DayNumber);
        w.Maybe(session.End?.DayNumber);
        w.Flag(session.Open);
        w.Flag(session.Guaranteed);
        w.Maybe(session.SeatsLeft);
    }

    private static SessionDocument[] ReadSessions(ref ValueReader r)
    {
        var sessions = new SessionDocument[r.Length()];
        for (var i = 0; i < sessions.Length; i++)
            sessions[i] = new SessionDocument(
                r.Text(), Day(r.MaybeNumber()), Day(r.MaybeNumber()), r.Flag(), r.Flag(), (int?)r.MaybeNumber());
        return sessions;
    }

    private static DateOnly? Day(long? number) => number is { } n ? DateOnly.FromDayNumber((int)n) : null;
}
