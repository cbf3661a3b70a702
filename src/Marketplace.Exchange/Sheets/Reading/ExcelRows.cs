using System.Globalization;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Columns;

namespace Marketplace.Exchange.Sheets.Reading;

/// <summary>The rows of a workbook's sheet « Catalogue », or of its first.</summary>
internal sealed class ExcelRows : ISheetRows
{
    /// <summary>Sheets that our own files have.</summary>
    public const string Catalogue = "Catalogue", Guide = "Notice";

    /// <summary>Serial numbers of days from 1954 to 2119.</summary>
    private const double FirstDay = 20_000, LastDay = 80_000;

    // The library asks for Windows-1252 whatever it reads.
    static ExcelRows() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private readonly IExcelDataReader excel;
    private readonly FileStream workbook;

    /// <param name="workbook">Looked through by <see cref="WorkbookGuard"/>; closed with the rows.</param>
    public ExcelRows(FileStream workbook, SheetLimits limits)
    {
        this.workbook = workbook;
        excel = Guarded(() => ExcelReaderFactory.CreateOpenXmlReader(workbook, new ExcelReaderConfiguration { LeaveOpen = true }));
        try
        {
            Guarded(() =>
            {
                while (excel.Name != Catalogue && excel.NextResult())
                {
                }
                if (excel.Name != Catalogue)
                    excel.Reset();
                return true;
            });
            if (excel.FieldCount > limits.Columns)
                throw new SheetFaultException(new(ImportCodes.TooManyCells, null, null,
                    $"La feuille « {excel.Name} » a {excel.FieldCount} colonnes ; permis : {limits.Columns}."));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Format => $"Excel, feuille « {excel.Name} »";

    public bool IsExcel => true;

    public int Line => excel.Depth + 1;

    public int Count => excel.FieldCount;

    public IEnumerable<SheetFault> Notes => excel.ResultsCount > 1 && excel.Name != Catalogue
        ? [new(ImportCodes.OtherSheets, null, null, $"Seule la feuille « {excel.Name} » est lue.")] : [];

    public bool Read() => Guarded(excel.Read);

    public string Cell(int place, SheetColumn? column) => excel.GetValue(place) switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "1" : "0",
        DateTime day => Day(day),
        double number when column?.Format == SheetFormat.Date && number is >= FirstDay and <= LastDay => Day(DateTime.FromOADate(number)),
        double number => Number(excel.GetNumberFormatString(place)?.Contains('%') == true ? number * 100 : number),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Day(DateTime day) =>
        day.ToString(day.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Fifteen digits, as Excel itself counts: 600.6 and not 600.6000000000001; never with an exponent.</summary>
    private static string Number(double number)
    {
        var text = number.ToString("G15", CultureInfo.InvariantCulture);
        return text.Contains('E') && Math.Abs(number) < 1e20
            ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : text;
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (XmlException e) when (e.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw new SheetFaultException(new(ImportCodes.Dtd, null, null, "Une partie du classeur contient une DTD."));
        }
        catch (Exception e) when (e is XmlException or ExcelReaderException or InvalidDataException or IOException or FormatException
            or ArgumentException or InvalidOperationException or InvalidCastException or OverflowException or NullReferenceException
            or IndexOutOfRangeException or KeyNotFoundException)
        {
            // Whatever a library stumbles over in a forged workbook, it is the workbook's fault.
            throw new SheetFaultException(new(ImportCodes.NotASheet, null, null, "Le classeur Excel est abîmé."));
        }
    }

    public void Dispose()
    {
        excel.Dispose();
        workbook.Dispose();
    }
}
