using Marketplace.Core.Bank;
using Marketplace.Core.Dotations;
using Quartz;

namespace Marketplace.Web.Dotations;

/// <summary>Goes on with what an import of the bank's file began and did not end. Idempotent; finds nothing most of the time.</summary>
[DisallowConcurrentExecution]
public sealed partial class DotationJob(BankMatching matching, DotationCrediting crediting, ILogger<DotationJob> log) : IJob
{
    /// <summary>How long an interrupted import waits at most.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var matched = await matching.RunAsync(cancellationToken);
        var credited = await crediting.RunAsync(cancellationToken);
        if (matched.Paid + matched.SetAside + credited.Lines + credited.Failed > 0)
            Done(matched.Paid, matched.SetAside, credited.Orders, credited.Lines, credited.Failed);
    }

    [LoggerMessage(LogLevel.Information, "Dotations: {Paid} orders paid, {SetAside} bank entries set aside, {Orders} orders and {Lines} lines credited, {Failed} orders failed")]
    private partial void Done(int paid, int setAside, int orders, int lines, int failed);
}

/// <summary>Nightly: rests that go back to their funders. Idempotent.</summary>
[DisallowConcurrentExecution]
public sealed partial class DotationExpiryJob(DotationExpiry expiry, ILogger<DotationExpiryJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var report = await expiry.RunAsync(cancellationToken);
        if (report.Buckets > 0)
            Done(report.Buckets, report.Cents);
    }

    [LoggerMessage(LogLevel.Information, "Dotations: rests of {Buckets} buckets taken back, {Cents} cents")]
    private partial void Done(int buckets, long cents);
}
