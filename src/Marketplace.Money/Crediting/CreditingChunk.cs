using System.Globalization;
using Npgsql;

namespace Marketplace.Money.Crediting;

/// <summary>
/// Goes through one slice of persons: reads a chunk of declarations, decides in memory, writes set-based, notes the position.
/// </summary>
internal sealed class CreditingChunk(AnnualCredit credit, int year, DateOnly today, (long Money, long Hours) funders, long run, int slice)
{
    /// <summary>Declarations read at a time; the last person's may be cut and come with the next chunk.</summary>
    private const int Rows = 8_000;
    /// <summary>More contracts than this of one person in a year cannot be one person's.</summary>
    private const int MaxRows = 64_000;

    /// <summary>Null: the slice is done.</summary>
    public async Task<CreditingReport?> NextAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await CreditingRows.PlanForIndexesAsync(connection, cancel);
        if (await CreditingRows.PositionAsync(connection, run, slice, cancel) is not { } start)
            return null;
        var persons = new List<(byte[] Person, List<ActivityDeclaration> Declarations)>();
        var complete = false;
        for (var rows = Rows; persons.Count == 0 && !complete && rows <= MaxRows; rows *= 8)
            (persons, complete) = await CreditingRows.DeclarationsAsync(connection, (short)year, start.After, start.Before, rows, cancel);
        if (persons.Count == 0 && !complete)
            throw new InvalidOperationException($"A person has more than {MaxRows} declarations in {year}.");
        var report = await CreditAsync(connection, transaction, persons, cancel);
        await CreditingRows.MoveAsync(connection, run, slice, persons.Count > 0 ? persons[^1].Person : null, complete, cancel);
        await transaction.CommitAsync(cancel);
        return report;
    }

    private async Task<CreditingReport> CreditAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, List<(byte[] Person, List<ActivityDeclaration> Declarations)> persons,
        CancellationToken cancel)
    {
        var holders = await CreditingRows.HoldersAsync(connection, transaction, (short)year, [.. persons.Select(p => p.Person)],
            persons.Where(p => p.Declarations.Exists(d => d.Regime == Regimes.PublicAgent)).Select(p => Convert.ToHexString(p.Person))
            .ToHashSet(), cancel);
        var writes = new CreditingWrites(year, today, credit.Rules.Stamp, funders);
        long credited = 0, withdrawn = 0;
        foreach (var (person, declarations) in persons)
        {
            var holder = holders[Convert.ToHexString(person)];
            // L6323-3: the account is no longer fed when its holder has retired.
            if (holder.RetiredOn <= today)
                continue;
            var low = holder.Levels.Count > 0 && LevelOfYear.IsLowQualified(year, holder.Levels);
            var due = credit.Of(declarations, low);
            var decision = CreditDecision.Of(holder.Year, due, holder.Account);
            if (!decision.Changed)
                continue;
            writes.Add(holder, due.Category, decision);
            credited += decision.BaseCredit + decision.SupplementCredit - decision.KeptBack;
            withdrawn += decision.Withdraw;
        }
        await writes.WriteAsync(connection, cancel);
        return new CreditingReport(persons.Count, writes.Count, credited, withdrawn);
    }
}

/// <summary>A holder as a chunk finds them.</summary>
/// <param name="AnnualAccount">Null: not opened yet; so the other.</param>
/// <param name="Revision">Of the last assessment of the year; 0: none.</param>
internal sealed record CreditedHolder(
    long Id, DateOnly? RetiredOn, long? AnnualAccount, long? HoursAccount, int Revision, YearCredit Year, AccountState Account,
    IReadOnlyList<(DateOnly, bool)> Levels);

/// <summary>Reasons of the batch's transfers, as the holder's history explains them.</summary>
internal static class CreditReasons
{
    public static string Base(int year, string category) =>
        string.Create(CultureInfo.InvariantCulture, $"crediting.annual {year} {category}");
    public static string Supplement(int year) => string.Create(CultureInfo.InvariantCulture, $"crediting.disabled {year}");
    public static string Hours(int year) => string.Create(CultureInfo.InvariantCulture, $"crediting.public-agent {year}");
    public static string Correction(int year) => string.Create(CultureInfo.InvariantCulture, $"crediting.correction {year}");
    public static string KeptBack(int year) => string.Create(CultureInfo.InvariantCulture, $"recovery.from-rights {year}");
}
