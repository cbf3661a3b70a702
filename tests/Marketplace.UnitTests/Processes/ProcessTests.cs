using Marketplace.Platform.Processes;
using Xunit;

namespace Marketplace.UnitTests.Processes;

/// <summary>What a table lets, refuses and says, on one like a booking's.</summary>
public sealed class ProcessTests
{
    private enum S { Asked, Accepted, Cancelled, Lapsed }

    private enum E { Ask, Accept, Cancel, Lapse }

    private sealed record Facts(int DaysLeft = 30, bool IsOpen = true, DateTimeOffset? AnswerBy = null);

    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private static readonly ProcessRights Rights = new(
        new Dictionary<string, string> { ["learner"] = "Titulaire", ["provider"] = "Organisme", ["program"] = "Le service" }, "program",
        right => right switch { "bookings.ask" => ["learner"], "bookings.answer" => ["provider"],
        _ => throw new ArgumentException($"No right {right}.") });

    private static readonly ProcessWords Words = new("booking", "Inscription", "Cette inscription");
    private static readonly ProcessState<S>[] States = [
        new(S.Asked, "Demandée"), new(S.Accepted, "Acceptée"), new(S.Cancelled, "Annulée"), new(S.Lapsed, "Sans suite")];
    private static readonly ProcessEvent<E>[] Events = [
        new(E.Ask, "la demander"), new(E.Accept, "l’accepter"), new(E.Cancel, "l’annuler"), new(E.Lapse, "la clore", ByClock: true)];

    private static readonly ProcessRow<S, E, Facts> Early = new([S.Asked, S.Accepted], E.Cancel, S.Cancelled)
    {
        Right = "bookings.ask",
            Guards = [new("7 jours ou plus avant le début", f => f.DaysLeft >= 7, "Il est trop tard pour annuler sans frais.")],
            Effect = "tout est libéré",
    };

    private static readonly ProcessRow<S, E, Facts> Late = new([S.Accepted], E.Cancel, S.Cancelled)
    {
        Right = "bookings.ask",
            Guards = [new("avant le début", f => f.DaysLeft > 0 ? null : $"La session a commencé il y a {-f.DaysLeft} jours.")],
            Effect = "le prix est dû",
    };

    private static readonly ProcessRow<S, E, Facts>[] Rows =
    [
        new([], E.Ask, S.Asked) { Begins = true, Right = "bookings.ask",
            Guards = [new("session ouverte", f => f.IsOpen, "Cette session n’est plus ouverte.")] },
        new([S.Asked], E.Accept, S.Accepted) { Right = "bookings.answer" },
        Early, Late,
        new([S.Asked], E.Lapse, S.Lapsed) { Due = new("2 jours ouvrés après la demande", f => f.AnswerBy) },
    ];

    private static readonly Process<S, E, Facts> Table = new(Words, Rights, States, Events, Rows);

    [Fact]
    public void Take_ARow_TellsWhereItLeadsAndWhichItIs()
    {
        var step = Table.Take(S.Accepted, E.Cancel, "learner", new Facts(DaysLeft: 3));
        Assert.Equal((S.Accepted, S.Cancelled, "learner", false, "le prix est dû"),
            (step.From, step.To, step.Role, step.Begins, step.Row.Effect));
        Assert.Equal("tout est libéré", Table.Take(S.Accepted, E.Cancel, "learner", new Facts(DaysLeft: 7)).Row.Effect);
    }

    [Fact]
    public void Begin_ARow_ComesFromNoState()
    {
        var step = Table.Begin(E.Ask, "learner", new Facts());
        Assert.Equal((true, S.Asked), (step.Begins, step.To));
        Assert.Throws<InvalidOperationException>(() => step.From);
    }

    [Theory]
    [InlineData(S.Cancelled, E.Accept, "provider", 30,
        "Cette inscription est dans l’état « Annulée » : il n’est pas possible de l’accepter.")]
    [InlineData(S.Asked, E.Accept, "learner", 30, "Le rôle « Titulaire » ne permet pas de l’accepter.")]
    [InlineData(S.Asked, E.Accept, "stranger", 30, "Le rôle « stranger » ne permet pas de l’accepter.")]
    [InlineData(S.Asked, E.Cancel, "learner", 6, "Il est trop tard pour annuler sans frais.")]
    [InlineData(S.Accepted, E.Cancel, "learner", -2, "La session a commencé il y a 2 jours.")]
    [InlineData(S.Asked, E.Ask, "learner", 30, "Cette inscription est dans l’état « Demandée » : il n’est pas possible de la demander.")]
    internal void Take_WhatNoRowLets_SaysWhy(object state, object @event, string role, int daysLeft, string sentence) =>
        Assert.Equal(sentence,
            Assert.Throws<ProcessRefusedException>(() => Table.Take((S)state, (E)@event, role, new Facts(daysLeft))).Message);

    [Fact]
    public void Begin_WhatNoRowLets_SaysWhy()
    {
        Assert.Equal("Cette session n’est plus ouverte.", Table.AskToBegin(E.Ask, "learner", new Facts(IsOpen: false)).Refusal);
        Assert.Equal("Le rôle « Organisme » ne permet pas de la demander.", Table.AskToBegin(E.Ask, "provider", new Facts()).Refusal);
        Assert.Equal("Cette inscription n’existe pas encore : il n’est pas possible de l’annuler.",
            Table.AskToBegin(E.Cancel, "learner", new Facts()).Refusal);
    }

    [Fact]
    public void Due_IsNotBefore_AndOnlyTheProgram()
    {
        var facts = new Facts(AnswerBy: Now);
        Assert.Equal(S.Lapsed, Table.Take(S.Asked, E.Lapse, "program", facts, Now).To);
        Assert.Equal("Il sera possible de la clore à partir du 30\u00A0novembre\u00A02026 à 13\u00A0h\u00A000.",
            Table.Ask(S.Asked, E.Lapse, "program", facts, Now.AddTicks(-1)).Refusal);
        Assert.Equal("Il n’est pas encore possible de la clore.", Table.Ask(S.Asked, E.Lapse, "program", new Facts(), Now).Refusal);
        Assert.Equal("Le rôle « Titulaire » ne permet pas de la clore.", Table.Ask(S.Asked, E.Lapse, "learner", facts, Now).Refusal);
        Assert.Throws<InvalidOperationException>(() => Table.Ask(S.Asked, E.Lapse, "program", facts));
    }

    [Fact]
    public void NextDue_IsTheClocksNextMoment()
    {
        Assert.Equal(Now, Table.NextDue(S.Asked, new Facts(AnswerBy: Now)));
        Assert.Null(Table.NextDue(S.Asked, new Facts()));
        Assert.Null(Table.NextDue(S.Accepted, new Facts(AnswerBy: Now)));
    }

    [Fact]
    public void Allowed_IsWhatTheActorMayDo_WithTheInstancesFactsOrWithout()
    {
        Assert.Equal([E.Cancel], Table.Allowed(S.Asked, "learner"));
        Assert.Equal([E.Accept], Table.Allowed(S.Asked, "provider"));
        Assert.Empty(Table.Allowed(S.Cancelled, "learner"));
        Assert.Equal([E.Cancel], Table.Allowed(S.Accepted, "learner", new Facts(DaysLeft: 1)));
        Assert.Empty(Table.Allowed(S.Accepted, "learner", new Facts(DaysLeft: 0)));
        Assert.Equal([E.Lapse], Table.Allowed(S.Asked, "program", new Facts(AnswerBy: Now), Now));
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "unreachable", "the state Lapsed cannot be reached" },
        { "duplicate", "Accept: a second row is hidden by the first" },
        { "right", "No right bookings.burn" },
        { "role", "Accept: the role stranger is not known" },
        { "people", "Accept: people need a right" },
        { "event", "the event Lapse is not known" },
        { "no row", "the event Accept has no row" },
        { "state", "Accept: the state Accepted is not known" },
        { "twice", "the state Asked is there twice" },
        { "nowhere", "Accept comes from nowhere" },
        { "clock", "Lapse is by the clock: it needs a moment" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Table_ThatMakesNoSense_IsNotMade(string what, string said)
    {
        var (states, events, rows) = (States, Events, Rows);
        var accept = Rows[1];
        (states, events, rows) = what switch
        {
            "unreachable" => (states, events[..3], rows[..4]),
            "duplicate" => (states, events, [.. rows, accept]),
            "right" => (states, events, [.. rows, accept with { Right = "bookings.burn" }]),
            "role" => (states, events, [.. rows, accept with { By = ["stranger"] }]),
            "people" => (states, events, [.. rows, accept with { By = ["learner"], Right = null }]),
            "event" => (states, events[..3], rows),
            "no row" => (states, events, [.. rows.Where(row => row != accept)]),
            "state" => ([.. states.Where(s => s.State != S.Accepted)], events, rows),
            "twice" => ([.. states, states[0]], events, rows),
            "nowhere" => (states, events, [.. rows, accept with { From = [], By = ["learner"] }]),
            _ => (states, events, [.. rows[..4], new([S.Asked], E.Lapse, S.Lapsed)]),
        };
        Assert.Contains(said,
            Assert.ThrowsAny<ArgumentException>(() => new Process<S, E, Facts>(Words, Rights, states, events, rows)).Message);
    }
}
