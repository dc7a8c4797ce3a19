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

const TEACHER_DEPARTURE = "mitgelieferter Lehrer MobileNetV2 statt DINOv2";
const VARIANT_DEPARTURES = [
  "Lernrate 1e-2 für ein paar hundert Schritte statt 5e-4 für 300 Epochen",
  "zentrierter Kosinus-Term hinzugefügt (eine Variante, nicht aus der Veröffentlichung)",
  TEACHER_DEPARTURE,
  "Bilder mit 32 Pixeln",
];
const MILD_COLOURS = "milde Farbänderungen statt RandAugment";

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
  choices: {
    "teacher.id": {
      "mobilenet-v2-fast": { label: "MobileNetV2, 4 x 4 Tokens" },
      "mobilenet-v2-fine": { label: "MobileNetV2, 8 x 8 Tokens" },
    },
    "student.stem": {
      conv: { label: "Faltungen" },
      linear: { label: "Linear, wie in der Veröffentlichung" },
    },
    "method.affinities": {
      joint: { label: "Gemeinsam, wie in der Veröffentlichung" },
      conditional: { label: "Bedingt" },
    },
    "method.studentLoss": {
      cosine: { label: "Kosinus, wie in der Veröffentlichung" },
      mse: { label: "Mittlerer quadratischer Fehler" },
    },
    "optimiser.schedule": {
      step: { label: "Mit jedem Schritt" },
      epoch: { label: "Mit jeder Epoche, wie in der Referenz" },
    },
    "evaluation.split": {
      test: { label: "Testbildern" },
      validation: { label: "Validierungsbildern" },
    },
    "evaluation.measures": {
      basic: { label: "Die wichtigsten" },
      full: { label: "Alle" },
    },
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
  fields: {
    version: {
      label: "Formatversion",
      explanation:
        "Sagt, wie die Einstellungen aufgeschrieben sind, damit sich alte Links erkennen lassen.",
    },
    seed: {
      label: "Startwert",
      explanation:
        "Alles Zufällige folgt aus dieser Zahl: gleicher Startwert, gleiches Backend, gleiche Kurve.",
    },
    "data.pack": {
      label: "Bilder",
      explanation:
        "Die Bildersammlung, aus der der Schüler lernt: die bekannten Bilder (ID).",
    },
    "data.heldOut": {
      label: "Zurückgehaltene Klassen",
      explanation:
        "Klassen, auf denen nie trainiert wird; ihre Testbilder sind die nahen OOD-Mengen.",
    },
    "data.far": {
      label: "Pakete für fernes OOD",
      explanation:
        "Andere Bildersammlungen, die der Schüler seinen Trainingsbildern unähnlich finden soll.",
    },
    "data.images": {
      label: "Trainingsbilder",
      unit: "Bilder",
      explanation:
        "Auf wie vielen bekannten Bildern trainiert wird; der Startwert wählt sie aus, jede Klasse mit ihrem Anteil.",
    },
    "data.views": {
      label: "Ansichten je Bild",
      unit: "Ansichten",
      explanation:
        "1 lässt das Bild, wie es ist, 2 fügt sein Spiegelbild hinzu, mehr zufällige Ausschnitte; Lehrer und Schüler sehen immer dieselbe Ansicht.",
    },
    "data.colourChange": {
      label: "Farbänderungen",
      explanation:
        "Wie stark sich zufällige Ausschnitte in Helligkeit, Kontrast und Sättigung ändern; manche werden grau oder zum Negativ. 0 lässt die Farben in Ruhe.",
    },
    "teacher.id": {
      label: "Lehrer",
      explanation:
        "Das vortrainierte Netz, dessen Winkel zwischen Bildern erhalten bleiben sollen; es wird nie verändert.",
    },
    "teacher.meanFraction": {
      label: "Abgezogenes Mittel",
      explanation:
        "Anteil des mittleren Trainings-Tokens, der von den Tokens des Lehrers abgezogen wird; ohne ihn sind fast alle seine Winkel klein.",
    },
    "student.width": {
      label: "Breite",
      unit: "Zahlen",
      explanation:
        "Wie viele Zahlen der Schüler für jedes Token hat: die Dimension, auf die der Lehrer komprimiert wird. Bei 3 (mit 1 oder 3 Köpfen) zeigt der Globus unter Winkel jeden Winkel, wie er ist.",
    },
    "student.depth": {
      label: "Tiefe",
      unit: "Blöcke",
      explanation: "Wie viele Transformer-Blöcke aufeinander folgen.",
    },
    "student.heads": {
      label: "Attention-Köpfe",
      unit: "Köpfe",
      explanation:
        "Wie viele Aufmerksamkeitsmuster jeder Block hat; die Breite wird unter ihnen aufgeteilt.",
    },
    "student.patch": {
      label: "Seite eines Patches",
      unit: "Pixel",
      explanation:
        "Jedes Bild von 32 x 32 Pixeln wird in Quadrate dieser Seitenlänge zerlegt; kleinere Quadrate bedeuten mehr Tokens und mehr Arbeit.",
    },
    "student.stem": {
      label: "Eingang",
      explanation:
        "Wie aus Pixeln Tokens werden; ein paar Faltungen lernen in weniger Schritten als eine lineare Abbildung.",
    },
    "method.id": {
      label: "Verfahren",
      explanation:
        "Das Ziel, nach dem der Schüler lernt: CosPress oder eine der Kontrollen, mit denen es zu vergleichen ist.",
    },
    "method.temperatures": {
      label: "Temperaturen",
      explanation:
        "Kernbreiten in Einheiten des Kosinus: kleine erhalten die nächsten Nachbarn, große die weiten Winkel.",
    },
    "method.affinities": {
      label: "Affinitäten",
      explanation:
        "Ob Nachbarwahrscheinlichkeiten über alle Paare symmetrisch gemacht oder Zeile für Zeile verglichen werden.",
    },
    "method.weights.global": {
      label: "Gewicht global",
      explanation:
        "Erhält die Winkel zwischen Bildern: die Klassen-Tokens des ganzen Stapels.",
    },
    "method.weights.local": {
      label: "Gewicht lokal",
      explanation:
        "Erhält die Winkel innerhalb eines Bildes: die Tokens jedes Bildes.",
    },
    "method.weights.feature": {
      label: "Gewicht Merkmale",
      explanation:
        "Zieht alle Tokens des Schülers zu denen des komprimierten Lehrers: ein Kosinus je Bild.",
    },
    "method.weights.classToken": {
      label: "Gewicht Klassen-Token",
      explanation:
        "Zieht das Klassen-Token des Schülers noch einmal für sich zu dem des komprimierten Lehrers.",
    },
    "method.weights.centred": {
      label: "Gewicht zentriert",
      explanation:
        "Eine Variante, nicht aus der Veröffentlichung: die beiden Verluste des Schülers noch einmal, nachdem das Mittel des Stapels abgezogen ist; 0 schaltet sie ab.",
    },
    "method.stopHeadGradient": {
      label: "Kopf überhört den Schüler",
      explanation:
        "An, wie in der Veröffentlichung: der Kopf spürt nur die Kompressionsverluste und kann dem Schüler die Aufgabe nicht leichter machen.",
    },
    "method.weights.anchor": {
      label: "Gewicht Anker",
      explanation:
        "Eine Variante, nicht aus der Veröffentlichung: bindet die Kosinus des Kopfes an die des Lehrers, die sich sonst gemeinsam verschieben dürfen; 0 schaltet sie ab.",
    },
    "method.weights.gram": {
      label: "Gewicht Gram",
      explanation:
        "Eine Variante, nicht aus der Veröffentlichung: verlangt vom Schüler, am Kopf vorbei, die Kosinus des Lehrers zwischen den Bildern eines Stapels; 0 schaltet sie ab.",
    },
    "method.weights.patch": {
      label: "Gewicht verdeckter Patches",
      explanation:
        "Lässt den Schüler die Tokens des Lehrers an Patches vorhersagen, die vor ihm verdeckt waren.",
    },
    "method.weights.label": {
      label: "Gewicht Klassenname",
      explanation:
        "Nimmt zu den Klassenwahrscheinlichkeiten des Lehrers die wahre Klasse hinzu.",
    },
    "method.relationTemperature": {
      label: "Temperatur der Beziehungen",
      explanation:
        "Kernbreite in Einheiten des Kosinus: eine kleine sieht nur die nächsten Nachbarn.",
    },
    "method.logitTemperature": {
      label: "Temperatur der Logits",
      explanation:
        "Wie sehr die Klassenwahrscheinlichkeiten geglättet werden, bevor man sie vergleicht.",
    },
    "method.headNorm": {
      label: "LayerNorm im Kopf",
      explanation:
        "An, wie in der Veröffentlichung: der Kopf bringt jedes Token des Lehrers zuerst auf Mittel 0 und Varianz 1.",
    },
    "method.headBias": {
      label: "Bias im Kopf",
      explanation:
        "An, wie in der Veröffentlichung: der Kopf darf alle komprimierten Tokens verschieben und damit alle ihre Kosinus.",
    },
    "method.headSteps": {
      label: "Kopf zuerst angepasst",
      unit: "Schritte",
      explanation:
        "Schritte des Kopfes vor dem ersten des Schülers, danach steht er fest; 0 trainiert beide zusammen, wie in der Veröffentlichung.",
    },
    "method.studentLoss": {
      label: "Verlust des Schülers",
      explanation:
        "Wie der Schüler mit dem komprimierten Lehrer verglichen wird: nur nach der Richtung oder Zahl für Zahl.",
    },
    "method.headCondition": {
      label: "Kopf verbogen um",
      explanation:
        "Eine Kontrolle: streckt den komprimierten Lehrer in einer Richtung bis zu so viel mehr als in einer anderen; das verliert keine Information, ändert aber die Winkel. 1 lässt ihn in Ruhe.",
    },
    "method.biasCorrection": {
      label: "Bias-Korrektur",
      explanation:
        "Eine Variante, nicht aus der Veröffentlichung: zieht vor dem Messen den Anteil des mittleren Trainings-Tokens vom Schüler ab, der am besten zu den Winkeln im Training passt.",
    },
    "optimiser.learningRate": {
      label: "Lernrate",
      explanation: "Größe der größten Schritte, erreicht nach dem Anlauf.",
    },
    "optimiser.minLearningRate": {
      label: "Lernrate am Ende",
      explanation: "Wo der Kosinus-Zeitplan endet.",
    },
    "optimiser.warmupLearningRate": {
      label: "Lernrate am Anfang",
      explanation: "Wo der Anlauf beginnt.",
    },
    "optimiser.weightDecay": {
      label: "Weight Decay",
      explanation:
        "Wie stark AdamW Gewichtsmatrizen zur Null zieht; Bias und Normen bleiben davon frei.",
    },
    "optimiser.warmupSteps": {
      label: "Anlauf",
      unit: "Schritte",
      explanation:
        "Schritte, in denen die Lernrate auf ihre volle Größe steigt.",
    },
    "optimiser.batchSize": {
      label: "Stapelgröße",
      unit: "Bilder",
      explanation:
        "Bilder in einem Schritt; der globale Verlust vergleicht alle Paare unter ihnen.",
    },
    "optimiser.steps": {
      label: "Schritte",
      unit: "Schritte",
      explanation: "Wie viele Schritte der Lauf insgesamt macht.",
    },
    "optimiser.schedule": {
      label: "Zeitplan rückt vor",
      explanation:
        "Wie oft die Lernrate neu berechnet wird; eine Epoche ist ein Durchgang durch die Trainingsbilder.",
    },
    "evaluation.every": {
      label: "Auswerten alle",
      unit: "Schritte",
      explanation:
        "Schritte zwischen zwei Blicken auf zurückgehaltene Bilder; das Auswerten selbst kostet Zeit.",
    },
    "evaluation.split": {
      label: "Gemessen auf",
      explanation:
        "Einstellungen wählt man auf Validierungsbildern und sieht Testbilder nur einmal an, am Ende. Ein fernes Paket ohne Validierungsbilder wird auf seinen Testbildern gemessen.",
    },
    "evaluation.heatmapImages": {
      label: "Bilder je Heatmap",
      unit: "Bilder",
      explanation:
        "Wie viele Bilder, nach Klassen sortiert, jede Heatmap vergleicht.",
    },
    "evaluation.knnK": {
      label: "Stimmende Nachbarn",
      unit: "Bilder",
      explanation:
        "Wie viele nächste Trainingsbilder über die Klasse eines Testbilds abstimmen (k von kNN).",
    },
    "evaluation.knnTemperature": {
      label: "Temperatur der Stimmen",
      explanation:
        "Wie viel mehr die Stimme eines näheren Nachbarn zählt; kleiner heißt: viel mehr.",
    },
    "evaluation.measures": {
      label: "Maße am Ende",
      explanation:
        "Alle fügt der letzten Auswertung Geometrie, eine lineare Probe und jeden OOD-Score hinzu; sie dauert dann länger.",
    },
    "evaluation.corruptedImages": {
      label: "Verdorbene Bilder",
      unit: "Bilder",
      explanation:
        "Wie viele zurückgehaltene Bilder die volle Messung auf 16 Arten in 5 Stärken verdirbt; 0 lässt die Robustheit weg.",
    },
    "evaluation.tokenImages": {
      label: "Bilder mit Tokens",
      unit: "Bilder",
      explanation:
        "Von wie vielen zurückgehaltenen Bildern die volle Messung die Patch-Tokens mit denen des Lehrers vergleicht; 0 lässt sie weg.",
    },
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
  methods: {
    cospress: {
      title: "CosPress",
      label: "CosPress",
      summary:
        "Ein Kopf komprimiert den Lehrer und erhält seine Winkel; der Schüler ahmt den Kopf nach.",
    },
    svd: {
      title: "Unzentrierter SVD-Kopf",
      label: "SVD-Kopf",
      summary:
        "Der Schüler ahmt die Tokens des Lehrers in ihren führenden Singulärrichtungen nach; am Kopf wird nichts gelernt.",
    },
    pca: {
      title: "Zentrierter PCA-Kopf",
      label: "PCA-Kopf",
      summary:
        "Wie der SVD-Kopf, aber aus zentrierten Tokens, was ihre Winkel ändert.",
    },
    gaussian: {
      title: "Zufälliger Gauß-Kopf",
      label: "Gauß-Kopf",
      summary: "Der Schüler ahmt eine zufällige Projektion des Lehrers nach.",
    },
    orthonormal: {
      title: "Zufälliger orthonormaler Kopf",
      label: "Orthonormaler Kopf",
      summary:
        "Der Schüler ahmt eine zufällige orthonormale Projektion des Lehrers nach.",
    },
    proteus: {
      title: "Proteus",
      label: "Proteus",
      summary:
        "Drei Köpfe am Schüler sagen die Tokens des Lehrers vorher, auch die verdeckter Patches, und werden danach weggeworfen.",
    },
    mse: {
      title: "Einfaches MSE (FitNets)",
      label: "Einfaches MSE",
      summary:
        "Ein linearer Kopf am Schüler sagt die Tokens des Lehrers vorher.",
    },
    vkd: {
      title: "VkD",
      label: "VkD",
      summary:
        "Eine orthonormale Projektion am Schüler sagt die standardisierten Tokens des Lehrers vorher.",
    },
    "rkd-distance": {
      title: "RKD, Abstände",
      label: "RKD, Abstände",
      summary:
        "Der Schüler erhält die relativen Abstände des Lehrers in einem Stapel.",
    },
    "rkd-angle": {
      title: "RKD, Winkel",
      label: "RKD, Winkel",
      summary:
        "Der Schüler erhält die Winkel in den Dreiecken des Lehrers in einem Stapel.",
    },
    sp: {
      title: "Ähnlichkeiten erhaltend (SP)",
      label: "SP",
      summary:
        "Der Schüler erhält die Zeilen der Ähnlichkeitsmatrix des Lehrers.",
    },
    pkt: {
      title: "Probabilistischer Wissenstransfer (PKT)",
      label: "PKT",
      summary:
        "Der Schüler erhält die Nachbarwahrscheinlichkeiten des Lehrers, ohne Temperatur.",
    },
    cka: {
      title: "CKA",
      label: "CKA",
      summary:
        "Der Schüler macht die lineare CKA mit dem Lehrer in einem Stapel so groß wie möglich.",
    },
    gram: {
      title: "Gram-Abgleich",
      label: "Gram-Abgleich",
      summary: "Der Schüler gleicht Paar für Paar die Kosinus des Lehrers ab.",
    },
    relational: {
      title: "Relationale KL (wie SEED)",
      label: "Relationale KL",
      summary:
        "Der Schüler erhält Zeile für Zeile die Nachbarwahrscheinlichkeiten des Lehrers bei einer Temperatur.",
    },
    kd: {
      title: "Logit-Destillation (KD)",
      label: "KD",
      summary:
        "Der Schüler ahmt die Klassenwahrscheinlichkeiten einer linearen Probe des Lehrers nach; braucht Klassennamen.",
    },
    scratch: {
      title: "Von Grund auf, überwacht",
      label: "Von Grund auf",
      summary: "Der Schüler lernt die Klassen und sieht den Lehrer nie.",
    },
    untrained: {
      title: "Untrainierter Schüler",
      label: "Untrainiert",
      summary: "Der Schüler, wie er beginnt: kein Schritt wird gemacht.",
    },
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
  presets: {
    "emoji-quick": {
      title: "Emoji, schnell",
      summary:
        "Sechs Arten Emoji in vier Zeichenstilen; Tiere und Essen sind zurückgehalten. Ohne Grafikkarte etwa zwei Minuten.",
      departures: [...VARIANT_DEPARTURES, MILD_COLOURS],
    },
    "emoji-full": {
      title: "Emoji, ausführlich",
      summary:
        "Alle Emoji zum Trainieren, acht gemerkte Ansichten von jedem, ein breiterer Schüler und mehr Schritte.",
      departures: [...VARIANT_DEPARTURES, MILD_COLOURS],
    },
    "fashion-holdout": {
      title: "Fashion-MNIST, zwei Klassen zurückgehalten",
      summary:
        "Acht Arten Kleidung in Grau; Sandalen und Taschen sind die nahen OOD-Mengen.",
      departures: VARIANT_DEPARTURES,
    },
    "cifar10-holdout": {
      title: "CIFAR-10, Katze und Hund zurückgehalten",
      summary:
        "Acht Klassen kleiner Fotos; braucht das Paket, das `npm run assets -- cifar10` macht.",
      departures: VARIANT_DEPARTURES,
    },
    paper: {
      title: "Einstellungen der Veröffentlichung",
      summary:
        "Ziel, Gewichte, Optimierer und der Zeitplan über 300 Epochen wie veröffentlicht. Ohne Grafikkarte Stunden.",
      departures: [
        "Stapel von 64 statt 1,024",
        "Bilder mit 32 Pixeln statt 224",
        "nur Ausschnitte und Spiegelungen: kein RandAugment, keine Farbänderung, kein zufälliges Löschen",
        TEACHER_DEPARTURE,
      ],
    },
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
  stopSeries: {
    total: { label: "Gesamtverlust" },
    global: { label: "globaler Verlust" },
    local: { label: "lokaler Verlust" },
    feature: { label: "Verlust der Merkmale" },
    classToken: { label: "Verlust des Klassen-Tokens" },
    knn: { label: "kNN-Genauigkeit" },
    pearson: { label: "Pearson zurückgehaltener Winkel" },
    angleError: { label: "Winkelfehler" },
    nearAuroc: { label: "AUROC für nahes OOD" },
    farAuroc: { label: "AUROC für fernes OOD" },
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
