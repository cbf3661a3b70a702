namespace Marketplace.Search.Embedded.Querying;

/// <summary>
/// BM25 per field, without rewarding repetition: a word said twice makes no better course, and stuffed titles and
/// descriptions must not pay. Average lengths are constants, so that a score depends on document and query alone.
/// </summary>
internal static class FieldScore
{
    private const float Saturation = 0.9f;

    /// <summary>Best field counts fully, the others by this share: a title repeated elsewhere is no second merit.</summary>
    public const float OtherFields = 0.2f;

    /// <summary>
    /// More than all that mentions together, however long a title: so the better of both is what names, where anything does.
    /// </summary>
    private const float LeastOfNaming = 1;

    private static readonly (float Weight, float AverageLength, float LengthShare)[] Fields = BuildFields();

    /// <summary>
    /// Fields that say what a course is about. A domain's name is too broad for that (agro-alimentaire, alimentation,
    /// cuisine), and many providers bear a town's or a trade's.
    /// </summary>
    public static readonly TextField[] Naming = [TextField.Title, TextField.Certification, TextField.Jobs];

    /// <summary>Fields that count where no naming one holds a word.</summary>
    public static readonly TextField[] Mentioning = [TextField.Domains, TextField.Provider, TextField.Description];

    /// <summary>Fields in which a word scores less the longer the field is.</summary>
    public static readonly TextField[] ByTheirLength = [.. Enum.GetValues<TextField>().Where(f => Fields[(int)f].LengthShare > 0)];

    /// <summary>Scores by length, as segments keep lengths: at most 255.</summary>
    private static readonly float[][] ByLength =
        [.. Enum.GetValues<TextField>()
            .Select(f => Enumerable.Range(0, 256).Select(length => Math.Max(Of(f, length), Naming.Contains(f) ? LeastOfNaming : 0))
            .ToArray())];

    public static float[] TableOf(TextField field) => ByLength[(int)field];

    private static float Of(TextField field, int length)
    {
        var (weight, average, share) = Fields[(int)field];
        return weight * (Saturation + 1) / (1 + (Saturation * (1 - share + (share * length / average))));
    }

    private static (float, float, float)[] BuildFields()
    {
        var fields = new (float, float, float)[Vocabularies.TextFields];
        fields[(int)TextField.Title] = (3f, 6, 0.4f);
        fields[(int)TextField.Certification] = (3f, 6, 0.4f);
        fields[(int)TextField.Jobs] = (1f, 12, 0f);
        fields[(int)TextField.Domains] = (0.8f, 6, 0f);
        fields[(int)TextField.Description] = (0.15f, 80, 0f);
        fields[(int)TextField.Provider] = (0.6f, 4, 0.2f);
        return fields;
    }
}
