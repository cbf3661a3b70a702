namespace Marketplace.Web.Hosting;

/// <summary>Logs: one line of JSON per event in Production, readable lines in Development.</summary>
public static class Logging
{
    /// <summary>
    /// Nothing personal is written: the framework's request lines, which hold query strings, start at Warning,
    /// and bodies are never logged.
    /// </summary>
    public static void ConfigureLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
            // The address is printed for people (Announcement).
            builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        }
        else
            builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Npgsql", LogLevel.Warning);
        builder.Logging.AddFilter("Hangfire", LogLevel.Warning);
    }
}
