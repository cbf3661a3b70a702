using Marketplace.Platform.Data;

namespace Marketplace.Web.Jobs;

/// <summary>How this process works on jobs (settings <c>Jobs__...</c>).</summary>
public sealed class JobSettings
{
    public const string Section = "Jobs";

    private const int MostWorkers = 8;

    /// <summary>Jobs at a time; 0: this process leaves them to others. Two take up to five connections.</summary>
    public int Workers { get; set; } = 2;

    /// <summary>A job whose process gave no sign for so long is taken up by another one.</summary>
    public TimeSpan TakenUpAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Reads them.</summary>
    /// <exception cref="SetupException">One of them cannot work.</exception>
    public static JobSettings Read(IConfiguration settings)
    {
        try
        {
            var read = settings.GetSection(Section).Get<JobSettings>() ?? new JobSettings();
            if (read.Workers is < 0 or > MostWorkers)
                throw new SetupException($"Jobs__Workers va de 0 à {MostWorkers}.");
            if (read.TakenUpAfter < TimeSpan.FromSeconds(2) || read.TakenUpAfter > TimeSpan.FromHours(1))
                throw new SetupException("Jobs__TakenUpAfter va de 00:00:02 à 01:00:00.");
            return read;
        }
        catch (InvalidOperationException failure)
        {
            throw new SetupException($"Un réglage Jobs__… n’est pas lisible : {failure.Message}", failure);
        }
    }
}
