using System.IO.Compression;
using System.IO.Pipes;
using System.Text;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Platform.Importing;
using Xunit;

namespace Marketplace.Exchange.Tests.Edof;

/// <summary>Files made to cost much, or to reach where they should not: refused, and before they are read through.</summary>
public sealed class HostileFilesTests : IDisposable
{
    private const string Root = "<lheo xmlns=\"https://www.of.moncompteformation.gouv.fr\">";

    private readonly string folder = Directory.CreateTempSubdirectory("edof-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Validate_EntityBomb_IsRefusedAtItsDoctype()
    {
        var bomb = "<?xml version=\"1.0\"?><!DOCTYPE lheo [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>" + Root + "&b;</lheo>";

        Assert.Equal("M102", Only(EdofFile.Validate(bomb)));
    }

    [Fact]
    public void Validate_ExternalEntity_IsRefusedAtItsDoctype()
    {
        var secret = Path.Combine(folder, "secret.txt");
        File.WriteAllText(secret, "secret");
        var report = EdofFile.Validate($"<!DOCTYPE lheo [<!ENTITY x SYSTEM \"file://{secret}\">]>{Root}&x;</lheo>");

        Assert.Equal("M102", Only(report));
        Assert.DoesNotContain("secret", report.Messages[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<offres><formation numero=\"1\"><intitule-formation>")]
    [InlineData("<offres><formation numero=\"1\"><intitule-formation><![CDATA[")]
    [InlineData("<!-- ")]
    [InlineData("<?pi ")]
    [InlineData("<offres><formation numero=\"")]
    [InlineData("<offres><formation numero=\"1\"><inconnu>")]
    [InlineData("<offres><")]
    public void Validate_NodeWithoutEnd_StopsNearTheLimit(string start)
    {
        var stream = new EndlessStream(Root + start, (byte)'a');
        var report = EdofFile.Validate(new SourceFile("a.xml", 0, _ => stream), new ReadingLimits { NodeCharacters = 100_000 });

        Assert.Contains("M107", EdofFile.Codes(report));
        Assert.Equal(2, report.ExitStatus);
        Assert.InRange(stream.Given, 100_000, 1_000_000);
    }

    [Fact]
    public void Validate_BlanksWithoutEnd_StopsNearTheLimit()
    {
        var stream = new EndlessStream(Root, (byte)' ');
        var report = EdofFile.Validate(new SourceFile("a.xml", 0, _ => stream), new ReadingLimits { NodeCharacters = 100_000 });

        Assert.Equal("M107", Only(report));
        Assert.InRange(stream.Given, 100_000, 1_000_000);
    }

    [Fact]
    public void Validate_LongText_IsAnErrorOfItsItemOnly()
    {
        var report = EdofFile.Validate(EdofFile.With("CAP Cuisine", new string('a', 50_000)));

        Assert.Equal((FileStatus.Partial, "M302"), (report.Status, report.Messages.Single().Code.Code));
    }

    [Theory]
    [InlineData("extras")]
    [InlineData("inconnu")]
    public void Validate_DeepNesting_StopsAtTheLimit(string element)
    {
        var deep = string.Concat(Enumerable.Repeat($"<{element}>", 100_000));
        var report = EdofFile.Validate(EdofFile.With("<extras info=\"session\">", $"<extras info=\"session\">{deep}"));

        Assert.Contains("M108", EdofFile.Codes(report));
        Assert.Equal(2, report.ExitStatus);
    }

    [Theory]
    [InlineData("<extra info=\"code-bloc\">", "<extra info=\"code-bloc\"></extra>")]
    [InlineData("<extra info=\"garantie\">", "<extra info=\"jauge\">12</extra>")]
    public void Validate_ExtrasWhoseNumberNothingLimits_StopAtTheLimit(string before, string member)
    {
        var file = EdofFile.With(before, string.Concat(Enumerable.Repeat(member, 300)) + before);

        Assert.Equal(0, EdofFile.Validate(file).ExitStatus);
        Assert.Contains("M107", EdofFile.Codes(EdofFile.Validate(file, new ReadingLimits { ExtrasPerFormation = 200 })));
    }

    [Fact]
    public void Validate_FormationWithoutEnd_StopsNearTheLimit()
    {
        var stream = new EndlessStream(Root + "<offres><formation numero=\"1\"><inconnu>", "<a>b</a>"u8.ToArray());
        var report = EdofFile.Validate(new SourceFile("a.xml", 0, _ => stream), new ReadingLimits { FormationCharacters = 100_000 });

        Assert.Contains("M107", EdofFile.Codes(report));
        Assert.InRange(stream.Given, 100_000, 1_000_000);
    }

    [Fact]
    public void Validate_ManyFormationsBelowTheLimit_AreNotAddedUp()
    {
        var formation = EdofFile.Good[
            EdofFile.Good.IndexOf("<formation ", StringComparison.Ordinal)..EdofFile.Good.IndexOf("</offres>", StringComparison.Ordinal)];
        var many = EdofFile.With("</offres>", string.Concat(Enumerable.Repeat(formation, 20)) + "</offres>");

        Assert.DoesNotContain("M107", EdofFile.Codes(EdofFile.Validate(many, new ReadingLimits { FormationCharacters = many.Length / 2 })));
    }

    [Fact]
    public void Find_NameWithLineBreaks_CannotForgeLinesOfTheReport()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows allows no such names.");
        File.WriteAllText(Path.Combine(folder, "a\nb.xml"), EdofFile.Good, Encoding.Latin1);
        using var sources = SourceFiles.Find([folder]);

        Assert.Equal("a b.xml", sources.Files.Single().Name);
    }

    [Fact]
    public void Find_Pipe_IsRefusedInsteadOfWaitedFor()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux names open pipes by path.");
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var sources = SourceFiles.Find([$"/proc/self/fd/{pipe.GetClientHandleAsString()}"]);

        Assert.Empty(sources.Files);
        Assert.Equal("M111", Only(sources.Unreadable.Single()));
    }

    [Fact]
    public void Validate_FileBeyondItsLimit_IsRefused()
    {
        var file = Path.Combine(folder, "grand.xml");
        File.WriteAllText(file, EdofFile.Good, Encoding.Latin1);
        var limits = new ReadingLimits { FileBytes = 5_000 };
        using var sources = SourceFiles.Find([file], limits);

        Assert.Contains("M109", EdofFile.Codes(EdofFile.Validate(sources.Files.Single(), limits)));
    }

    [Fact]
    public void Validate_ArchivedFileFarLargerThanPacked_StopsNearTheLimit()
    {
        var archive = Archive(("a.xml", Root + new string(' ', 40 << 20)));
        var limits = new ReadingLimits { NodeCharacters = int.MaxValue };
        using var sources = SourceFiles.Find([archive], limits);
        var read = 0L;
        var report = EdofFile.Validate(sources.Files.Single(), limits, bytes => read += bytes);

        Assert.Equal("M110", Only(report));
        Assert.InRange(read, 1, 20 << 20);
    }

    [Fact]
    public void Find_ArchiveWithTooManyFilesOrBytes_IsRefusedUnread()
    {
        var archive = Archive(("a.xml", EdofFile.Good), ("b.xml", EdofFile.Good));

        using var many = SourceFiles.Find([archive], new ReadingLimits { ArchiveEntries = 1 });
        using var large = SourceFiles.Find([archive], new ReadingLimits { ArchiveBytes = EdofFile.Good.Length });
        Assert.Equal("M110", Only(many.Unreadable.Single()));
        Assert.Equal("M110", Only(large.Unreadable.Single()));
        Assert.Empty(many.Files);
        Assert.Empty(large.Files);
    }

    [Fact]
    public void Find_NamesThatLeaveTheArchive_WriteNothingAnywhere()
    {
        var inner = Directory.CreateDirectory(Path.Combine(folder, "in")).FullName;
        var archive = Archive(Path.Combine(inner, "a.zip"), ("../../evil.xml", EdofFile.Good), ("/tmp/evil\u001b[2J.xml", EdofFile.Good));
        using var sources = SourceFiles.Find([archive]);
        foreach (var file in sources.Files)
            Assert.Equal(FileStatus.Accepted, EdofFile.Validate(file).Status);

        Assert.Equal(2, sources.Files.Count);
        Assert.Single(Directory.GetFileSystemEntries(inner));
        Assert.Single(Directory.GetFileSystemEntries(folder));
        Assert.DoesNotContain(sources.Files, f => f.Name.Any(char.IsControl));
    }

    [Fact]
    public void Find_BrokenArchiveAndMissingPath_AreReported()
    {
        var broken = Path.Combine(folder, "casse.zip");
        File.WriteAllText(broken, "PK\u0003\u0004 and no more");
        using var sources = SourceFiles.Find([broken, Path.Combine(folder, "absent.xml")]);

        Assert.Equal(["casse.zip", "absent.xml"], sources.Unreadable.Select(r => r.File));
        Assert.All(sources.Unreadable, r => Assert.Equal((2, "M111"), (r.ExitStatus, Only(r))));
    }

    [Fact]
    public void Find_ArchiveWithDamagedFile_RefusesThatFileOnly()
    {
        var noise = new byte[200_000];
        new Random(1).NextBytes(noise);
        var archive = Archive(("a.xml", EdofFile.Good + "<!--" + Convert.ToBase64String(noise) + "-->"), ("b.xml", EdofFile.Good));
        var bytes = File.ReadAllBytes(archive);
        Array.Fill(bytes, (byte)0xFF, 60_000, 40_000);
        File.WriteAllBytes(archive, bytes);
        using var sources = SourceFiles.Find([archive]);

        Assert.Equal([2, 0], sources.Files.Select(f => EdofFile.Validate(f).ExitStatus));
    }

    [Fact]
    public void Find_Folder_TakesXmlAndArchivesAndNotesTheRest()
    {
        Directory.CreateDirectory(Path.Combine(folder, "b"));
        File.WriteAllText(Path.Combine(folder, "b", "z.XML"), EdofFile.Good);
        File.WriteAllText(Path.Combine(folder, "a.xml"), EdofFile.Good);
        File.WriteAllText(Path.Combine(folder, "lisezmoi.txt"), "");
        Archive(Path.Combine(folder, "c.zip"), ("x.xml", EdofFile.Good), ("__MACOSX/._x.xml", ""), ("d/y.csv", ""), ("d.zip", ""));
        using var sources = SourceFiles.Find([folder]);

        Assert.Equal(["a.xml", "b/z.XML", "c.zip/x.xml"], sources.Files.Select(f => f.Name));
        Assert.Equal(4, sources.Notes.Count);
    }

    private static string Only(FileReport report) => Assert.Single(report.Messages).Code.Code;

    private string Archive(params (string Name, string Text)[] files) => Archive(Path.Combine(folder, "a.zip"), files);

    private static string Archive(string path, params (string Name, string Text)[] files)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, text) in files)
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(Encoding.Latin1.GetBytes(text));
        }
        return path;
    }

    /// <summary>A start, then the same byte for ever.</summary>
    private sealed class EndlessStream(string start, params byte[] fill) : ReadOnlyStream
    {
        private readonly byte[] start = Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + start);

        public long Given { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            if (Given > 50_000_000)
                throw new InvalidOperationException("The reader did not stop.");
            for (var i = 0; i < buffer.Length; i++)
                buffer[i] = Given + i < start.Length ? start[Given + i] : fill[(Given + i - start.Length) % fill.Length];
            Given += buffer.Length;
            return buffer.Length;
        }
    }
}
