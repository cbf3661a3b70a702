using Dapper;
using Npgsql;

namespace Marketplace.People.Accounts;

/// <param name="Text">What happened, in French.</param>
public sealed record AccountEventLine(DateTime At, string Text);

/// <summary>Reads the history of an account.</summary>
public sealed class AccountEvents(NpgsqlDataSource database)
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["created"] = "Création",
        ["activated"] = "Activation du compte",
        ["password-reset"] = "Changement du mot de passe",
        ["sign-in-linked"] = "Rattachement d’un fournisseur d’identité",
        ["address-changed"] = "Adresse électronique changée par le fournisseur d’identité",
        ["address-ended"] = "Adresse électronique retirée : un autre compte l’a déjà",
        ["second-factor-added"] = "Mise en place du second facteur",
        ["password-changed"] = "Changement du mot de passe par la personne connectée",
        ["recovery-submitted"] = "Remplacement du second facteur demandé",
        ["recovery-accepted"] = "Remplacement du second facteur accepté",
        ["recovery-refused"] = "Remplacement du second facteur refusé",
        ["recovery-stopped"] = "Remplacement du second facteur arrêté",
        ["recovery-done"] = "Second facteur retiré pour être remplacé",
        ["passkey-added"] = "Ajout d’une clé d’accès",
        ["passkey-removed"] = "Retrait d’une clé d’accès",
        ["identity-submitted"] = "Identité déclarée",
        ["identity-document-infected"] = "Pièce d’identité écartée : l’antivirus y a trouvé un logiciel malveillant",
        ["identity-verified"] = "Identité vérifiée",
        ["identity-refused"] = "Identité refusée",
        ["nir-tied"] = "Numéro de sécurité sociale rattaché",
        ["nir-mismatch"] = "Numéro de sécurité sociale à vérifier",
        ["nir-refused"] = "Numéro de sécurité sociale refusé",
        ["consent-given"] = "Accord donné à une organisation",
        ["consent-revoked"] = "Accord retiré à une organisation",
        ["hours-converted"] = "Heures d’agent public converties en euros",
        ["level-declared"] = "Niveau inférieur au CAP ou au BEP déclaré",
        ["level-withdrawn"] = "Déclaration de niveau retirée",
        ["public-agent-declared"] = "Statut d’agent public déclaré",
        ["public-agent-withdrawn"] = "Déclaration d’agent public retirée",
        ["contestation-received"] = "Contestation du montant des droits",
        ["contestation-answered"] = "Réponse à une contestation",
        ["waiting-join"] = "Liste d’attente d’une session rejointe",
        ["waiting-offer"] = "Place d’une liste d’attente proposée",
        ["waiting-accept"] = "Place d’une liste d’attente acceptée",
        ["waiting-decline"] = "Place d’une liste d’attente refusée",
        ["waiting-lapse"] = "Place d’une liste d’attente non acceptée à temps",
        ["waiting-leave"] = "Liste d’attente d’une session quittée",
        ["waiting-close"] = "Liste d’attente d’une session close",
        ["joined"] = "Entrée dans une organisation",
        ["roles-changed"] = "Changement de rôles",
        ["removed"] = "Sortie d’une organisation",
        ["operator-access"] = "Accès de gestionnaire donné",
        ["missions-changed"] = "Changement de missions",
        ["disabled"] = "Fermeture du compte",
        ["closed"] = "Compte suspendu",
        ["reopened"] = "Compte rouvert",
        ["local-sign-in-ended"] = "Fin de la connexion par mot de passe",
        ["administrator-from-command-line"] = "Accès d’administrateur donné en ligne de commande",
        ["invited"] = "Invitation envoyée",
        ["invitation-revoked"] = "Invitation retirée",
    };

    /// <summary>The history of an account, newest first; 200 lines at most.</summary>
    public async Task<IReadOnlyList<AccountEventLine>> OfAccountAsync(Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. (await connection.QueryAsync<(DateTime At, string Event)>(new CommandDefinition(
            "SELECT at, event FROM account_event WHERE account_id = @account ORDER BY id DESC LIMIT 200", new { account },
            cancellationToken: cancel)))
            .Select(row => new AccountEventLine(row.At, Texts.TryGetValue(row.Event, out var text) ? text : row.Event))];
    }
}
