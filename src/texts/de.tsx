/**
 * German. Numbers, formulas, names of settings in links and files stay as they are in English.
 *
 * Words of the field, always the same:
 *   teacher, student            Lehrer, Schüler          angle, cosine       Winkel, Kosinus
 *   run, step, seed             Lauf, Schritt, Startwert  loss                Verlust
 *   compressed teacher, head    komprimierter Lehrer, Kopf  measure, score    Maß, Score
 *   held out, near/far OOD      zurückgehalten, nahes/fernes OOD  known/foreign  bekannt/fremd
 *   neighbour, bank             Nachbar, Vergleichsbilder   embedding         Einbettung
 *   weight (of a loss/network)  Gewicht                   image pack          Bildpaket
 *   class token, patch          Klassen-Token, Patch      settings, preset    Einstellungen, Vorlage
 *   arena, claim                Arena, Behauptung         lesson              Lektion
 *   time line, view             Zeitleiste, Ansicht       figure, chart       Abbildung, Diagramm
 */
import type { Texts } from "./texts.ts";

export const de: Texts = {
  display: {
    title: "Darstellung und gespeicherte Daten",
    language: "Sprache (Language)",
    projector: "Beamer: größere Schrift, dickere Linien; steht in der Adresse",
    contrast: "Hoher Kontrast",
    stored: "In diesem Browser gespeichert",
    whatIsStored:
      "Läufe mit ihren Kurven, unterbrochene Läufe, Ergebnisse von Arenen, Fortschritt in Lektionen, Vorlieben wie hell oder dunkel und die Seite selbst, für die Zeit ohne Netz.",
    size: (megabytes) => ` Zusammen etwa ${megabytes} MB.`,
    neverLeft: "Nichts davon hat dieses Gerät je verlassen.",
    deleteStored: "Alles hier Gespeicherte löschen",
    question: "Alles löschen?",
    consequence:
      "Alle aufbewahrten Läufe und Notizen sind dann endgültig weg, auch der jetzige Lauf.",
    deleteAll: "Alles löschen",
  },
  keys: {
    title: "Tasten",
    list: [
      { key: "Leertaste", does: "Trainieren, anhalten oder fortsetzen" },
      { key: ".", does: "Ein Schritt" },
      { key: "R", does: "Zurücksetzen" },
      { key: "[ ]", does: "Einen Schritt früher, einen später zeigen" },
      { key: "L", does: "Zurück zum jetzigen Stand" },
      { key: "?", does: "Diese Liste" },
    ],
    areOn: "Diese Tasten gelten außerhalb von Textfeldern",
  },
  shell: {
    views: {
      overview: "Überblick",
      angles: "Winkel",
      ood: "OOD",
      accuracy: "Genauigkeit",
      runs: "Läufe",
      compare: "Vergleich",
      claims: "Behauptungen",
      try: "Ausprobieren",
      learn: "Lernen",
    },
    tabs: "Ansichten",
    loading: "Wird geladen …",
    finished: "Fertig",
    stopped: "Abgebrochen",
    pausedAt: (progress) => `Angehalten bei ${progress}`,
    arena: "Arena",
    arenaRun: (run, runs) => `Arena ${run} von ${runs}`,
    parts: {
      asked: "Das Gewünschte",
      setup: "Einrichtung",
      failure: "Die Fehlermeldung",
      kept: "Was von Läufen aufbewahrt ist",
      lesson: "Die Lektion",
      link: "Was der Link wollte",
      timeline: "Zeitleiste",
    },
    notDrawn: (part) =>
      `${part}: kann nicht gezeichnet werden; der Lauf geht weiter.`,
    drawAgain: "Neu zeichnen",
    reset: {
      title: "Diesen Lauf zurücksetzen?",
      question:
        "Die bisherigen Schritte, ihre Kurven und der Schüler gingen verloren. Derselbe Startwert ergibt wieder denselben Lauf.",
      action: "Lauf zurücksetzen",
    },
    reseed: {
      title: "Mit neuem Startwert zurücksetzen?",
      question:
        "Die bisherigen Schritte, ihre Kurven und der Schüler gingen verloren. Ein anderer Startwert zieht andere Bilder, Stapel und Anfangsgewichte.",
      action: "Neuen Startwert nehmen",
    },
    keep: "Behalten",
    close: "Schließen",
    putAway: "Ausblenden",
    linkIssues: "Zu diesem Link",
    linkedStep: {
      name: "Schritt dieses Links",
      about: (step) => `Dieser Link meint Schritt ${step}.`,
      run: (step) => `Bis Schritt ${step} laufen`,
    },
    explain: (label) => `Erklärung: ${label}`,
    moreAbout: (label) => `Mehr zu ${label}`,
    more: "Mehr dazu, mit der Formel",
    numbersOf: (figure) => `Zahlen zu: ${figure}`,
    whatNumbersMean: "Was die Zahlen bedeuten",
  },
};
