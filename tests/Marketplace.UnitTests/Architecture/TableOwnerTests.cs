using System.Text.RegularExpressions;
using Marketplace.Platform.Data.Editing;
using Marketplace.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Marketplace.UnitTests.Architecture;

/// <summary>Each table has one capability that writes it. Who else does stands here with the reason, and each of these is a debt.</summary>
public sealed partial class TableOwnerTests
{
    private static readonly Dictionary<string, string[]> Owners = new()
    {
        ["Platform.Mail"] = ["mail", "mail_pause"],
        ["Platform.Time"] = ["clock"],
        ["Platform.Vault"] = ["vault_entry", "vault_lookup_key"],
        ["Catalogue.Certifications"] = ["certification", "certification_block"],
        ["Catalogue.Offers"] = ["action", "catalogue_before", "catalogue_snapshot", "offer", "session"],
        ["Catalogue.Changes"] = ["outbox"],
        ["Catalogue.Places"] = ["place"],
        ["Catalogue.Providers"] = ["provider"],
        ["Catalogue.QueryLog"] = ["popular_query", "query_log", "search_neutrality"],
        ["Catalogue.Reference"] = ["seed_file"],
        ["Catalogue.Seats"] = ["seat"],
        ["Bookings.Billing"] = ["invoice", "invoice_line"],
        ["Bookings.Complaints"] = ["booking_complaint"],
        ["Bookings.Attendance"] = ["attendance_entry", "attendance_half_day"],
        ["Bookings.Closures"] = ["closed_days"],
        ["Bookings.Documents"] = ["booking_document", "booking_document_due"],
        ["Bookings.Dossiers"] = ["booking", "booking_deadline", "booking_event", "booking_line", "booking_move", "booking_share"],
        ["Bookings.Control"] = ["booking_control", "booking_control_entry"],
        ["Bookings.Proofs"] = ["booking_proof"],
        ["Bookings.Recoveries"] = ["recovery", "recovery_share"],
        ["Bookings.Messages"] = ["booking_attachment", "booking_message"],
        ["People.Accounts"] = ["account", "account_event", "one_time_link", "recovery_code", "session_key"],
        ["People.Audit"] = ["access_log", "litigation_hold", "stated_reason"],
        ["People.Favourites"] = ["favourite"],
        ["People.Federation"] = ["external_login"],
        ["People.Holders"] = ["consent", "holder", "identity_document"],
        ["People.Operators"] = ["operator_mission"],
        ["People.Organisations"] = ["invitation", "membership", "organisation", "organisation_siret"],
        ["People.Recovery"] = ["factor_recovery"],
        ["People.SavedSearches"] = ["alert_digest", "alert_match", "alert_run", "new_action", "saved_query", "saved_search"],
        ["People.Tokens"] = ["access_token"],
        ["Money.Bank"] = ["bank_entry"],
        ["Money.Crediting"] = ["activity_declaration", "annual_assessment", "crediting_run", "crediting_slice", "volunteering_activity"],
        ["Money.Dotations"] = ["dotation_line", "dotation_order"],
        ["Money.Entitlements"] = ["contestation", "level_declaration", "public_agent_declaration"],
        ["Money.Ledger"] = ["ledger_account", "ledger_booking", "ledger_holder", "ledger_transfer"],
        ["Money.Regulation"] = ["rule_set"],
        ["ProviderSpace.Referencing"] = ["referencing", "referencing_deadline", "referencing_document", "referencing_event"],
        ["Payments.BankDetails"] = ["bank_details"],
        ["Payments.Accounts"] = ["bank_day", "trial_balance"],
        ["Payments.Payables"] = ["payable"],
        ["Payments.Payouts"] = ["payment_suspension", "payout_answer", "payout_batch", "payout_file", "payout_line", "payout_transfer"],
        ["Payments.Cards"] = ["card_dispute", "card_notification", "card_payment", "card_reconciliation", "card_refund", "card_unmatched",
            "sandbox_notification", "sandbox_operation", "sandbox_payment"],
        ["Bookings.Waiting"] = ["waiting_entry"],
        ["Statistics.Editions"] = ["statistics_cell", "statistics_edition"],
        ["Statistics.Facts"] = ["statistics_booking", "statistics_feed", "statistics_offer", "statistics_search"],
        ["Statistics.OpenData"] = ["open_data_file", "open_data_piece"],
        ["Statistics.Questions"] = ["statistics_view"],
        ["ProviderSpace.Uploads"] = ["upload", "upload_change", "upload_issue", "upload_part", "upload_row"],
        ["ProviderSpace.Drafts"] = ["offer_draft"],
        ["ProviderSpace.Moderation"] = ["moderation_case", "moderation_report", "moderation_scan"],
        ["Indexing.Outbox"] = ["outbox_dead"],
        ["Indexing.Upkeep"] = ["index_epoch", "index_request"],
        ["Web.Hosting"] = ["data_protection_key"],
        ["Web.SignIn"] = ["passkey", "used_challenge"],
    };

    private static readonly (string Table, string Writer, string Reason)[] Others =
    [
        ("account", "People.Federation", "a first sign-in through a provider makes or takes over an account"),
        ("account", "People.Holders", "suspension and verified identity stand on the account"),
        ("account", "People.Operators", "an agent's account begins with its missions"),
        ("account", "People.Recovery", "a recovery ends the old factor"),
        ("account_event", "Money.Dotations", "an order writes the history of who decided"),
        ("action", "Catalogue.Changes", "the version goes up with what the action shows"),
        ("action", "Catalogue.Places", "an action without a point of its own moves with its commune's centre"),
        ("booking_deadline", "Bookings.Deadlines", "a deadline that failed is tried again in a transaction of its own"),
        ("certification", "Catalogue.Offers", "an unknown certification gets a placeholder until the register brings it"),
        ("data_protection_key", "Platform.Vault", "rotation seals every secret anew"),
        ("holder", "People.Accounts", "a local account begins with an empty record, which goes with it when it is never activated"),
        ("holder", "People.Federation", "a verified identity comes with the sign-in"),
        ("ledger_account", "Money.Crediting", "set-based: forty million accounts a year"),
        ("ledger_account", "Money.Dotations", "set-based: a file of beneficiaries"),
        ("ledger_holder", "Money.Crediting", "set-based: forty million accounts a year"),
        ("ledger_holder", "Money.Dotations", "set-based: a file of beneficiaries"),
        ("ledger_transfer", "Money.Crediting", "set-based: forty million accounts a year"),
        ("mail_pause", "People.Accounts", "the nightly upkeep of sessions forgets it"),
        ("one_time_link", "People.Federation", "a take-over ends the links of before"),
        ("outbox", "Indexing.Upkeep", "what is indexed everywhere is forgotten"),
        ("passkey", "People.Federation", "a take-over ends the factors of before"),
        ("passkey", "People.Operators", "an access that is renewed begins without factors"),
        ("passkey", "People.Recovery", "a recovery ends the old factor"),
        ("payable", "Payments.Payouts", "an operator is warned once that a sum is near its last day"),
        ("provider", "Catalogue.Offers", "a file names its provider before the register does"),
        ("recovery_code", "People.Federation", "a take-over ends the factors of before"),
        ("recovery_code", "People.Operators", "an access that is renewed begins without factors"),
        ("recovery_code", "People.Recovery", "a recovery ends the old factor"),
        ("saved_search", "People.Federation", "a take-over stops the alerts of before"),
        ("session", "Catalogue.Seats", "capacity and the number of seats taken change with the seats, under one lock"),
        ("stated_reason", "People.Accounts", "the nightly upkeep of sessions forgets it"),
    ];

    [Fact]
    public void Tables_AreWrittenByTheirOwner_AndByWhoIsNamedHere()
    {
        var allowed = Owners.SelectMany(owner => owner.Value.Select(table => $"{table} ← {owner.Key}"))
            .Concat(Others.Select(other => $"{other.Table} ← {other.Writer}")).Order(StringComparer.Ordinal);
        Assert.Equal(allowed, Written());
    }

    /// <summary>A version that goes up without an outbox row is a change that search never learns.</summary>
    [Fact]
    public void Versions_AreGiven_ByTheCapabilityThatAnnouncesThem() =>
        Assert.Equal(["Catalogue.Changes"], Sources()
            .Where(source => source.Code.Contains("catalogue_version", StringComparison.Ordinal) || VersionSet().IsMatch(source.Code))
            .Select(source => source.Capability).Distinct());

    [Fact]
    public void Contexts_AllStandWhereThisTestFindsThem()
    {
        var root = SharedData.Repository();
        var written = new[] { "src", "indexing" }.SelectMany(
            part => Directory.EnumerateFiles(Path.Combine(root, part), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => ContextMade().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
                .Order(StringComparer.Ordinal);
        Assert.Equal(written, MarketplaceContexts.All.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>Demo makes people of its own, in Development alone: it stands outside.</summary>
    private static IEnumerable<string> Written()
    {
        var root = SharedData.Repository();
        var tables = Directory.EnumerateFiles(Path.Combine(root, "src"), "*.sql", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => TableMade().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToHashSet();
        return Sources()
            .SelectMany(source => TableWritten().Matches(source.Code)
                .Select(match => match.Groups[1].Value).Where(tables.Contains)
                .Select(table => $"{table} ← {source.Capability}"))
            .Concat(MarketplaceContexts.All.SelectMany(Mapped))
            .Distinct().Order(StringComparer.Ordinal);
    }

    /// <summary>Each file's capability, and its code without lines of comments.</summary>
    private static IEnumerable<(string Capability, string Code)> Sources()
    {
        var root = SharedData.Repository();
        return new[] { "src", "indexing" }
            .SelectMany(part => Directory.EnumerateFiles(Path.Combine(root, part), "*.cs", SearchOption.AllDirectories)
                .Select(file => (File: file,
                    Parts: Path.GetRelativePath(Path.Combine(root, part), file).Split(Path.DirectorySeparatorChar))))
            .Where(source => source.Parts.Length > 2 && source.Parts[1] is not ("obj" or "bin") && source.Parts[0] != "Marketplace.Demo")
            .Select(source => ($"{source.Parts[0]["Marketplace.".Length..]}.{source.Parts[1]}",
                CommentLine().Replace(File.ReadAllText(source.File), "")));
    }

    /// <summary>A table that a context maps is written by the capability whose class stands for it; a view is only read.</summary>
    private static IEnumerable<string> Mapped(Type type)
    {
        using var context = (MarketplaceContext)Activator.CreateInstance(type)!;
        return [.. context.Model.GetRelationalModel()
            .Tables.SelectMany(table => table.EntityTypeMappings.Select(mapping => mapping.TypeBase.ClrType.Namespace!.Split('.'))
            .Select(space => $"{table.Name} ← {space[1]}.{space[2]}"))];
    }

    [GeneratedRegex(@"CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\w+)[ (]")]
    private static partial Regex TableMade();

    [GeneratedRegex(@"\b(?:INSERT INTO|UPDATE|DELETE FROM|COPY|MERGE INTO|TRUNCATE)\s+(?:ONLY )?([a-z_]+)")]
    private static partial Regex TableWritten();

    /// <summary>By hand, without the sequence.</summary>
    [GeneratedRegex(@"\b(?:UPDATE|INSERT INTO) action\b[^;""]*\bversion\s*=")]
    private static partial Regex VersionSet();

    [GeneratedRegex(@"\bclass (\w+)(?:\([^)]*\))? : MarketplaceContext\b")]
    private static partial Regex ContextMade();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex CommentLine();
}
