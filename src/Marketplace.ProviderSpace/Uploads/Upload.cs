using Marketplace.Catalogue.Offers;

namespace Marketplace.ProviderSpace.Uploads;

/// <summary>An upload as it stands.</summary>
/// <param name="Sirets">Establishments that who sent it may publish for.</param>
/// <param name="Progress">Of what the program does with it, in percent.</param>
/// <param name="Note">Why it failed, waits or was read again; null: nothing to say.</param>
public sealed record Upload(
    Guid Id, Guid OrganisationId, string[] Sirets, string State, string Name, long Size, DateTimeOffset ReceivedAt, string? Wish,
    bool Mended,
    int Attempts, int Progress, string? Note, string? Mode, DateTimeOffset? PublishedAt, string? PublishedVersion, DateTimeOffset ChangedAt)
{
    /// <summary>What reading found; null before.</summary>
    public UploadFindings? Findings { get; init; }

    /// <summary>What it would change, or changed; null: nothing of it was accepted.</summary>
    public UploadDifferences? Differences { get; init; }

    /// <summary>A version for forms that decide on it.</summary>
    public string Shown => Platform.Decisions.StateVersion.Of(Id, State, ChangedAt.UtcTicks, Differences?.Version);

    /// <summary>Its organisation's, and of an establishment of the scope as far as it is known.</summary>
    public bool IsIn(UploadScope scope) =>
        OrganisationId == scope.Organisation
            && (Findings?.Siret is { } siret && Findings.Any ? [siret] : Sirets).Any(scope.Sirets.Contains);

    /// <summary>It has columns and what was read of it is still there: it can be given back with its mistakes.</summary>
    public bool CanBeGivenBack => Findings is { Kind: not UploadKinds.Edof, Headings.Length: > 0 }
        && (State == UploadProcess.Staged || (State == UploadProcess.Discarded && !Mended));

    /// <summary>What its process asks.</summary>
    /// <param name="mode">How it is to be published.</param>
    public UploadFacts FactsFor(string? mode, bool confirmed = false) => new(mode, Findings?.Any == true, Findings?.Complete == true,
        Differences?.ArchivesMore == true, confirmed, Findings is { Kind: not UploadKinds.Edof, Headings.Length: > 0 });
}

/// <summary>Formats, told by the bytes.</summary>
public static class UploadKinds
{
    public const string Edof = "edof";
    public const string Csv = "csv";
    public const string Excel = "excel";
}

/// <summary>What reading an upload found.</summary>
/// <param name="Headings">Of its columns; empty for an EDOF file.</param>
/// <param name="RefusedWhole">Nothing of it can be taken.</param>
/// <param name="Rows">Of a sheet; of an EDOF file formations, actions and sessions.</param>
public sealed record UploadFindings(
    string Kind, string? Format, string? Siret, string[] Headings, bool RefusedWhole,
    int FormationsAccepted, int FormationsRejected, int ActionsAccepted, int ActionsRejected, int SessionsAccepted, int SessionsRejected,
    int Rows, int RowsRefused, int Errors, int Warnings)
{
    /// <summary>Something can be published.</summary>
    public bool Any => !RefusedWhole && FormationsAccepted > 0;

    /// <summary>All of it can.</summary>
    public bool Complete => Any && FormationsRejected + ActionsRejected + SessionsRejected == 0;
}

/// <summary>Numbers of what would change, and the version of the catalogue that was compared with.</summary>
public sealed record UploadDifferences(string Version, LevelCounts Offers, LevelCounts Actions, LevelCounts Sessions)
{
    /// <summary>Of all levels.</summary>
    public LevelCounts Total => Offers + Actions + Sessions;

    /// <summary>Nothing would change.</summary>
    public bool IsEmpty => Total is { Added: 0, Changed: 0, Archived: 0 };

    /// <summary>Taken in full, more actions would go than stay.</summary>
    public bool ArchivesMore => Actions.Archived > Actions.Changed + Actions.Unchanged;
}
