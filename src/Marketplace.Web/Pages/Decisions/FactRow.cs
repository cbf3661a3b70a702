namespace Marketplace.Web.Pages.Decisions;

/// <summary>A label and its value; model of <c>partials/facts</c>.</summary>
public sealed record FactRow(string Label, string Value);
