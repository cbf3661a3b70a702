using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Referencing;

/// <summary>Where a step stands; model of <c>partials/step-head</c>.</summary>
/// <param name="Next">Null: it is the last one.</param>
public sealed record StepHead(int Number, int Count, string Title, string? Next, string Action);

/// <summary>Model of the steps' templates.</summary>
public sealed record StepModel(Notice? Notice, StepHead Head, StepForm Form, IReadOnlyList<HabilitationLine> Habilitations);

public sealed record HabilitationLine(string Code, string Title, string Kind);

/// <summary>Model of <c>pages/referencing/documents</c>.</summary>
public sealed record DocumentsModel(
    Notice? Notice, StepHead Head, DocumentForm Form, IReadOnlyList<DocumentLine> Documents, string NextHref);

public sealed record DocumentLine(Guid Id, string Href, string Kind, string Name, string Size);
