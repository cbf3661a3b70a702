using Microsoft.EntityFrameworkCore;

namespace Marketplace.People.Organisations;

/// <summary>Which invitations serve, and how they end.</summary>
internal static class InvitationQueries
{
    extension(IQueryable<InvitationRow> rows)
    {
        public IQueryable<InvitationRow> Serving() =>
            rows.Where(i => i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > DateTimeOffset.UtcNow
                && i.Organisation.ClosedAt == null);

        /// <summary>Ends those that wait, whatever happens to them at the same time.</summary>
        public Task<int> RevokeAsync(CancellationToken cancel) => rows.Where(i => i.AcceptedAt == null && i.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.RevokedAt, i => DateTimeOffset.UtcNow), cancel);
    }
}
