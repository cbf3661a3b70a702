using Marketplace.Statistics.Questions;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Statistics;

/// <summary>A question that is kept under a name.</summary>
public sealed class SavedViewForm : Form
{
    public TextField Title { get; } = new("title", "Nom de la vue", "Donnez un nom à la vue.") { MaxLength = SavedViews.MostTitle };

    /// <summary>The question; hidden.</summary>
    public TextField Query { get; } = new("query", "Question", "Posez d’abord une question.") { MaxLength = 2000 };
}
