using Dapper;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Decisions;
using Npgsql;

namespace Marketplace.Money.Crediting;

/// <summary>What of a public agent's hours can become euros now (R6323-43, R6323-44).</summary>
/// <param name="CentiHours">Hundredths of hours that go.</param>
/// <param name="Cents">What comes for them.</param>
/// <param name="Limited">The cap on rights leaves no room for the rest of the hours.</param>
public readonly record struct HoursOffer(long CentiHours, long Cents, bool Limited)
{
    /// <summary>For who accepts it.</summary>
    public string Version => StateVersion.Of("hours", CentiHours, Cents);

    /// <param name="free">Hours that no booking holds, in hundredths.</param>
    /// <param name="rights">Annual rights on the account, reserved ones included, in cents.</param>
    /// <param name="cap">That conversion may not pass, in cents.</param>
    /// <param name="hourValue">Cents for an hour.</param>
    public static HoursOffer Of(long free, long rights, long cap, long hourValue)
    {
        var room = Math.Max(0, cap - rights) * 100 / hourValue;
        // Whole cents only: what an odd number of hundredths is worth beyond them stays in hours.
        var hours = Math.Min(free, room);
        var cents = hours * hourValue / 100;
        hours = (cents * 100 + hourValue - 1) / hourValue;
        return new HoursOffer(cents == 0 ? 0 : hours, cents, free > room);
    }
}

/// <summary>
/// Converts hours into euros because the holder asks for it: hours leave to a counter-account and euros come in one event.
/// The cap is that of the holder's last assessment, else the general one.
/// </summary>
public sealed class HoursConversion(RuleBook book)
{
    public const string Reason = "conversion.public-hours";

    private const string State = """
        SELECT coalesce(hb.balance, 0) AS Free, coalesce(ab.balance, 0) + coalesce(rb.balance, 0) AS Rights, h.id AS Hours,
            (SELECT base_cap FROM annual_assessment s WHERE s.holder = @holder AND s.base_due > 0 ORDER BY s.year DESC, s.revision DESC LIMIT 1) AS Cap,
            (SELECT retired_on FROM ledger_holder p WHERE p.id = @holder) AS RetiredOn,
            (SELECT public_agent FROM public_agent_declaration d WHERE d.holder = @holder ORDER BY recorded_at DESC LIMIT 1) AS PublicAgent
        FROM (SELECT 1) one
        LEFT JOIN ledger_account h ON h.holder = @holder AND h.kind = 'public-hours' LEFT JOIN ledger_balance hb ON hb.account = h.id
        LEFT JOIN ledger_account a ON a.holder = @holder AND a.kind = 'annual' LEFT JOIN ledger_balance ab ON ab.account = a.id
        LEFT JOIN ledger_account r ON r.bucket = a.id LEFT JOIN ledger_balance rb ON rb.account = r.id
        """;

    /// <summary>What could be converted today; nothing while the holder declares to be a public agent.</summary>
    public async Task<HoursOffer> OfferAsync(
        NpgsqlConnection connection, long holder, DateOnly today, CancellationToken cancel = default) =>
        Offer(await StateAsync(connection, holder, cancel), today);

    /// <summary>Converts all that can be, in the caller's transaction.</summary>
    /// <param name="request">Names what the holder asked for: asked twice, it is done once.</param>
    /// <returns>What was converted; nothing when it was before or nothing can be.</returns>
    public async Task<HoursOffer> ConvertAsync(
        NpgsqlConnection connection, long holder, Guid request, DateOnly today, CancellationToken cancel = default)
    {
        await LedgerPosting.LockAsync(connection, holder, cancel);
        var key = $"conversion/{request:N}";
        if (await LedgerPosting.IsPostedAsync(connection, key, cancel))
            return default;
        var state = await StateAsync(connection, holder, cancel);
        var offer = Offer(state, today);
        if (offer.Cents == 0)
            return default;
        var ruleSet = await RuleSets.FreezeAsync(connection, book.On(today), cancel);
        var converted = await LedgerAccounts.CounterAsync(
            connection, AccountKinds.ConvertedHours, CounterCodes.PublicEmployers, "centihour", cancel);
        var funder = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, CounterCodes.PublicEmployers, cancel: cancel);
        var annual = await LedgerAccounts.OpenBucketAsync(connection, holder, new BucketTerms(AccountKinds.Annual), cancel);
        await LedgerPosting.PostAsync(connection, new LedgerEvent(key, holder, today, ruleSet),
        [
            new Transfer(Natures.Convert, state.Hours!.Value, converted, offer.CentiHours, Reason),
            new Transfer(Natures.Credit, funder, annual, offer.Cents, Reason),
        ], cancel);
        return offer;
    }

    private HoursOffer Offer(StateRow state, DateOnly today)
    {
        // L6323-3: nothing more is put on the account of somebody retired. Who is a public agent uses hours as they are (R6323-43).
        if (state.RetiredOn <= today || state.PublicAgent == true)
            return default;
        var rules = book.On(today);
        return HoursOffer.Of(state.Free, state.Rights, state.Cap ?? rules.Get(CreditingRules.Cap),
            rules.Get(CreditingRules.PublicAgentHourValue));
    }

    private static Task<StateRow> StateAsync(NpgsqlConnection connection, long holder, CancellationToken cancel) =>
        connection.QuerySingleAsync<StateRow>(new CommandDefinition(State, new { holder }, cancellationToken: cancel));

    private sealed record StateRow
    {
        public long Free { get; init; }
        public long Rights { get; init; }
        public long? Hours { get; init; }
        public long? Cap { get; init; }
        public DateOnly? RetiredOn { get; init; }
        public bool? PublicAgent { get; init; }
    }
}
