using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Time;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Bookings.Dossiers;

/// <summary>A dossier under its lock, in a transaction: what commands read, change and move. See <see cref="DossierDesk"/>.</summary>
public sealed class OpenDossier
{
    private readonly DossierMail _mail;

    internal OpenDossier(
        BookingsContext all, BookingRow row, IReadOnlyList<BookingDeadlineRow> deadlines, RulesInForce rules, DateTimeOffset now,
        DossierMail mail)
    {
        (All, Row, Deadlines, Rules, Now) = (all, row, deadlines, rules, now);
        _mail = mail;
    }

    public BookingsContext All { get; }

    /// <summary>Saved with the next step, or when the transaction ends.</summary>
    public BookingRow Row { get; }

    /// <summary>Those that run.</summary>
    public IReadOnlyList<BookingDeadlineRow> Deadlines { get; internal set; }

    /// <summary>Frozen at acceptance; before, those of this day.</summary>
    public RulesInForce Rules { get; internal set; }

    /// <summary>A control or a complaint waits: as the command itself may have set it.</summary>
    public bool IsBlocked => Row.ControlState == ControlStates.InControl;
    public DateTimeOffset Now { get; }
    public DateOnly Today => ParisTime.DateOf(Now);
    public NpgsqlConnection Connection => All.Connection;
    public WorkingDays WorkingDays => WorkingDays.Of(HolidayZones.ByName[Row.Zone]);

    /// <summary>What the process asks, as far as the dossier itself tells.</summary>
    public async Task<BookingFacts> FactsAsync(CancellationToken cancel)
    {
        var move = Row.State == BookingProcess.Accepted
            ? await All.Moves.Where(m => m.BookingId == Row.Id).Select(m => m.AskedBy).SingleOrDefaultAsync(cancel) : null;
        return Facts() with { MoveAskedBy = move };
    }

    internal BookingFacts Facts()
    {
        var dues = BookingDues.Of(Row, Row.State, Rules);
        // An extension only ever gives time: what the dossier's own dates give beyond it holds.
        foreach (var deadline in Deadlines.Where(d => d.Extended && dues.TryGetValue(d.Event, out var due) && d.DueAt > due))
            dues[deadline.Event] = deadline.DueAt;
        return new BookingFacts
        {
            Now = Now, Today = Today, Starts = Row.Starts, Dues = dues, KeepsProposal = Row.KeepsProposal,
            PaymentOpen = Row.PaymentId is not null && Row.PaymentUntil > Now, EntryDeclared = Row.EntryDeclaredAt is not null,
            EntryCounted = Row.EntryCountedAt is not null, DepositTaken = Row.Deposit > 0, Blocked = IsBlocked,
            ExitOverdue = dues.TryGetValue(BookingDues.ExitDeclaration, out var exit) && exit <= Now,
        };
    }

    /// <summary>Tells the learner, at the address of the dossier.</summary>
    public Task TellLearnerAsync(DossierNews news, CancellationToken cancel) => _mail.ToLearnerAsync(this, news, cancel);

    /// <summary>Tells those of the provider who handle bookings of this establishment.</summary>
    public Task TellProviderAsync(DossierNews news, CancellationToken cancel) => _mail.ToProviderAsync(this, news, cancel);

    /// <summary>Tells those of the funder that was asked who answer such requests.</summary>
    public Task TellFunderAsync(DossierNews news, CancellationToken cancel) => _mail.ToFunderAsync(this, news, cancel);

    /// <summary>Tells the operators who decide on dossiers.</summary>
    public Task TellOperatorsAsync(DossierNews news, CancellationToken cancel) => _mail.ToOperatorsAsync(this, news, cancel);
}
