using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>Reads <c>action</c> with its sessions.</summary>
internal sealed class ActionReader(
    EdofCursor cursor, ValueChecks checks, AddressReader addresses, ContactReader contacts, SessionReader sessions, PlaceChecks places,
    int itemLimit, ElementShape shape)
{
    private readonly HashSet<string> numbers = [];
    private readonly ActionTwins twins = new();
    private int items;

    /// <summary>A new formation begins.</summary>
    public void StartFormation()
    {
        numbers.Clear();
        twins.Clear();
        items = 0;
    }

    /// <summary>Actions and sessions of the formation passed the limit; it is refused.</summary>
    public bool TooMany => items > itemLimit;

    /// <returns>Null when the action is refused.</returns>
    public AcceptedAction? Read()
    {
        var journal = cursor.Journal;
        var line = cursor.Line;
        items++;
        sessions.StartAction();
        places.StartAction();
        var parts = new Parts { Item = ItemAttributes.Read(cursor, checks, ItemLevel.Action, numbers) };

        var children = new ChildElements(cursor, shape);
        while (children.Next())
            ReadPart(parts);
        Check(parts, line);

        TrainingAction? action = null;
        if (!journal.Refused)
        {
            action = parts.ToAction();
            if (twins.Find(action) is { } twin)
                journal.Report(twin.Code, line, $"{twin.Code.Meaning} : l'action « {Quote.Short(twin.Number)} ».");
        }
        var location = parts.Place?.Address is { } address
            ? places.Check(address, mustBePlaced: parts.Modality is not (int)Modality.Remote) : new(null, null, null);
        if (!journal.Close())
            return null;
        numbers.Add(action!.Number);
        twins.Add(action);
        return new AcceptedAction(action, location, parts.Sessions, parts.Seats);
    }

    private void ReadPart(Parts parts)
    {
        switch (cursor.Name)
        {
            case "niveau-entree-obligatoire": parts.EntryLevelRequired = checks.YesNo(cursor.ReadText()); break;
            case "modalites-enseignement": parts.Modality = checks.Choice(cursor.ReadText(), [0, 1, 2]); break;
            case "conditions-specifiques": parts.SpecificConditions = checks.Prose(cursor.ReadText(), 3000); break;
            case "lieu-de-formation": ReadPlace(parts); break;
            case "modalites-entrees-sorties": parts.PermanentEntry = checks.YesNo(cursor.ReadText()); break;
            case "url-action": parts.Url = ReadUrl(); break;
            case "session": ReadSession(parts); break;
            case "adresse-information": parts.InformationAddress = addresses.ReadHeld(); break;
            case "date-information": ReadInformationDate(parts); break;
            case "restauration": parts.Catering = checks.Prose(cursor.ReadText(), 250); break;
            case "hebergement": parts.Accommodation = checks.Prose(cursor.ReadText(), 250); break;
            case "transport": parts.Transport = checks.Prose(cursor.ReadText(), 250); break;
            case "acces-handicapes": parts.DisabilityAccess = checks.Prose(cursor.ReadText(), 250); break;
            case "langue-formation": parts.Language = ReadLanguage(); break;
            case "modalites-recrutement": parts.Recruitment = checks.ProseOrEmpty(cursor.ReadText(), 3000); break;
            case "modalites-pedagogiques": parts.Pedagogy = checks.ProseOrEmpty(cursor.ReadText(), 200); break;
            case "code-perimetre-recrutement": parts.RecruitmentArea = checks.Choice(cursor.ReadText(), [1, 2, 3, 4, 5, 6]); break;
            case "infos-perimetre-recrutement": parts.RecruitmentAreaInformation = checks.TextOrEmpty(cursor.ReadText(), 50); break;
            case "nombre-heures-centre": parts.HoursInCentre = checks.WholeNumber(cursor.ReadText()); break;
            case "nombre-heures-entreprise": parts.HoursInCompany = checks.WholeNumber(cursor.ReadText()); break;
            case "extras": parts.Extras = ActionExtras.Read(cursor, checks, contacts); break;
        }
    }

    private void Check(Parts parts, int line)
    {
        if (parts.Extras is null)
            cursor.Journal.Report(ImportCodes.InformationContact, line, "contact-information manque : l'action n'a pas d'extras.");
        else if (parts.Extras.HasPrerequisites == true && parts.SpecificConditions is null)
            cursor.Journal.Report(
                ImportCodes.PrerequisitesMissing, parts.Extras.PrerequisitesLine ?? line,
                "existence-prerequis vaut 1 sans conditions-specifiques.");
    }

    private void ReadSession(Parts parts)
    {
        if (++items > itemLimit)
            cursor.Skip();
        else if (sessions.Read(parts.PermanentEntry) is { } session)
        {
            parts.Sessions.Add(session);
            if (sessions.Seats is { } seats)
                (parts.Seats ??= [])[session.Number] = seats;
        }
    }

    private void ReadPlace(Parts parts)
    {
        var children = new ChildElements(cursor, ElementShape.Place);
        while (children.Next())
        {
            if (cursor.Name == "coordonnees")
                parts.Place = contacts.Read();
            else
                (parts.PlaceExtras ??= []).Add(ExtraReader.Read(cursor));
        }
    }

    private string? ReadUrl()
    {
        string? url = null;
        var children = new ChildElements(cursor, ElementShape.Url);
        while (children.Next())
            url = checks.Url(cursor.ReadText());
        return url;
    }

    private void ReadInformationDate(Parts parts)
    {
        var children = new ChildElements(cursor, ElementShape.InformationDate);
        while (children.Next())
            if (checks.Date(cursor.ReadText()) is { } date)
                parts.InformationDates.Add(date);
    }

    private string? ReadLanguage()
    {
        var value = cursor.ReadText();
        if (IsoCodes.IsLanguage(value.Text))
            return value.Text;
        cursor.Journal.Report(ImportCodes.Language, value.Line, $"« {value.Name} » vaut « {Quote.Short(value.Text)} ».");
        return null;
    }

    /// <summary>What was read so far.</summary>
    private sealed class Parts
    {
        public required ItemAttributes Item;
        public bool? EntryLevelRequired, PermanentEntry;
        public int? Modality, RecruitmentArea, HoursInCentre, HoursInCompany;
        public string? SpecificConditions, Url, Catering, Accommodation, Transport, DisabilityAccess, Language, Recruitment, Pedagogy,
            RecruitmentAreaInformation;
        public ReadContact? Place;
        public List<Extra>? PlaceExtras;
        public ReadAddress? InformationAddress;
        public List<DateOnly> InformationDates = [];
        public List<Session> Sessions = [];
        public Dictionary<string, int>? Seats;
        public ActionExtras? Extras;

        /// <summary>Only for an action without error: all that is required was read then.</summary>
        public TrainingAction ToAction() => new()
        {
            Number = Item.Number!,
            Created = Item.Created!.Value,
            Updated = Item.Updated!.Value,
            EntryLevelRequired = EntryLevelRequired!.Value,
            Modality = (Modality)Modality!.Value,
            SpecificConditions = SpecificConditions,
            Place = Place!.Value.Contact,
            PlaceExtras = PlaceExtras ?? (IReadOnlyList<Extra>)[],
            PermanentEntry = PermanentEntry!.Value,
            Url = Url,
            InformationAddress = InformationAddress?.Address,
            InformationDates = InformationDates,
            Catering = Catering,
            Accommodation = Accommodation,
            Transport = Transport,
            DisabilityAccess = DisabilityAccess!,
            Language = Language!,
            Recruitment = Recruitment,
            Pedagogy = Pedagogy,
            RecruitmentArea = RecruitmentArea,
            RecruitmentAreaInformation = RecruitmentAreaInformation,
            HoursInCentre = HoursInCentre,
            HoursInCompany = HoursInCompany,
            InformationContact = Extras!.Contact!.Value.Contact,
            InformationContactExtras = Extras.ContactExtras,
            DisabilityArrangements = Extras.DisabilityArrangements,
            AdmissionInformation = Extras.AdmissionInformation,
            AdmissionModes = Extras.AdmissionModes,
            GfeCode = Extras.GfeCode,
            ScheduleType = Extras.ScheduleType,
            LearningHours = Extras.LearningHours,
            Paces = Extras.Paces,
            ExtraFees = Extras.ExtraFees,
            ExtraFeesIncludeCertification = Extras.ExtraFeesIncludeCertification,
            ExtraFeesDetail = Extras.ExtraFeesDetail,
            OtherServices = Extras.OtherServices,
            Fees = Extras.Fees!,
            HasPrerequisites = Extras.HasPrerequisites!.Value,
            OtherExtras = Extras.Others ?? (IReadOnlyList<Extra>)[],
        };
    }
}
