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
 *   engine                      Rechenkern                method, objective   Verfahren, Ziel
 */
import type { Texts } from "./texts.ts";

export const de: Texts = {
  bar: {
    wholePage: "als eigene Seite",
    display: "Darstellung",
    share: "Teilen",
    takeHome: "Mitnehmen",
    takeHomeTitle:
      "Mitnehmen: Schüler, Ergebnisse und Einstellungen als Dateien",
    about: "Über",
    theme: "Farben",
    themes: { light: "Hell", system: "Wie das System", dark: "Dunkel" },

    run: "Lauf",
    train: "Training",
    pause: "Pause",
    resume: "Weiter",
    step: "Schritt",
    reset: "Zurücksetzen",
    options: "Optionen des Laufs",
    stopRules: (n) => `${n} Haltregel${n > 1 ? "n" : ""}`,
    parts: { both: "Beide", head: "Nur Kopf", student: "Nur Schüler" },
    partsWithin: {
      both: "beide",
      head: "nur der Kopf",
      student: "nur der Schüler",
    },
    slowMotion: (steps) =>
      `Zeitlupe, ${steps === 1 ? "1 Schritt" : `${steps} Schritte`} je Sekunde`,

    stepsDone: "Gemachte Schritte",
    preparation: "Vorbereitung",
    elapsed: (time) => `${time} vergangen`,
    left: (time) => `noch etwa ${time}`,
    pace: (steps) => `${steps} Schritte/s`,
    startingEngine: "Rechenkern startet",
    preparingRun: "Lauf wird vorbereitet",
    stepsToGo: (steps) => `${steps} Schritte liegen vor uns`,
    work: (label, done, total) => `${label}: ${done} von ${total}`,
    images: " Bildern",

    backendTested: "Backend: wird geprüft",
    software:
      "Ein Software-Adapter: richtig, aber weit langsamer als eine Grafikkarte. ",
    selfTest: (error) =>
      `Der Selbsttest wich von der CPU um höchstens ${error} ab.`,
    passedOver: (backends) => `Übergangen: ${backends}.`,

    states: {
      empty: "leer",
      loading: "lädt",
      idle: "bereit",
      running: "läuft",
      paused: "angehalten",
      finished: "fertig",
      failed: "abgebrochen",
    },
    where: (state, step, steps) => `${state}, Schritt ${step} von ${steps}`,
    stopped: (reason) => `angehalten: ${reason}`,
    totalLoss: (loss) => `Gesamtverlust ${loss}`,
    losses: {
      global: "global",
      local: "lokal",
      feature: "Merkmale",
      classToken: "Klassen-Token",
    },
    spoken: (state, reason) =>
      `Lauf ${state}${reason === "" ? "" : `: ${reason}`}`,
    spokenStep: (head, step, steps, loss) =>
      `${head}, Schritt ${step} von ${steps}, Gesamtverlust ${loss}`,
    arenaRun: (run, runs) =>
      `eine Arena trainiert Lauf ${run} von ${runs} (Vergleich)`,
    arenaSoon: "eine Arena trainiert gleich (Vergleich)",

    atStep: "bei dem Schritt, der festgelegt war",
    reached: (series, value) => `${series} hat ${value} erreicht`,
    itsMean: (steps) => `, im Mittel über ${steps} Schritte`,
    flat: (series, later, steps, earlier) =>
      `${series} ist flach: ${later} im Mittel über ${steps} Schritte, ${earlier} über die davor`,
  },
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
  overview: {
    heatmaps: "Winkel zwischen Bildern",
    heatmapsCaption:
      "Der Kosinus jedes Bildpaars: die Karte des Schülers soll der des Lehrers immer ähnlicher werden. Auf eine Zelle zeigen oder mit Pfeiltasten hingehen, um das Paar zu sehen.",
    losses: "Verluste",
    lossesCaption: "Was Kopf und Schüler klein machen sollen.",
    agreement: "Genauigkeit und Übereinstimmung",
    agreementCaption: "Auf Bildern, die der Schüler nie gesehen hat.",
    known: "Bekannte und fremde Bilder",
    knownCaption:
      "Bekannte Bilder sollen hohe Werte bekommen, fremde niedrige.",
    sources: {
      "held-out": "Zurückgehaltene Bilder",
      training: "Trainingsbilder",
    },
    browse: "Bilder ansehen",
    source: "Bilder in den Heatmaps",
    equation: "Gleichung",
    smoothing: "Glättung",
    scale: "Skala der Verluste",
    log: "Log",
    linear: "Linear",

    noStep: "Noch kein Schritt ist gemacht.",
    lossSummary: (step, loss, first, before) =>
      `Schritt ${step}: Gesamtverlust ${loss}, ${before} bei Schritt ${first}.`,
    bothNetworks: "Beide Netze",
    step: "Schritt",
    total: "Gesamt",
    global: "Global",
    local: "Lokal",
    feature: "Merkmale",
    classToken: "Klassen-Token",

    noAngles: "Noch sind keine Winkel gemessen.",
    heatmapSummary: (step, r, pairs, training) =>
      `Schritt ${step}, Pearson mit den Kosinus des Lehrers: Schüler ${r} zurückgehalten (${pairs} Paare), ${training} Training; `,
    compressedR: (r) => `komprimierter Lehrer ${r} zurückgehalten.`,
    noCompressed: "dieses Verfahren hat keinen komprimierten Lehrer.",
    classes: "Klassen",
    teacher: "Lehrer",
    compressed: "Komprimiert",
    compressedTeacher: "Komprimierter Lehrer",
    student: "Schüler",
    within: (name) => `innerhalb ${name}`,

    noScores: "Noch sind keine Scores gemessen.",
    detection: (set, auroc, fpr95) =>
      `${set} OOD: AUROC ${auroc}, FPR95 ${fpr95}`,
    noSet: (set) => `kein ${set} OOD`,
    near: "nahes",
    far: "fernes",
    oodSummary: (step, near, far, images) =>
      `Schüler bei Schritt ${step}: ${near}; ${far} (${images} bekannte Bilder`,
    firstSample: ", eine erste Stichprobe",
    network: "Netz",
    set: "Menge",
    idImages: "Bekannte Bilder",
    oodImages: "Fremde Bilder",
    nearMean: "nah, Mittel",
    farMean: "fern, Mittel",

    noAccuracy: "Noch ist keine Genauigkeit gemessen.",
    agreementSummary: (step, accuracy, teacher, images, bank, error) =>
      `Schritt ${step}: kNN-Genauigkeit ${accuracy} (Lehrer ${teacher}; ${images} zurückgehaltene Bilder, ${bank} Vergleichsbilder), Winkelfehler ${error}`,
    moreFollows: "; eine erste Stichprobe, mehr folgt",
    knn: "kNN-Genauigkeit",
    angleError: "Winkelfehler",
    pearson: "Pearson, zurückgehalten",
    spearman: "Spearman, zurückgehalten",
    trainingPearson: "Pearson, Training",
  },
  runOptions: {
    parts: "Schritte trainieren",
    partsLabel: "Netze, die ein Schritt trainiert",
    partsNote:
      "Die andere Seite steht still; ihre Verluste werden trotzdem gemessen. Es gehört zum Lauf: dieselben Schritte mit demselben Startwert wiederholen ihn.",
    noHead:
      "Dieses Verfahren trainiert keinen Kopf, den man allein trainieren könnte.",
    slow: "Zeitlupe",
    slowLabel: "Geschwindigkeit in Schritten je Sekunde",
    fullSpeed: "Volles Tempo",
    slowNote:
      "Höchstens so viele Schritte je Sekunde, nach jedem neue Heatmaps.",
    hidden: "Solange dieser Tab verdeckt ist",
    hiddenLabel: "Ein Lauf in einem verdeckten Tab",
    goesOn: "Geht weiter",
    pauses: "Hält an",
    hiddenNote:
      "Ein angehaltener Lauf geht weiter, sobald der Tab wieder zu sehen ist. Hält der Browser einen an, der weitergehen sollte, sagt die Seite, wie lange.",
    startOver: "Von vorn",
    newSeed: "Zurücksetzen mit neuem Startwert",
    seedNote: (seed) =>
      `Der Startwert ist jetzt ${seed}. Zurücksetzen behält ihn und macht denselben Lauf noch einmal.`,
    runTo: "Laufen bis Schritt",
    run: "Los",
    range: (first, last) => `${first} bis ${last}`,
    notYet: "wenn der Lauf stillsteht",

    rules: "Von selbst anhalten",
    rule: {
      step: "Bei Schritt",
      plateau: "Wenn flach:",
      target: "Wenn erreicht:",
    },
    stopStep: "Schritt, bei dem angehalten wird",
    flatSeries: "Reihe, die flach wird",
    gainsLess: "gewinnt weniger als",
    leastGain: "Kleinster Gewinn in Prozent",
    percentIn: "% in",
    meanSteps: "Schritte eines Mittels",
    steps: "Schritten",
    targetSeries: "Reihe mit einem Ziel",
    target: "Zu erreichender Wert",
    noRule: "Nicht in Kraft: diese Zahlen ergeben keine Regel.",
  },
  setup: {
    title: "Einrichtung",
    hide: "Einstellungen verbergen",
    show: "Einstellungen zeigen",
    showAll: "Alle Einstellungen zeigen",
    underWay:
      "Ein Lauf ist im Gange. Was sich noch ändern lässt, gilt ab dem nächsten Schritt; Zurücksetzen gibt den Rest frei.",
    asTheyStand:
      "Das Training nimmt die Einstellungen, wie sie hier stehen. Jede Änderung geht zurück zu Schritt 0.",
    adapted: "Was der Rechenkern angepasst hat",
    groups: {
      data: "Daten",
      teacher: "Lehrer",
      student: "Schüler",
      method: "Verfahren",
      optimiser: "Optimierer",
      evaluation: "Auswertung",
      run: "Lauf",
    },
    ownImages: "Eigene Bilder",
    newSeed: "Neuer Startwert",
    copyLink: "Link kopieren",
    copied: "Kopiert.",
    notCopied: "Bitte stattdessen die Adresse dieser Seite kopieren.",

    preset: "Vorlage",
    notInBuild: (title) => `${title} (nicht in dieser Fassung)`,
    fixed: (reason) =>
      `Einige Einstellungen sind ${reason}, und die Vorlage auch.`,
    departures: "Wo sie von der Veröffentlichung abweicht",
    changed: (settings) => `Geändert: ${settings}.`,
    backToPreset: "Zurück zur Vorlage",
    notInForce: (reason) => `Nicht in Kraft: ${reason}.`,
    removeTemperature: (temperature) => `Temperatur ${temperature} entfernen`,
    add: "Dazu",
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
  timeline: {
    title: "Zeitleiste",
    play: "Lauf abspielen",
    pause: "Abspielen anhalten",
    before: "Zurück zur Marke davor",
    beforeKey: "Zurück zur Marke davor (Bild ab)",
    after: "Weiter zur nächsten Marke",
    afterKey: "Weiter zur nächsten Marke (Bild auf)",
    stepShown: "Gezeigter Schritt",
    ofRun: (name) => `, von ${name}`,
    isLive: ", live",
    nothingYet: "Noch nichts abzuspielen",
    live: (where) => `Live: ${where}`,
    showing: (where) => `Gezeigt: ${where}`,
    goesOn: (step) => ` · das Training geht weiter bei ${step}`,
    replayIn: "Abspielen in",
    length: "Dauer des Abspielens",
    back: "Zurück zu live",
    mark: (step, what) => `Schritt ${step}: ${what}`,
    evaluated: "ausgewertet",
    where: (step, steps) => `Schritt ${step} von ${steps}`,
  },
};
