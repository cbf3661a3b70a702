using Marketplace.Web.Commands;

return await CommandLine.RunAsync(args);

/// <summary>Entry point, visible to tests.</summary>
public partial class Program;
