using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.ProviderSpace.Uploads;

/// <summary>What the process of an upload asks about one.</summary>
/// <param name="Mode">How it is to be published: one of <see cref="UploadModes"/>.</param>
/// <param name="Any">Something of it was accepted.</param>
/// <param name="Complete">All of it was.</param>
/// <param name="ArchivesMore">It would archive more than it keeps.</param>
/// <param name="Confirmed">Somebody said that it may.</param>
/// <param name="Mendable">It has rows with columns.</param>
public sealed record UploadFacts(
    string? Mode = null, bool Any = false, bool Complete = false, bool ArchivesMore = false, bool Confirmed = false, bool Mendable = false);

/// <summary>How an upload is published.</summary>
public static class UploadModes
{
    /// <summary>What was accepted; nothing is archived.</summary>
    public const string Valid = "valid";

    /// <summary>All or nothing; what the file lacks is archived.</summary>
    public const string All = "all";
}

/// <summary>The states of an upload and how they follow each other; nothing else changes <c>upload.state</c>.</summary>
public static class UploadProcess
{
    public const string Received = "received";
    public const string Staging = "staging";
    public const string Staged = "staged";
    public const string Publishing = "publishing";
    public const string Published = "published";
    public const string Undone = "undone";
    public const string Discarded = "discarded";
    public const string Failed = "failed";

    public const string Receive = "receive";
    public const string Read = "read";
    public const string Judge = "judge";
    public const string Fail = "fail";
    public const string Mend = "mend";
    public const string Publish = "publish";
    public const string PublishAsWished = "publish-as-wished";
    public const string SendBack = "send-back";
    public const string Commit = "commit";
    public const string Undo = "undo";
    public const string Discard = "discard";

    /// <summary>The program works on it.</summary>
    public static readonly IReadOnlySet<string> Working = new HashSet<string> { Received, Staging, Publishing };

    /// <summary>Another one waits until it is over.</summary>
    public static readonly IReadOnlySet<string> Open = new HashSet<string> { Received, Staging, Staged, Publishing };

    internal static readonly StateColumn Column = new("upload", "id");

    private static readonly ProcessGuard<UploadFacts>[] Fit =
    [
        new("une ligne valide au moins", f => f.Any, "Rien de ce fichier n’a pu être accepté : corrigez-le d’abord."),
        new("toutes les lignes valides, pour « tout ou rien »", f => f.Complete || f.Mode != UploadModes.All,
            "Des lignes sont en erreur : corrigez-les, ou publiez les lignes valides seulement."),
        new("plus de gardé que d’archivé, ou une confirmation", f => !f.ArchivesMore || f.Mode != UploadModes.All || f.Confirmed,
            "Ce fichier archiverait plus qu’il ne garde de votre catalogue : confirmez que c’est ce que vous voulez."),
    ];

    public static readonly Process<string, string, UploadFacts> Table = new(
        new("upload", "Fichier envoyé par un organisme", "Ce fichier"), RightsTable.Current.ForProcesses,
        [
            new(Received, "Reçu, en attente de lecture"), new(Staging, "Lecture en cours"), new(Staged, "Lu, rien n’est publié"),
            new(Publishing, "Publication en cours"), new(Published, "Publié"), new(Undone, "Publication annulée"),
            new(Discarded, "Abandonné"), new(Failed, "Impossible à traiter"),
        ],
        [
            new(Receive, "le recevoir"), new(Read, "le lire"), new(Judge, "l’avoir contrôlé"), new(Fail, "l’écarter"),
            new(Mend, "le corriger"), new(Publish, "le publier"), new(PublishAsWished, "le publier comme demandé à l’envoi"),
            new(SendBack, "le relire"), new(Commit, "l’inscrire au catalogue"), new(Undo, "annuler sa publication"),
            new(Discard, "l’abandonner"),
        ],
        [
            new([], Receive, Received) { Begins = true, Right = Rights.UploadsAct,
                Effect = "celui qui était lu et non publié est abandonné" },
            new([Received], Read, Staging),
            new([Staging], Judge, Staged) { Effect = "lignes, messages et différences sont gardés ; rien n’est publié" },
            new([Received, Staging, Publishing], Fail, Failed),
            new([Staged], Mend, Received)
            {
                Right = Rights.UploadsAct, Effect = "les lignes corrigées sont contrôlées de nouveau",
                Guards = [new("un fichier qui a des colonnes", f => f.Mendable, "Ce fichier se corrige dans le logiciel qui l’a produit.")],
            },
            new([Staged], Publish, Publishing) { Right = Rights.UploadsAct, Guards = Fit },
            new([Staged], PublishAsWished, Publishing) { Guards = Fit },
            new([Publishing], SendBack, Received) { Effect = "le catalogue a changé depuis le contrôle : il est comparé de nouveau" },
            new([Publishing], Commit, Published) { Effect = "le catalogue, dans la même transaction ; ce qui était est gardé" },
            new([Published], Undo, Undone) { Right = Rights.UploadsAct, Effect = "le catalogue redevient ce qu’il était" },
            new([Received, Staged], Discard, Discarded) { Right = Rights.UploadsAct },
        ]);
}
