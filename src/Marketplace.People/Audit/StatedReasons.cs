using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.People.Audit;

/// <summary>Why operator staff open a holder's file: asked once a session and holder, then good for half an hour.</summary>
public sealed class StatedReasons(NpgsqlDataSource database)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    /// <summary>The reasons to choose from: the holder reads them in « Qui a consulté mes données ».</summary>
    public static readonly IReadOnlyList<string> Choices =
    [
        "Demande du titulaire",
        "Réclamation ou recours",
        "Contrôle d’une inscription ou d’un service fait",
        "Contrôle de l’identité ou des droits",
        "Suspicion de fraude",
        "Demande d’une autorité",
    ];

    /// <summary>Remembers and logs the reason.</summary>
    /// <returns>False: it is none of the choices.</returns>
    public Task<bool> StateAsync(Guid session, Guid subject, string reason, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        if (!Choices.Contains(reason))
            return false;
        await connection.ExecuteAsync("""
            INSERT INTO stated_reason (session_id, subject_id, reason, expires_at) VALUES (@session, @subject, @reason, now() + @Lasts)
            ON CONFLICT (session_id, subject_id) DO UPDATE SET reason = excluded.reason, expires_at = excluded.expires_at
            """, new { session, subject, reason, Lasts });
        await AccessLog.WriteAsync(
            connection, actor with { Reason = reason }, new AccessEntry(Rights.HolderReasonState, AccessOperation.LookUp, subject), cancel);
        return true;
    }, cancel);
}
