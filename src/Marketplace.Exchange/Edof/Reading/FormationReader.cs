using Marketplace.Catalogue.Certifications;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Catalogue.Providers;
using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>Reads <c>formation</c> with its actions, and keeps the file's SIRET.</summary>
internal sealed class FormationReader(
    EdofCursor cursor, ValueChecks checks, ActionReader actions, CertificationDirectory certifications, DateOnly today, ItemShapes shapes)
{
    private const string Vae = "CPF200";

    private static readonly ExtraKind[] Known =
        [new("resume-contenu"), new("blocs-competences", Group: true), new("blocs-modifiables"), new("categorisation-offre")];

    private static readonly ExtraKind[] Blocks = [new("code-bloc", Repeatable: true)];

    private readonly HashSet<string> numbers = [];
    private readonly HashSet<string> categories = [];
    private bool siretWarned;

    /// <summary>A reader of formations with all that it needs.</summary>
    public static FormationReader Create(
        EdofCursor cursor, ReferenceData reference, ReadingLimits limits, DateOnly today, ItemShapes shapes)
    {
        var checks = new ValueChecks(cursor.Journal);
        var places = new PlaceChecks(reference.Places, cursor.Journal);
        var addresses = new AddressReader(cursor, checks);
        var contacts = new ContactReader(cursor, checks, addresses);
        var sessions = new SessionReader(cursor, checks, addresses, contacts, places, shapes.Seats);
        var actions = new ActionReader(cursor, checks, addresses, contacts, sessions, places, limits.ItemsPerFormation, shapes.Action);
        return new FormationReader(cursor, checks, actions, reference.Certifications, today, shapes);
    }

    /// <returns>Null when the formation is refused.</returns>
    public AcceptedOffer? Read()
    {
        var journal = cursor.Journal;
        var line = cursor.Line;
        actions.StartFormation();
        cursor.StartFormation();
        var item = ItemAttributes.Read(cursor, checks, ItemLevel.Formation, numbers);
        string? title = null, objective = null, results = null, content = null;
        int? path = null, generalObjective = null;
        (string? Code, int Line) certification = (null, line);
        var accepted = new List<AcceptedAction>();
        FormationExtras? extras = null;

        var children = new ChildElements(cursor, shapes.Formation);
        while (children.Next())
        {
            switch (cursor.Name)
            {
                case "intitule-formation": title = checks.Text(cursor.ReadText(), 255); break;
                case "objectif-formation": objective = checks.Prose(cursor.ReadText(), 3000); break;
                case "resultats-attendus": results = checks.Prose(cursor.ReadText(), 3000); break;
                case "contenu-formation": content = checks.Prose(cursor.ReadText(), 3000); break;
                case "parcours-de-formation": path = checks.Choice(cursor.ReadText(), [1, 2, 3, 4]); break;
                case "objectif-general-formation": generalObjective = checks.Choice(cursor.ReadText(), [2, 4, 5, 6, 7, 8, 9]); break;
                case "certification": certification = ReadCertification(); break;
                case "action" when actions.TooMany: cursor.Skip(); break;
                case "action":
                    if (actions.Read() is { } action)
                        accepted.Add(action);
                    break;
                case "organisme-formation-responsable": ReadProvider(); break;
                case "extras": extras = ReadExtras(); break;
            }
        }
        if (actions.TooMany)
            journal.Report(ImportCodes.TooManyItems, line, "Cette formation dépasse la limite.");
        CheckCertification(certification.Code, certification.Line, extras, line);

        if (!journal.Close())
            return null;
        numbers.Add(item.Number!);
        if (extras!.Category is { } category)
            categories.Add(category);
        return new AcceptedOffer(new Offer
        {
            Number = item.Number!,
            Created = item.Created!.Value,
            Updated = item.Updated!.Value,
            Title = title!,
            Objective = objective!,
            ExpectedResults = results!,
            Content = content!,
            Path = path!.Value,
            GeneralObjective = generalObjective!.Value,
            CertificationCode = certification.Code!,
            Summary = extras.Summary,
            Blocks = extras.Blocks,
            BlocksAdjustable = extras.BlocksAdjustable,
            Category = extras.Category,
            OtherExtras = extras.Others ?? (IReadOnlyList<Extra>)[],
        }, accepted);
    }

    private (string? Code, int Line) ReadCertification()
    {
        var line = cursor.Line;
        string? code = null;
        var count = 0;
        var children = new ChildElements(cursor, ElementShape.Certification);
        while (children.Next())
        {
            count++;
            line = cursor.Line;
            var value = cursor.ReadText();
            code = value.Name switch
            {
                "code-RNCP" => checks.Code(value, ValueChecks.RncpPattern(), 5, 10, ImportCodes.CertificationCode),
                "code-RS" => checks.Code(value, ValueChecks.RsPattern(), 3, 10, ImportCodes.CertificationCode),
                _ => checks.Code(value, ValueChecks.CpfPattern(), 4, 10, ImportCodes.CertificationCode),
            };
        }
        if (count == 0)
            cursor.Journal.Report(ImportCodes.MissingElement, line, "<certification> doit contenir <code-RNCP>, <code-RS> ou <code-CPF>.");
        else if (count > 1)
            cursor.Journal.Report(ImportCodes.Repeated, line, "<certification> ne contient qu'un seul code.");
        return (code, line);
    }

    private void ReadProvider()
    {
        var provider = new ChildElements(cursor, ElementShape.Provider);
        while (provider.Next())
        {
            var holder = new ChildElements(cursor, ElementShape.ProviderSiret);
            while (holder.Next())
                CheckSiret(cursor.ReadText());
        }
    }

    private void CheckSiret(EdofValue value)
    {
        if (checks.Code(value, ValueChecks.SiretPattern(), 14, 14, ImportCodes.Siret) is not { } siret)
            return;
        var journal = cursor.Journal;
        journal.Siret ??= siret;
        if (journal.Siret != siret)
            journal.RefuseFile(ImportCodes.MixedSirets, value.Line, $"Le SIRET {siret} vient après {journal.Siret}.");
        else if (!siretWarned && !Siret.PassesCheck(siret))
        {
            siretWarned = true;
            journal.Report(ImportCodes.SiretCheck, value.Line, $"Le SIRET {siret} n'a pas la bonne clé.");
        }
    }

    private FormationExtras ReadExtras()
    {
        var read = new FormationExtras { Line = cursor.Line };
        cursor.RequireInfo("formation");
        var members = new ExtraMembers(cursor, Known);
        while (members.Next())
        {
            if (members.Info == "blocs-competences")
            {
                read.BlocksLine = cursor.Line;
                ReadBlocks(read);
                continue;
            }
            if (!members.Text(out var value))
                continue;
            switch (members.Info)
            {
                case "resume-contenu": read.Summary = checks.Prose(value, 255); break;
                case "blocs-modifiables": read.BlocksAdjustable = checks.YesNo(value); break;
                case "categorisation-offre":
                    read.Category = checks.Code(value, ValueChecks.DigitsPattern(), 1, 10, ImportCodes.WholeNumber);
                    read.CategoryLine = value.Line;
                    break;
            }
        }
        if (members.Others is { } others)
            (read.Others ??= []).AddRange(others);
        return read;
    }

    private void ReadBlocks(FormationExtras read)
    {
        var (info, number) = (cursor.Attribute("info"), cursor.Attribute("numero"));
        var members = new ExtraMembers(cursor, Blocks);
        while (members.Next())
        {
            if (!members.Text(out var value))
                continue;
            if (checks.Code(value, ValueChecks.BlockPattern(), 8, 20, ImportCodes.BlockCode) is not { } block)
                continue;
            // A list would be searched once per block: minutes for a file of 300,000.
            if (!read.BlocksSeen.Add(block))
                cursor.Journal.Report(ImportCodes.BlockTwice, value.Line, $"Le bloc {block} est déjà dans la liste.");
            else
                read.Blocks.Add(block);
            read.BlockLines.Add((block, value.Line));
        }
        ActionExtras.KeepGroup(info, number, members.Others, read.Blocks.Count == 0, ref read.Others);
    }

    private void CheckCertification(string? code, int codeLine, FormationExtras? extras, int line)
    {
        if (code is null)
            return;
        var journal = cursor.Journal;
        if (code.StartsWith("RNCP", StringComparison.Ordinal) && extras is not null && extras.BlockLines.Count == 0)
            journal.Report(ImportCodes.BlocksMissing, extras.BlocksLine ?? extras.Line, $"Les blocs de {code} manquent.");
        foreach (var (block, blockLine) in extras?.BlockLines ?? [])
            if (!block.StartsWith(code + "BC", StringComparison.Ordinal))
                journal.Report(ImportCodes.BlockCode, blockLine, $"Le bloc {block} n'est pas de {code}.");
        CheckCategory(code, extras);
        CheckReference(code, codeLine, extras);
    }

    private void CheckCategory(string code, FormationExtras? extras)
    {
        if (extras?.Category is not { } category)
            return;
        if (code != Vae)
            cursor.Journal.Report(ImportCodes.CategoryNotVae, extras.CategoryLine, $"La formation vise {code}.");
        else if (categories.Contains(category))
            cursor.Journal.Report(ImportCodes.CategoryTaken, extras.CategoryLine, $"La catégorie {category} est déjà prise.");
    }

    private void CheckReference(string code, int line, FormationExtras? extras)
    {
        var journal = cursor.Journal;
        var known = certifications.ByCode(code);
        if (known is null or { Placeholder: true })
        {
            journal.Report(ImportCodes.CertificationUnknown, line, $"{code} n'est pas dans le référentiel.");
            return;
        }
        if (!known.Active || known.Expires < today)
            journal.Report(ImportCodes.CertificationExpired, line, known.Expires is { } day
                ? $"{code} : fin d'enregistrement le {day:dd/MM/yyyy}." : $"{code} est inactive au répertoire.");
        var blocks = certifications.Blocks(code).Select(b => b.Code).ToHashSet();
        if (blocks.Count == 0)
            return;
        foreach (var (block, blockLine) in extras?.BlockLines ?? [])
            if (!blocks.Contains(block))
                journal.Report(ImportCodes.BlockUnknown, blockLine, $"{block} n'est pas un bloc connu de {code}.");
    }

    private sealed class FormationExtras
    {
        public required int Line;
        public int CategoryLine;
        public int? BlocksLine;
        public string? Summary, Category;
        public bool? BlocksAdjustable;
        public List<string> Blocks = [];
        public HashSet<string> BlocksSeen = [];
        public List<(string Code, int Line)> BlockLines = [];
        public List<Extra>? Others;
    }
}
