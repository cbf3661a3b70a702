using System.Text.Json;
using Marketplace.Exchange.Edof.Reporting;
using Xunit;

namespace Marketplace.Exchange.Tests.Edof;

public sealed class ReportFileTests
{
    [Fact]
    public void Write_GivesThePromisedShape()
    {
        var report = EdofFile.Validate(EdofFile.With("<fin>20270305</fin>", "<fin>20270220</fin>")) with { Unchanged = 2, Archived = 1 };
        using var stream = new MemoryStream();
        ReportFile.Write(stream, [report], dryRun: true);
        using var json = JsonDocument.Parse(stream.ToArray());

        Assert.True(json.RootElement.GetProperty("dryRun").GetBoolean());
        var file = json.RootElement.GetProperty("files")[0];
        Assert.Equal(["file", "siret", "status", "formations", "actions", "sessions", "unchanged", "archived", "messages"],
            file.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("a.xml", "12345678200010", "partial"),
            (file.GetProperty("file").GetString(), file.GetProperty("siret").GetString(), file.GetProperty("status").GetString()));
        Assert.Equal((5, 1),
            (file.GetProperty("sessions").GetProperty("accepted").GetInt32(),
            file.GetProperty("sessions").GetProperty("rejected").GetInt32()));
        Assert.Equal((2, 1), (file.GetProperty("unchanged").GetInt32(), file.GetProperty("archived").GetInt32()));
        var message = file.GetProperty("messages")[0];
        Assert.Equal(["severity", "code", "line", "formation", "action", "session", "text"], message.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("error", "30020", "F1", "A1", "S1"),
            (Text("severity"), Text("code"), Text("formation"), Text("action"), Text("session")));
        Assert.Contains("fin", Text("text"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Number, message.GetProperty("line").ValueKind);

        string? Text(string name) => message.GetProperty(name).GetString();
    }

    [Fact]
    public void Messages_ErrorsComeFirst_EachInTheFilesOrder()
    {
        var report = EdofFile.Validate(EdofFile.With("<fin>20270305</fin>", "<fin>20270220</fin>")
            .Replace("<latitude>45.7473", "<latitude>48.7473", StringComparison.Ordinal)
            .Replace("<langue-formation>fr", "<langue-formation>??", StringComparison.Ordinal));
        var order = report.Messages.Select(m => (m.Code.Severity, m.Line)).ToList();

        Assert.Equal(order.Order(), order);
        Assert.Contains(order, m => m.Severity == Severity.Warning);
    }
}
