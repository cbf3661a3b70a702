using Dapper;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Vault;
using Marketplace.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Mailing;

/// <summary>The program as it runs in Production, with a mail server.</summary>
public sealed class MailApplication : MarketplaceApplication, IAsyncLifetime
{
    public MailServer Smtp { get; } = new();

    protected override string Environment => "Production";

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Smtp.Start();
        CreateClient().Dispose();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Mail:Smtp:Host", "127.0.0.1");
        builder.UseSetting("Mail:Smtp:Port", $"{Smtp.Port}");
        builder.UseSetting("Mail:Smtp:Security", "none");
        builder.UseSetting("Mail:From", "ne-pas-repondre@formation.example");
        builder.UseSetting("Operator:Name", "Société d’État");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Smtp.StopAsync();
    }
}

/// <summary>Queues mails in an application and waits for what becomes of them.</summary>
public static class QueuedMail
{
    /// <summary>Queues in a transaction of its own.</summary>
    /// <returns>Id of the row.</returns>
    public static async Task<Guid> QueueAsync(this MarketplaceApplication application, string to, string template = "reset")
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await MailQueue.EnqueueAsync(connection, application.Services.GetRequiredService<MasterKeys>(),
            new MailMessage(template, to, MailSamples.Values[template]), TestContext.Current.CancellationToken);
        var id = await connection.ExecuteScalarAsync<Guid>("SELECT id FROM mail WHERE xmin = pg_current_xact_id()::xid");
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        return id;
    }

    /// <summary>Waits until the row fits a condition in SQL.</summary>
    public static async Task UntilAsync(this MarketplaceApplication application, Guid id, string condition)
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await Eventually.BeAsync(
            condition, () => connection.ExecuteScalarAsync<bool>(
            $"SELECT EXISTS (SELECT FROM mail WHERE id = @id AND {condition})", new { id }));
    }
}
