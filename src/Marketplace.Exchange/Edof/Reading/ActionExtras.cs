using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>Reads <c>extras info="action"</c>: contact, admission, pace, fees.</summary>
internal sealed class ActionExtras
{
    private static readonly ExtraKind[] Known =
    [
        new("contact-information"), new("modalites-handicap"), new("info-admission"), new("codes-modalites-admission", Group: true),
        new("code-gfe"), new("code-type-horaires"), new("duree-apprentissage"), new("codes-rythme-formation", Group: true),
        new("frais-anpec"), new("frais-certif-inclus-frais-anpec"), new("detail-frais-anpec"), new("autres-services"),
        new("frais-pedagogiques", Group: true), new("existence-prerequis"),
    ];

    private static readonly ExtraKind[] AdmissionCodes = [new("code-modalites-admission", Repeatable: true)];
    private static readonly ExtraKind[] PaceCodes = [new("code-rythme-formation", Repeatable: true)];
    private static readonly ExtraKind[] FeeParts = [new("taux-tva"), new("frais-ht"), new("frais-ttc")];

    public ReadContact? Contact;
    public IReadOnlyList<Extra> ContactExtras = [];
    public string? DisabilityArrangements, AdmissionInformation, ScheduleType, ExtraFeesDetail, OtherServices;
    public List<int> AdmissionModes = [], Paces = [];
    public int? GfeCode, LearningHours;
    public decimal? ExtraFees;
    public bool? ExtraFeesIncludeCertification, HasPrerequisites;
    public int? PrerequisitesLine;
    public Fees? Fees;
    public List<Extra>? Others;

    public static ActionExtras Read(EdofCursor cursor, ValueChecks checks, ContactReader contacts)
    {
        var line = cursor.Line;
        var read = new ActionExtras();
        var seen = new HashSet<string>();
        cursor.RequireInfo("action");
        var members = new ExtraMembers(cursor, Known);
        while (members.Next())
        {
            var info = members.Info;
            if (seen.Contains("existence-prerequis") && info != "existence-prerequis")
                cursor.Journal.Report(ImportCodes.ExtraOrder, cursor.Line, $"« {info} » vient après existence-prerequis.");
            seen.Add(info);
            switch (info)
            {
                case "contact-information":
                    (read.Contact, read.ContactExtras) = contacts.ReadInExtra(ImportCodes.InformationContact);
                    break;
                case "codes-modalites-admission":
                    read.AdmissionModes = ReadCodes(
                        cursor, checks, AdmissionCodes, [99999, 92002, 92003, 92005, 92007, 92009, 99998], ref read.Others);
                    break;
                case "codes-rythme-formation":
                    read.Paces = ReadCodes(cursor, checks, PaceCodes, [1, 2, 3, 4, 5, 6, 7], ref read.Others);
                    break;
                case "frais-pedagogiques":
                    read.Fees = ReadFees(cursor, checks, ref read.Others);
                    break;
                default:
                    read.ReadText(ref members, checks);
                    break;
            }
        }
        if (!seen.Contains("contact-information"))
            cursor.Journal.Report(ImportCodes.InformationContact, line, "contact-information manque.");
        foreach (var required in (ReadOnlySpan<string>)["frais-pedagogiques", "existence-prerequis"])
            if (!seen.Contains(required))
                cursor.Journal.Report(ImportCodes.MissingExtra, line, $"« {required} » manque dans les extras de l'action.");
        if (members.Others is { } others)
            (read.Others ??= []).AddRange(others);
        return read;
    }

    private void ReadText(ref ExtraMembers members, ValueChecks checks)
    {
        if (!members.Text(out var value))
        {
            if (members.Info == "existence-prerequis")
                checks.YesNo(value);
            return;
        }
        switch (members.Info)
        {
            case "modalites-handicap": DisabilityArrangements = checks.Shown(value); break;
            case "info-admission": AdmissionInformation = checks.Prose(value, 250); break;
            case "code-gfe": GfeCode = checks.Choice(value, GfeCodes); break;
            case "code-type-horaires": ScheduleType = value.Text; break;
            case "duree-apprentissage": LearningHours = checks.WholeNumber(value); break;
            case "frais-anpec": ExtraFees = checks.Amount(value); break;
            case "frais-certif-inclus-frais-anpec": ExtraFeesIncludeCertification = checks.YesNo(value); break;
            case "detail-frais-anpec": ExtraFeesDetail = checks.Prose(value, 3000); break;
            case "autres-services": OtherServices = value.Text; break;
            case "existence-prerequis":
                HasPrerequisites = checks.YesNo(value);
                PrerequisitesLine = value.Line;
                break;
        }
    }

    private static readonly int[] GfeCodes = [.. Enumerable.Range(1, 24)];

    private static List<int> ReadCodes(
        EdofCursor cursor, ValueChecks checks, ExtraKind[] kinds, ReadOnlySpan<int> permitted, ref List<Extra>? others)
    {
        var codes = new List<int>(2);
        var (info, number) = (cursor.Attribute("info"), cursor.Attribute("numero"));
        var members = new ExtraMembers(cursor, kinds);
        while (members.Next())
            if (members.Text(out var value) && checks.Choice(value, permitted) is { } code)
                codes.Add(code);
        KeepGroup(info, number, members.Others, codes.Count == 0, ref others);
        return codes;
    }

    /// <summary>Unknown members of a known group stay in a group of that name, so that an export puts them back there.</summary>
    internal static void KeepGroup(string? info, string? number, List<Extra>? members, bool empty, ref List<Extra>? others)
    {
        if (members is not null || empty)
            (others ??= []).Add(new Extra(info, number, null, members ?? []));
    }

    private static Fees? ReadFees(EdofCursor cursor, ValueChecks checks, ref List<Extra>? others)
    {
        var line = cursor.Line;
        decimal? vat = null, exclusive = null, inclusive = null;
        var inclusiveLine = line;
        var seen = 0;
        var (info, number) = (cursor.Attribute("info"), cursor.Attribute("numero"));
        var members = new ExtraMembers(cursor, FeeParts);
        while (members.Next())
        {
            var value = cursor.ReadText(members.Info);
            switch (members.Info)
            {
                case "taux-tva": vat = checks.VatRate(value); seen |= 1; break;
                case "frais-ht": exclusive = checks.Amount(value); seen |= 2; break;
                default: inclusive = checks.Amount(value); inclusiveLine = value.Line; seen |= 4; break;
            }
        }
        KeepGroup(info, number, members.Others, empty: false, ref others);
        for (var i = 0; i < FeeParts.Length; i++)
            if ((seen & (1 << i)) == 0)
                cursor.Journal.Report(ImportCodes.MissingExtra, line, $"« {FeeParts[i].Info} » manque dans frais-pedagogiques.");
        if (vat is null || exclusive is null || inclusive is null)
            return null;
        var expected = exclusive.Value * (1 + vat.Value / 100);
        // A cent for rounding each of the two amounts.
        if (Math.Abs(expected - inclusive.Value) > 0.02m)
            cursor.Journal.Report(
                ImportCodes.PriceMismatch, inclusiveLine,
                FormattableString.Invariant($"{exclusive} € HT avec {vat} % de TVA font {expected:0.00} €, non {inclusive} €."));
        return new Fees(vat.Value, exclusive.Value, inclusive.Value);
    }
}
