using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.Bookings.Dossiers;

/// <content>The rows: transitions 1 to 15, who takes them and under what.</content>
public static partial class BookingProcess
{
    private static ProcessGuard<BookingFacts> InTime(string words, Func<BookingFacts, DateTimeOffset?> until) =>
        new(words, f => until(f) is { } due && due <= f.Now ? "Le délai pour le faire est dépassé." : null);

    private static ProcessGuard<BookingFacts> BeforeStart => new("avant le début de la formation",
        f => f.Starts is not { } start || f.Today < start,
        "La formation a commencé : l’organisme déclare l’entrée, puis la sortie, et le dossier se règle sur ce qui a été fait.");

    private static ProcessGuard<BookingFacts> StillAhead =>
        new("la formation n’a pas commencé", f => f.Starts is not { } start || f.Today < start,
        "La formation a commencé : cette proposition ne s’accepte plus.");

    private static ProcessGuard<BookingFacts> NoCardPage => new("aucune page de paiement n’est ouverte", f => !f.PaymentOpen,
        "Une page de paiement est ouverte pour ce dossier : terminez le paiement ou abandonnez-le d’abord.");

    private static ProcessRow<string, string, BookingFacts>[] Rows =>
    [
        new([], Open, Draft) { Begins = true, Right = Rights.BookingsMineAct },
        new([Draft], Send, Requested)
        {
            Right = Rights.BookingsMineAct, Effect = $"rien n’est réservé ; {Told}",
            Guards = [new("identité vérifiée, numéro rattaché, session ouverte et assez lointaine, conditions remplies",
            f => f.WhyNotSend)],
        },
        new([Requested], Acknowledge, Acknowledged)
        {
            Right = Rights.BookingsProviderAct, Effect = Told, Guards = [InTime("dans le délai de réponse", f => f.Due(ProviderSilent))],
        },
        new([Requested, Acknowledged], Propose, Proposed)
        {
            Right = Rights.BookingsProviderAct, Effect = $"le devis est fixé ; {Told}",
            Guards = [InTime("dans le délai de réponse", f => f.Due(ProviderSilent)),
            new("dans les limites de l’offre", f => f.WhyNotPropose)],
        },
        new([Requested, Acknowledged], Refuse, RefusedByProvider)
        {
            Right = Rights.BookingsProviderAct, Effect = $"{Freed} ; {Told}",
        },
        new([Proposed], Refuse, RefusedByProvider)
        {
            Right = Rights.BookingsProviderAct, Guards = [NoCardPage], Effect = $"{Freed} ; {Told}",
        },
        new([Requested, Acknowledged], ProviderSilent, Lapsed)
        {
            Due = new("2 jours ouvrés après la demande, 30 jours après l’accusé de réception", f => f.Due(ProviderSilent)),
            Effect = $"{Freed} ; un courriel aux deux parties",
        },
        new([Requested, Acknowledged, AwaitingFunder], Decline, RefusedByLearner) { Right = Rights.BookingsMineAct,
        Effect = $"{Freed} ; {Told}" },
        new([Proposed], Decline, RefusedByLearner)
        {
            Right = Rights.BookingsMineAct, Guards = [NoCardPage], Effect = $"{Freed} ; {Told}",
        },
        new([Proposed], AskFunder, AwaitingFunder)
        {
            Right = Rights.BookingsMineAct, Effect = "un courriel au financeur",
            Guards = [NoCardPage, StillAhead, InTime("dans le délai d’acceptation", f => f.Due(LearnerSilent))],
        },
        new([AwaitingFunder], FunderGrants, Proposed)
        {
            Right = Rights.BookingsFundingAnswer,
                Effect = "grand livre : du fonds du financeur au compte ; le délai d’acceptation recommence",
            Guards = [new("le fonds suffit", f => f.WhyNotGrant)],
        },
        new([AwaitingFunder], FunderRefuses, Proposed)
        {
            Right = Rights.BookingsFundingAnswer, Effect = "le délai d’acceptation recommence ; un courriel au titulaire",
            Guards = [new("le titulaire garde la proposition sans ce financement", f => f.KeepsProposal,
            "Sans ce financement, le titulaire renonce.")],
        },
        new([AwaitingFunder], FunderRefuses, RefusedByFunder) { Right = Rights.BookingsFundingAnswer,
        Effect = $"{Freed} ; un courriel aux deux parties" },
        new([AwaitingFunder], FunderSilent, Proposed)
        {
            Due = new("10 jours ouvrés après la demande de financement", f => f.Due(FunderSilent)),
            Effect = "le délai d’acceptation recommence ; un courriel au titulaire",
        },
        new([Proposed], Accept, Accepted)
        {
            Right = Rights.BookingsMineAct,
                Effect = "grand livre : droits et abondements réservés ; la place est prise ; règles figées ; documents",
            Guards =
            [
                StillAhead, InTime("dans le délai d’acceptation", f => f.Due(LearnerSilent)), new("rien à payer par carte", f => !f.CardDue,
                    "Il reste une somme à payer par carte : payez-la pour accepter."),
            ],
        },
        new([Proposed], Settle, Accepted)
        {
            Effect = "grand livre : droits, abondements et paiement réservés ; la place est prise ; règles figées ; documents",
            Guards = [StillAhead, new("le paiement est arrivé", f => f.Paid, "Aucun paiement n’est arrivé.")],
        },
        new([Proposed], LearnerSilent, Lapsed)
        {
            Due = new("4 jours ouvrés après la proposition, au plus tôt à la fin de la page de paiement", f => f.Due(LearnerSilent)),
            Effect = $"{Freed} ; un courriel aux deux parties",
        },
        new([Accepted], Cancel, CancelledByLearner)
        {
            Right = Rights.BookingsMineAct, Guards = [BeforeStart], Effect = $"grand livre : selon la fin du dossier ; {Freed} ; {Told}",
        },
        new([Accepted], ProviderCancels, CancelledByProvider)
        {
            Right = Rights.BookingsProviderAct,
                Guards = [new("l’entrée n’est pas déclarée", f => !f.EntryDeclared, "L’entrée est déclarée.")],
            Effect = $"grand livre : tout est rendu ; {Freed} ; {Told}",
        },
        new([Accepted], FunderCancels, CancelledByFunder)
        {
            Right = Rights.BookingsOperateAct, Guards = [BeforeStart],
                Effect = $"grand livre : tout est rendu ; {Freed} ; un courriel aux deux parties",
        },
        new([Accepted], AskMove, Accepted)
        {
            Right = Rights.BookingsMineAct,
                Guards = [BeforeStart, new("vers une autre session ouverte de la même action", f => f.WhyNotMove)], Effect = Told,
        },
        new([Accepted], AskMove, Accepted)
        {
            Right = Rights.BookingsProviderAct,
                Guards = [BeforeStart, new("vers une autre session ouverte de la même action", f => f.WhyNotMove)], Effect = Told,
        },
        new([Accepted], AgreeMove, Accepted)
        {
            Right = Rights.BookingsMineAct,
                Guards = [BeforeStart,
                new("l’organisme l’a demandé", f => f.MoveAskedBy == "provider", "L’organisme n’a demandé aucun changement.")],
            Effect = $"la place change de session ; {Told}",
        },
        new([Accepted], AgreeMove, Accepted)
        {
            Right = Rights.BookingsProviderAct,
                Guards = [BeforeStart,
                new("le titulaire l’a demandé", f => f.MoveAskedBy == "learner", "Le titulaire n’a demandé aucun changement.")],
            Effect = $"la place change de session ; {Told}",
        },
        new([Accepted], RefuseMove, Accepted)
        {
            Right = Rights.BookingsMineAct,
                Guards = [new("un changement est demandé", f => f.MoveAskedBy is not null, "Aucun changement n’est demandé.")],
                Effect = Told,
        },
        new([Accepted], RefuseMove, Accepted)
        {
            Right = Rights.BookingsProviderAct,
                Guards = [new("un changement est demandé", f => f.MoveAskedBy is not null, "Aucun changement n’est demandé.")],
                Effect = Told,
        },
        new([Accepted], DeclareEntry, InTraining)
        {
            Right = Rights.BookingsProviderAct, Guards = [new("le jour de l’entrée est venu, dans la session", f => f.WhyNotEnter)],
            Effect = $"rien n’est débité avant 24 heures ; {Told}",
        },
        new([Accepted], EntryMissed, NotRealised)
        {
            Due = new("3 jours ouvrés après le début, et 10 de grâce", f => f.Due(EntryMissed)),
            Effect = $"grand livre : tout est rendu ; {Freed} ; un courriel aux deux parties",
        },
        new([InTraining], TakeBackEntry, Accepted)
        {
            Right = Rights.BookingsProviderAct, Effect = Told,
            Guards = [new("dans les 24 heures de la déclaration", f => !f.EntryCounted && f.Due(EntryCounts) > f.Now,
            "L’entrée compte : elle ne se reprend plus.")],
        },
        new([InTraining], EntryCounts, InTraining)
        {
            Guards =
            [
                new("pas encore comptée", f => !f.EntryCounted, "L’entrée compte déjà."),
                new("aucun contrôle, aucune réclamation en cours", f => !f.Blocked, "Un contrôle ou une réclamation est en cours."),
            ],
            Due = new("24 heures après la déclaration d’entrée", f => f.Due(EntryCounts)),
            Effect = "grand livre : l’acompte d’une formation de plus de 3 mois est débité",
        },
        new([InTraining], DeclareExit, ServiceDeclared)
        {
            Right = Rights.BookingsProviderAct, Effect = $"le montant dû est calculé ; {Told}",
            Guards = [new("le jour de la sortie est venu", f => f.WhyNotExit)],
        },
        new([InTraining], DeclareExit, ServiceDeclared)
        {
            Right = Rights.BookingsOperateAct, Effect = $"le montant dû est calculé ; {Told}",
            Guards =
            [
                new("le délai de l’organisme est passé", f => f.ExitOverdue, "L’organisme peut encore déclarer la sortie."),
                new("le jour de la sortie est venu", f => f.WhyNotExit),
            ],
        },
        new([InTraining, ServiceDeclared], NeverBegan, NotRealised)
        {
            Right = Rights.BookingsOperateAct,
            Guards = [new("rien n’est facturé", f => !f.DepositTaken, "L’acompte est débité : passez par un contrôle.")],
            Effect = $"grand livre : tout est rendu ; {Freed} ; un courriel aux deux parties",
        },
        new([ServiceDeclared], Validate, ServiceValidated)
        {
            Guards = [new("aucun contrôle, aucune réclamation en cours", f => !f.Blocked, "Un contrôle ou une réclamation est en cours.")],
            Due = new("5 jours ouvrés après la déclaration du service fait", f => f.Due(Validate)),
            Effect = "grand livre : ce qui est dû est débité, le reste rendu, gardé ou mis en avoir ; un courriel aux deux parties",
        },
    ];
}
