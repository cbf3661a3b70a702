using Marketplace.People.Access;

namespace Marketplace.IntegrationTests.Access;

/// <summary>A line of rights.csv as it is written.</summary>
public sealed record RightsLine(string Action, string Role, string Relation, bool Reason, bool Logged);

/// <summary>Who asks, as the tests themselves know them.</summary>
/// <param name="Roles">All that they are, outside organisations.</param>
/// <param name="Organisations">With the role in each.</param>
/// <param name="ReasonFor">Holders they said a reason for.</param>
public sealed record Asker(
    string Name, Guid? Account, IReadOnlySet<string> Roles, IReadOnlyList<(Guid Organisation, string Role)> Organisations,
    IReadOnlySet<Guid> ReasonFor);

/// <summary>What the table says comes of a request.</summary>
public enum Expected
{
    Allowed,
    SignIn,
    NotTheirRole,
    NotTheirObject,
    Reason,
}

/// <summary>
/// Reads the file of rights by itself and says what it means: written apart from the program, to be compared with it.
/// </summary>
public sealed class RightsFile(IReadOnlyList<RightsLine> lines)
{
    public IReadOnlyList<RightsLine> Lines => lines;

    public static RightsFile Read()
    {
        using var stream = typeof(Roles).Assembly.GetManifestResourceStream("access/rights.csv")!;
        using var reader = new StreamReader(stream);
        return new RightsFile([.. reader.ReadToEnd().Split('\n')
            .Where(line => line.Length > 0 && !line.StartsWith('#')).Skip(1)
            .Select(line => line.Split(';'))
            .Select(cells => new RightsLine(cells[0], cells[2], cells[3], cells[4] == "oui", cells[5] == "oui"))]);
    }

    public RightsFile Without(RightsLine line) => new([.. lines.Where(other => other != line)]);

    /// <param name="consents">Holder and organisation of each consent that runs.</param>
    public Expected Expect(string action, Asker who, Guid? organisation, Guid? holder, IReadOnlySet<(Guid, Guid)> consents)
    {
        var ofAction = lines.Where(line => line.Action == action).ToList();
        if (who.Account is null)
            return ofAction.Exists(line => line.Role == "public") ? Expected.Allowed : Expected.SignIn;
        var theirs = ofAction.Where(line => who.Roles.Contains(line.Role) || who.Organisations.Any(o => o.Role == line.Role)).ToList();
        if (theirs.Count == 0)
            return Expected.NotTheirRole;
        if (theirs.Find(line => Holds(line, who, organisation, holder, consents)) is not { } found)
            return Expected.NotTheirObject;
        return found.Reason && holder is { } subject && !who.ReasonFor.Contains(subject) ? Expected.Reason : Expected.Allowed;
    }

    private static bool Holds(RightsLine line, Asker who, Guid? organisation, Guid? holder, IReadOnlySet<(Guid, Guid)> consents) =>
        line.Relation switch
    {
        "soi" => holder is null || holder == who.Account,
        "organisation" => organisation is null || who.Organisations.Contains((organisation.Value, line.Role)),
        "accord" => holder is not null && organisation is not null && who.Organisations.Contains((organisation.Value, line.Role))
            && consents.Contains((holder.Value, organisation.Value)),
        "aucune" or "mission" => true,
        _ => throw new InvalidOperationException($"The tests do not know the relation {line.Relation}."),
    };
}
