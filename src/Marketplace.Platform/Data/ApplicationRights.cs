using Dapper;
using Npgsql;

namespace Marketplace.Platform.Data;

/// <summary>
/// What the application's database role may do: read and write rows, but neither change the schema nor rewrite what is
/// only added to (access log, histories). Given anew after each migration, by the schema's owner.
/// </summary>
public static class ApplicationRights
{
    /// <summary>Tables that are only added to; when and in which order is the database's to say.</summary>
    private static readonly string[] OnlyAddedTo =
    [
        "access_log", "account_event", "ledger_account", "ledger_transfer", "ledger_booking", "rule_set", "activity_declaration",
            "annual_assessment",
        "level_declaration", "public_agent_declaration", "volunteering_activity", "booking_event", "booking_document",
            "attendance_half_day", "attendance_entry", "statistics_edition", "statistics_cell", "open_data_file", "open_data_piece",
            "invoice", "invoice_line",
            "booking_proof", "booking_control_entry",
            "referencing_event",
    ];

    /// <summary>Tables that the application reads and never writes: filled by the owner's functions and migrations.</summary>
    private static readonly string[] OnlyRead = [
        "access_log_held", "access_log_unwritten", "schema_migration", "hangfire.schema", "ledger_balance", "ledger_open", "ledger_fund",
        "ledger_owed"];

    /// <summary>Tables whose rows come and go, but never change.</summary>
    private static readonly string[] NeverChanged = ["query_log"];

    /// <summary>Gives a role its rights.</summary>
    /// <param name="owner">Connects as the owner of the schema.</param>
    public static async Task GrantAsync(NpgsqlDataSource owner, string role, CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        var name = new NpgsqlCommandBuilder().QuoteIdentifier(role);
        var partitions = await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'access_log'::regclass", cancellationToken: cancel));
        // Processes that start together must not grant at the same time: PostgreSQL would refuse one of them.
        await connection.ExecuteAsync(new CommandDefinition($"""
            BEGIN;
            SELECT pg_advisory_xact_lock(7420433);
            GRANT USAGE ON SCHEMA public TO {name};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name};
            GRANT SELECT, USAGE, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {name};
            GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {name};
            GRANT USAGE ON SCHEMA hangfire TO {name};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA hangfire TO {name};
            GRANT SELECT, USAGE, UPDATE ON ALL SEQUENCES IN SCHEMA hangfire TO {name};
            REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {string.Join(", ", OnlyAddedTo)} FROM {name};
            GRANT INSERT (actor_id, actor_role, on_behalf_of, session_id, nature, operation, subject_id, object, reason) ON access_log TO {name};
            GRANT INSERT (account_id, organisation_id, actor_id, event, detail) ON account_event TO {name};
            GRANT INSERT (holder, kind, unit, code, funder, earmark, usable_until, refund_rest, bucket) ON ledger_account TO {name};
            GRANT INSERT (event, line, nature, holder, debit, credit, amount, origin, booking, day, reason, rule_set) ON ledger_transfer TO {name};
            GRANT INSERT (booking, holder, price, participation, exemption, participation_by, cap, rule_set, certification) ON ledger_booking TO {name};
            GRANT INSERT (stamp, since, entries) ON rule_set TO {name};
            GRANT INSERT (booking_id, at, event, from_state, to_state, actor_id, role, on_behalf_of, detail) ON booking_event TO {name};
            GRANT INSERT (id, booking_id, kind, event_id, number, title, made_at, html, pdf, sha256) ON booking_document TO {name};
            GRANT INSERT (number, month, k, published_at, withheld, sha256) ON statistics_edition TO {name};
            GRANT INSERT (edition, basis, axis, node, parent, "column", period, bookings, learners, amount, learner_amount, hours) ON statistics_cell TO {name};
            GRANT INSERT (edition, name, media_type, size, sha256, made_at) ON open_data_file TO {name};
            GRANT INSERT (file_id, number, content) ON open_data_piece TO {name};
            GRANT INSERT (booking_id, day, half, opened_at, opened_by) ON attendance_half_day TO {name};
            GRANT INSERT (booking_id, day, half, side, present, at, actor_id) ON attendance_entry TO {name};
            GRANT INSERT (id, siret, number, kind, corrects, day, due_on, net, vat, total, prepaid, issued_at, issued_by, html, xml, pdf,
                sha256) ON invoice TO {name};
            GRANT INSERT (invoice_id, line, booking_id, label, vat_rate, net, vat, total, prepaid) ON invoice_line TO {name};
            GRANT INSERT (id, booking_id, side, kind, control_id, name, media_type, size, sha256, entry, added_at, added_by)
                ON booking_proof TO {name};
            GRANT INSERT (control_id, side, event, text, at, by) ON booking_control_entry TO {name};
            REVOKE DELETE, TRUNCATE ON payable, payout_batch, payout_transfer, payout_line, payout_file, payout_answer, booking_control,
                recovery, recovery_share, payment_suspension FROM {name};
            GRANT INSERT (referencing_id, at, event, from_state, to_state, actor_id, role, reason, until) ON referencing_event TO {name};
            GRANT INSERT (year, person, siren, contract, revision, regime, basis, quantity, reference, absences, starts, ends, low_qualified,
                disabled, contribution_paid) ON activity_declaration TO {name};
            GRANT INSERT (holder, year, revision, category, base_due, base_cap, base_credited, supplement_due, supplement_cap, supplement_credited,
                hours_due, hours_cap, hours_credited, owed, kept_back, rule_set, rights_found, base_limit, total_limit, hours_found, hours_limit)
                ON annual_assessment TO {name};
            GRANT INSERT (holder, year, activity, duration, within, credited, rule_set) ON volunteering_activity TO {name};
            GRANT INSERT (holder, declared_on, below_level_3, declared_by) ON level_declaration TO {name};
            GRANT INSERT (holder, declared_on, public_agent, declared_by) ON public_agent_declaration TO {name};
            REVOKE DELETE, TRUNCATE ON contestation FROM {name};
            REVOKE UPDATE, DELETE, TRUNCATE ON ledger_holder FROM {name};
            GRANT UPDATE (account_id, retired_on) ON ledger_holder TO {name};
            REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {string.Join(", ", OnlyRead)} FROM {name};
            REVOKE UPDATE, TRUNCATE ON {string.Join(", ", NeverChanged)} FROM {name};
            REVOKE UPDATE, DELETE, TRUNCATE ON bank_entry FROM {name};
            GRANT UPDATE (state, reason, order_id, booked, decided_by, changed_at) ON bank_entry TO {name};
            {string.Concat(partitions.Select(partition => $"REVOKE ALL ON {partition} FROM {name};"))}
            COMMIT;
            """, cancellationToken: cancel));
    }
}
