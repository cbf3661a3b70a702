using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>Reads <c>session</c>.</summary>
internal sealed class SessionReader(
    EdofCursor cursor, ValueChecks checks, AddressReader addresses, ContactReader contacts, PlaceChecks places,
    bool withSeats)
{
    private static readonly ExtraKind[] Known = [new("contact-inscription"), new("garantie"), new("modalites-particulieres")];

    private static readonly ExtraKind[] KnownWithSeats = [.. Known, new("nombre-de-places")];

    /// <summary>Dates and numbers of the action's accepted sessions, for collisions.</summary>
    private readonly HashSet<(DateOnly?, DateOnly?)> periods = [];
    private readonly HashSet<string> numbers = [];

    /// <summary>How many seats the session read last has; null when the file does not say.</summary>
    public int? Seats { get; private set; }

    /// <summary>A new action begins.</summary>
    public void StartAction()
    {
        periods.Clear();
        numbers.Clear();
    }

    /// <param name="permanentEntry">The action's own; null when it could not be read.</param>
    /// <returns>Null when the session is refused.</returns>
    public Session? Read(bool? permanentEntry)
    {
        var journal = cursor.Journal;
        var line = cursor.Line;
        var item = ItemAttributes.Read(cursor, checks, ItemLevel.Session, numbers);
        EdofValue? start = null, end = null;
        int? periodLine = null;
        ReadAddress? address = null;
        int? state = null;
        SessionExtras? extras = null;
        Seats = null;

        var children = new ChildElements(cursor, ElementShape.Session);
        while (children.Next())
        {
            switch (cursor.Name)
            {
                case "periode":
                    periodLine = cursor.Line;
                    ReadPeriod(ref start, ref end);
                    break;
                case "adresse-inscription": address = addresses.ReadHeld(); break;
                case "etat-recrutement": state = checks.Choice(cursor.ReadText(), [1, 2]); break;
                case "extras": extras = ReadExtras(); break;
            }
        }
        if (extras is null)
            journal.Report(ImportCodes.RegistrationContact, line, "contact-inscription manque : la session n'a pas d'extras.");

        var (starts, ends) = CheckPeriod(start, end, permanentEntry, periodLine ?? line);
        if (starts is not null && periods.Contains((starts, ends)) && !journal.Refused)
            journal.Report(ImportCodes.SameDates, line, $"Une session de l'action va déjà du {starts:dd/MM/yyyy} au {ends:dd/MM/yyyy}.");
        if (address is { } registration)
            places.Check(registration);

        var accepted = journal.Close();
        if (!accepted)
            return null;
        numbers.Add(item.Number!);
        if (starts is not null)
            periods.Add((starts, ends));
        return new Session
        {
            Number = item.Number!,
            Created = item.Created!.Value,
            Updated = item.Updated!.Value,
            Start = starts,
            End = ends,
            RegistrationAddress = address!.Value.Address,
            Open = state == 1,
            RegistrationContact = extras!.Contact!,
            RegistrationContactExtras = extras.ContactExtras,
            Guaranteed = extras.Guaranteed!.Value,
            Particulars = extras.Particulars,
            OtherExtras = extras.Others ?? [],
        };
    }

    private void ReadPeriod(ref EdofValue? start, ref EdofValue? end)
    {
        var children = new ChildElements(cursor, ElementShape.Period);
        while (children.Next())
        {
            if (cursor.Name == "debut")
                start = cursor.ReadText();
            else
                end = cursor.ReadText();
        }
    }

    private (DateOnly? Start, DateOnly? End) CheckPeriod(EdofValue? start, EdofValue? end, bool? permanentEntry, int line)
    {
        if (permanentEntry == false && (start is null || end is null))
        {
            cursor.Journal.Report(ImportCodes.PeriodMissing, line,
                start is null && end is null ? "<periode> manque ou est vide." : start is null
                ? "<debut> manque dans <periode>." : "<fin> manque dans <periode>.");
        }
        var starts = start is { } s ? checks.Date(s) : null;
        var ends = end is { } e ? checks.Date(e) : null;
        if (starts > ends)
            cursor.Journal.Report(
                ImportCodes.StartAfterEnd, start!.Value.Line,
                $"La session commence le {starts:dd/MM/yyyy}, après sa fin le {ends:dd/MM/yyyy}.");
        return (starts, ends);
    }

    private SessionExtras ReadExtras()
    {
        var line = cursor.Line;
        var read = new SessionExtras();
        bool contactSeen = false, guaranteeSeen = false;
        cursor.RequireInfo("session");
        var members = new ExtraMembers(cursor, withSeats ? KnownWithSeats : Known);
        while (members.Next())
        {
            if (members.Info == "contact-inscription")
            {
                contactSeen = true;
                (var contact, read.ContactExtras) = contacts.ReadInExtra(ImportCodes.RegistrationContact);
                read.Contact = contact?.Contact;
                continue;
            }
            guaranteeSeen |= members.Info == "garantie";
            if (!members.Text(out var value))
            {
                if (members.Info == "garantie")
                    checks.YesNo(value);
                continue;
            }
            if (members.Info == "garantie")
                read.Guaranteed = checks.YesNo(value);
            else if (members.Info == "nombre-de-places")
                Seats = checks.WholeNumber(value);
            else
                read.Particulars = checks.Shown(value);
        }
        if (!contactSeen)
            cursor.Journal.Report(ImportCodes.RegistrationContact, line, "contact-inscription manque.");
        if (!guaranteeSeen)
            cursor.Journal.Report(ImportCodes.MissingExtra, line, "« garantie » manque dans les extras de la session.");
        read.Others = members.Others;
        return read;
    }

    private sealed class SessionExtras
    {
        public Contact? Contact;
        public IReadOnlyList<Extra> ContactExtras = [];
        public bool? Guaranteed;
        public string? Particulars;
        public List<Extra>? Others;
    }
}
