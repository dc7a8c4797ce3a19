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
 *   linear probe, accuracy      lineare Sonde, Genauigkeit  corruption, severity  Störung, Stärke
 *   threshold, let in           Schwelle, durchlassen     map, random map     Abbildung, zufällige Abbildung
 *   bias (of angles)            Verschiebung              pinned, kept        angeheftet, aufbewahrt
 */
import type { RunConfig } from "../protocol/config.ts";
import { methodById } from "../protocol/methods.ts";
import { percent } from "../protocol/notices.ts";
import { OOD_SCORE_IDS } from "../protocol/oodScores.ts";
import type { Texts } from "./texts.ts";

const TEACHER_DEPARTURE = "mitgelieferter Lehrer MobileNetV2 statt DINOv2";
const VARIANT_DEPARTURES = [
  "Lernrate 1e-2 für ein paar hundert Schritte statt 5e-4 für 300 Epochen",
  "zentrierter Kosinus-Term hinzugefügt (eine Variante, nicht aus der Veröffentlichung)",
  TEACHER_DEPARTURE,
  "Bilder mit 32 Pixeln",
];
const MILD_COLOURS = "milde Farbänderungen statt RandAugment";

/** In the name of a setting that is refused. */
const WEIGHTS: Record<keyof RunConfig["method"]["weights"], string> = {
  global: "global",
  local: "lokal",
  feature: "Merkmale",
  classToken: "Klassen-Token",
  centred: "zentriert",
  anchor: "Anker",
  gram: "Gram",
  patch: "verdeckte Patches",
  label: "Klassennamen",
};

const scores: Texts["oodScores"] = {
  knn: {
    label: "k nächste Nachbarn",
    meaning: "Wie nah das nächste Trainingsbild liegt.",
    formula: "Kosinus von f zu seinem k-nächsten Vergleichsbild, k = 1",
    source: "Sun et al. 2022, arXiv 2204.06507; k = 1 wie das CosPress-Skript",
  },
  mahalanobis: {
    label: "Mahalanobis",
    meaning:
      "Wie weit vom nächsten Klassenmittel, gemessen in der Streuung, die die Klassen gemeinsam haben.",
    formula: "max_c -(f - mu_c)' S^-1 (f - mu_c), S allen Klassen gemeinsam",
  },
  "relative-mahalanobis": {
    label: "Relativer Mahalanobis",
    meaning:
      "Dasselbe, abzüglich des Abstands vom Mittel aller Bilder: Was bei jedem Bild ungewöhnlich ist, zählt nicht.",
    formula: "Mahalanobis + (f - mu)' S0^-1 (f - mu), mu und S0 aller Klassen",
  },
  residual: {
    label: "Residuum",
    meaning:
      "Wie viel der Einbettung außerhalb der Richtungen liegt, die die Trainingsbilder nutzen.",
    formula:
      "-|N'(f - u)|, u = -W+ b, N: Richtungen der Vergleichsbilder jenseits der ersten d / 2",
  },
  vim: {
    label: "ViM",
    meaning: "Das Residuum als eine weitere Klasse neben den Logits der Sonde.",
    formula:
      "log sum exp z - a |N'(f - u)|, a = mittlerer größter Logit / mittleres Residuum der Vergleichsbilder",
  },
  msp: {
    label: "Größte Softmax-Wahrscheinlichkeit",
    meaning: "Wie sicher sich die Sonde ihrer ersten Wahl ist.",
    formula: "max_c p_c",
  },
  "max-logit": {
    label: "Größter Logit",
    meaning:
      "Wie stark die Sonde für ihre erste Wahl spricht, bevor ihre Antworten sich zu eins summieren müssen.",
    formula: "max_c z_c",
  },
  energy: {
    label: "Energie",
    meaning: "Wie stark die Sonde überhaupt für irgendeine Klasse spricht.",
    formula: "log sum_c exp z_c",
  },
  gen: {
    label: "GEN",
    meaning: "Wie wenig die Sonde zwischen ihren Klassen schwankt.",
    formula: "-Summe über die M größten p von p^0.1 (1 - p)^0.1, M = 100",
  },
  "kl-matching": {
    label: "KL-Abgleich",
    meaning:
      "Wie sehr die Antwort der Sonde ihrer üblichen Antwort für eine Klasse gleicht.",
    formula:
      "-min_c KL(p, mittleres p der Validierungsbilder, die für c gehalten werden)",
  },
  nnguide: {
    label: "NNGuide",
    meaning:
      "Die Energie, gewichtet damit, wie nah Trainingsbilder liegen, deren sich die Sonde sicher ist.",
    formula:
      "energy(f) mal das Mittel der 100 größten cos(f, f_j) energy(f_j) über die Vergleichsbilder",
  },
  she: {
    label: "SHE",
    meaning: "Wie gut die Einbettung zum Mittel ihrer Klasse passt.",
    formula:
      "f' mal das Mittel der Vergleichsbilder, die zu Recht für die Klasse gehalten werden, für die f gehalten wird",
  },
  fdbd: {
    label: "fDBD",
    meaning:
      "Wie weit von den Grenzen der Sonde zu den anderen Klassen, gemessen am Abstand des Bildes vom Mittel.",
    formula: "sum_c |z_c - z_max| / |w_c - w_max|, durch |f - mu|",
  },
  react: {
    label: "ReAct",
    meaning: "Die Energie, nachdem die größten Aktivierungen gekappt wurden.",
    formula: "Energie von f, gekappt beim 90-%-Quantil der Vergleichsbilder",
  },
  ash: {
    label: "ASH-B",
    meaning:
      "Die Energie des größten Zehntels der Aktivierungen, alle gleich groß gemacht.",
    formula:
      "Energie von f, dessen größtes Zehntel auf sum(f) durch ihre Zahl gesetzt ist, der Rest auf 0",
  },
};

/** Labels of the scores' measures, by their paths in a row of an arena. */
const scoreMeasures: Texts["arenaMeasures"] = Object.fromEntries(
  OOD_SCORE_IDS.filter((id) => id !== "knn").flatMap((id) =>
    (["near", "far"] as const).flatMap((group) => {
      const path = `measures.ood.${id}.${group}`;
      const label = `${scores[id].label}, ${group === "near" ? "nah" : "fern"}`;
      return [
        [`${path}.auroc`, { label: `${label} AUROC` }],
        [`${path}.fpr95`, { label: `${label} FPR95` }],
      ];
    }),
  ),
);

/** Arenas that several claims have. */
const STUDENTS =
  "Schüler der wichtigsten Verfahren, je Startwert mit denselben Bildern, Stapeln und Anfangsgewichten.";
const HEADS =
  "Nur Köpfe, jeder an den Token des Lehrers von den Trainingsbildern angepasst und auf zurückgehaltenen gemessen.";
const TEMPERATURES =
  "CosPress mit den zehn Temperaturen der Veröffentlichung und mit einzelnen.";

export const de: Texts = {
  about: {
    title: "Über CosPress Lab",
    what: () => (
      <>
        Ein fester, vortrainierter <strong>Lehrer</strong> beschreibt jedes Bild
        mit vielen Zahlen. Ein winziger <strong>Schüler</strong> lernt vor Ihren
        Augen, es mit wenigen zu beschreiben, und zwar so, dass die Winkel
        zwischen Bildern bleiben, was sie waren. Von Winkeln leben die
        Genauigkeit nach nächsten Nachbarn und das Erkennen fremder Bilder.
      </>
    ),
    tour: "Rundgang durch die Seite, unter einer Minute",
    method: "Das Verfahren",
    source: (title, link) => (
      <>
        Mannix, Hodgkinson und Bondell, {title}, Transactions on Machine
        Learning Research, 11/2025, {link}. Dieses Labor ist nach dem
        veröffentlichten Verfahren geschrieben; es ist nicht die Software der
        Autoren.
      </>
    ),
    smaller: "Was hier kleiner ist",
    smallerList: [
      "Bilder von 32 x 32 Pixeln und einige tausend davon, statt ImageNet mit 224 Pixeln.",
      "Ein MobileNetV2 aus einem COCO-Detektor als Lehrer, statt DINOv2.",
      "Ein Vision Transformer mit zehntausenden bis wenigen Millionen Gewichten, und hunderte Schritte statt 300 Epochen.",
      "Ausschnitte und Spiegelungen als einzige Veränderung der Bilder. Jede Vorlage nennt, wo sie sonst von der Veröffentlichung abweicht.",
    ],
    notThePapers:
      "Die Zahlen hier zeigen also, wie sich das Verfahren verhält; es sind nicht die Ergebnisse der Veröffentlichung. Darum stehen die Werte des Lehrers selbst und die eines untrainierten Schülers neben denen des Schülers.",
    privacy: "Privatsphäre",
    privacyText:
      "Alles wird auf dieser Seite berechnet. Kein Bild, keine Zahl und keine Einstellung verlässt sie; es gibt kein Konto, keine Verfolgung und keinen Server dahinter.",
    licences: "Lizenzen",
    licencesText:
      "Das Labor steht unter Apache-2.0. Bilder und Lehrer behalten die Lizenzen, die ihre Manifeste nennen.",
    packages: "Pakete auf dieser Seite und ihre Lizenzen",
    noList: "Die Liste ist hier nicht zu lesen.",
    noText: "Das Paket bringt keinen Text mit.",

    machine: "Dieses Gerät",
    machineText:
      "Browser und Treiber haben schon ohne ein Wort falsch gerechnet. Hier stehen die Werte kleiner Rechnungen, aufgezeichnet vom Code der Autoren selbst, neben denen dieses Geräts.",
    verify: "Dieses Gerät prüfen",
    notVerified: (reason) => `Die Prüfung ging nicht: ${reason}`,
    noBackend: "keinem Backend",
    agree: (values, backend) =>
      `Alle ${values} Zahlen stimmen überein, auf ${backend}.`,
    wrong: (wrong, all, backend) =>
      `${wrong} von ${all} Rechnungen sind falsch auf ${backend}: trauen Sie nicht, was hier trainiert wird, und wählen Sie ein anderes Backend (?backend=wasm).`,
    cases: "Geprüfte Rechnungen",
    computation: "Rechnung",
    agrees: "Stimmt",
    offBy: "Abweichung",
    allowed: "Erlaubt",
    numbers: "Zahlen",
    yes: "ja",
    no: "nein",
  },
  accuracy: {
    name: "Genauigkeit",
    measure: "Genauigkeit und Störungen messen",
    notMeasured:
      "Ein Lauf meldet laufend die Genauigkeit der Nachbarn. Die lineare Sonde mit ihren Verwechslungen, die Genauigkeit im Stil jedes Anbieters und die Fehler unter Störung werden auf Wunsch gemessen.",
    network: "Netz",
    accuracy: {
      title: "Genauigkeit",
      caption:
        "Was sich aus der Einbettung jedes Netzes ablesen lässt: durch die Stimmen der nächsten Trainingsbilder und durch einen linearen Klassifikator. Striche: 95-%-Intervalle für die Zahl der Bilder; der untrainierte Schüler ist der, den der Startwert zieht.",
      neighbours: "Nächste Nachbarn",
      probe: "Lineare Sonde",
      note: (images, bank, step) =>
        `${images} zurückgehaltene Bilder, ${bank} Vergleichsbilder, Schritt ${step}`,
      noteOfSample: (images, bank, step) =>
        `${images} zurückgehaltene Bilder (eine erste Stichprobe), ${bank} Vergleichsbilder, Schritt ${step}`,
      notYet: "noch nicht gemessen",
      not: "nicht gemessen",
      summary: (neighbours, probe) =>
        `Nächste Nachbarn: ${neighbours}. Lineare Sonde: ${probe}.`,
      columns: ["Netz", "kNN", "Lineare Sonde", "Zurückgehaltene Bilder"],
    },
    confusion: {
      title: "Verwechslungen",
      caption: (bank, validation) =>
        `Wofür die lineare Sonde zurückgehaltene Bilder hält; jede Zeile ist eine wahre Klasse, ihre Tönung der Anteil an dieser Klasse. An ${bank} Bildern angepasst, die Stärke an ${validation} anderen gewählt.`,
      network: "Netz der Matrix",
      recognised: (name) => `${name}, erkannt`,
      takenFor: (name, other) => `${name}, gehalten für ${other}`,
      images: (cell, images) => `${cell}: ${images} Bilder`,
      summary: (network, accuracy, images, cell) =>
        `${network}: Genauigkeit der Sonde ${accuracy} auf ${images} Bildern. ${cell}.`,
      trueClass: "Wahre Klasse",
      matrix: (network) => `Verwechslungsmatrix, ${network}`,
      noImage: "Kein Bild.",
      axes: { rows: "wahre Klasse", columns: "gehalten für" },
      right: "richtig",
      cell: (images, name, other) =>
        `${images} von ${name} gehalten für ${other}`,
    },
    corruption: {
      title: "Störungen",
      caption:
        "Fehler der Sonde, angepasst an ungestörten Bildern, über die Stärke 1 bis 5; die gepunktete Linie ist der Fehler auf denselben Bildern, wie sie sind. mCE teilt durch die Fehler eines von Grund auf trainierten Schülers, wozu es Läufe von beiden braucht: Ein Vergleich von Verfahren hat sie, unter „Vergleich“.",
      summary: (images, networks) => `Auf ${images} Bildern: ${networks}.`,
      ofNetwork: (network, error, clean) =>
        `${network} mittlerer Fehler ${error}, ungestört ${clean}`,
      none: "Es wurde kein Bild gestört.",
      columns: { corruption: "Störung", clean: "Ungestört" },
      severity: (severity) => `Stärke ${severity}`,
      features:
        "Der Lehrer besteht aus Merkmalen der Bilder des Pakets, wie sie sind; was er aus gestörten machte, hat niemand berechnet. Ein Netz als Lehrer kann gefragt werden.",
      empty:
        "Es wurden keine Bilder gestört. Oben wählen, wie viele, und erneut messen.",
      key: (network, error, clean) =>
        `${network}: mittlerer Fehler ${error}, ungestört ${clean}`,
      axis: (images) =>
        `${images} zurückgehaltene Bilder, Fehler in % über die Stärke`,
      plot: (network, clean, errors) =>
        `${network} Fehler ${clean} ungestört, dann ${errors}`,
    },
    lowData: (width, steps, seeds) =>
      `Nicht aus dem jetzigen Lauf: Schüler der Breite ${width}, ${steps} Schritte, Startwerte ${seeds}. Behauptung 8 sagt, was daraus folgt.`,
    styles: {
      title: "Stile der Anbieter",
      allSeen:
        "Dieselben Klassen, wie verschiedene Anbieter sie zeichnen. Jeder Stil ist unter den Trainingsbildern; dies zeigt also, wie schwer jeder ist, nicht, was mit einem nie gesehenen Stil geschieht. Striche: 95-%-Intervalle für die Zahl der Bilder.",
      unseen: (unseen, styles) =>
        `Dieselben Klassen, wie verschiedene Anbieter sie zeichnen; ${unseen} von ${styles} Stilen sind nicht unter den Trainingsbildern. Striche: 95-%-Intervalle für die Zahl der Bilder.`,
      style: (domain) => `Stil ${domain}`,
      note: (images, training) =>
        `${images} zurückgehaltene, ${training} Trainingsbilder`,
      columns: ["Stil", "Netz", "kNN", "Lineare Sonde", "Bilder"],
      reader: "Gelesen von",
      readers: { probe: "Lineare Sonde", knn: "Nachbarn" },
    },
  },
  angles: {
    name: "Winkel",
    sources: {
      label: "Bilder der Abbildungen",
      "held-out": "Zurückgehaltene Bilder",
      training: "Trainingsbilder",
    },
    extent: (images, pairs, step) =>
      `${images} Bilder, ${pairs} Paare, Schritt ${step}`,
    waiting: "Die ersten Winkel kommen gleich.",
    notMeasured: "Es wurden noch keine Winkel gemessen.",
    image: "Bild",
    errors: {
      title: "Winkelfehler",
      caption:
        "Ein guter Raum hat einen schmalen Hügel bei null; liegt der Hügel daneben, sind alle Winkel verschoben, was die Nachbarn nicht merken.",
      more: "Fehler eines Paares: sein Winkel in diesem Raum minus der des Lehrers, in Grad; Mittel, Median und 95. Perzentil gelten den Beträgen, die Verschiebung ist das Mittel mit Vorzeichen. Der Verlust der Kompression legt Differenzen der Kosinus fest und lässt einen gemeinsamen Versatz frei; eine Verschiebung kann also bleiben. Gemeinsame kNN: mittlerer Anteil der k nächsten eines Bildes, die beide Räume teilen; zum Vergleich dasselbe mit vertauschten Bildern des einen Raumes (200-mal), etwa k / (n − 1). Gestrichelter Umriss: eine zufällige Abbildung, eine Normalverteilung je Paar (siehe das Band im Streudiagramm).",
      summary: (mean, bias, pairs) =>
        `Schüler: mittlerer Fehler ${mean}, Verschiebung ${bias} über ${pairs} Paare.`,
      picture: (pairs, from, to, spaces) =>
        `Winkelfehler von ${pairs} Paaren, von ${from} bis ${to} Grad: ${spaces}`,
      space: (name, bias, mean) =>
        `${name} Verschiebung ${bias}, Mittel ${mean}`,
      bias: (name, bias) => `${name}, um ${bias}`,
      randomMap: "zufällige Abbildung",
      tooClose: "zu nah",
      tooFar: "zu weit auseinander",
      measure: "Maß",
      wholeSet: "Schüler, ganze Menge",
      mean: "mittlerer Fehler",
      meanOfRandomMap: "dasselbe, zufällige Abbildung",
      median: "Median der Fehler",
      p95: "95. Perzentil",
      signedBias: "Verschiebung, mit Vorzeichen",
      pearson: "Pearson, Kosinus",
      spearman: "Spearman, Kosinus",
      mutual: (k) => `gemeinsame kNN, k = ${k}`,
      shuffled: "dasselbe, vertauscht",
      n: (pairs, images) => `${pairs} Paare von ${images}`,
      nWhole: (pairs, step) => `${pairs} Paare, Schritt ${step}`,
    },
    maps: {
      title: "Kosinus aller Paare",
      caption:
        "Die Karte des Schülers sollte der des Lehrers immer ähnlicher werden und die Differenz zu Grau verblassen. Auf eine Zelle zeigen oder mit den Pfeiltasten gehen: Dasselbe Paar leuchtet überall auf; ein Druck oder Enter hält es fest.",
      more: "Eine Zelle ist der Kosinus der Klassen-Token zweier Bilder, cos = x·y / (|x| |y|); der Winkel ist sein Arkuskosinus. Die Farben reichen fest von −1 bis 1, die der Differenzen bis ±0.5, damit Schritt 10 und Schritt 1,000 vergleichbar sind. Nach Ähnlichkeit: Clusterung der Kosinus des Lehrers (average linkage), die Äste so gedreht, dass benachbarte Enden sich möglichst gleichen; sie bleibt, während der Schüler lernt. Nach Fehler: mittlerer Betrag der Winkelfehler eines Bildes, fallend.",
      order: "Reihenfolge der Bilder",
      orders: {
        class: "Nach Klasse",
        similarity: "Nach Ähnlichkeit",
        error: "Nach Fehler",
      },
      orderTexts: {
        class: "nach Klassen geordnet",
        similarity: "für den Lehrer ähnliche nebeneinander",
        error: "größte Winkelfehler des Schülers zuerst",
      },
      pin: "Dieses Paar anheften",
      unpin: "Dieses Paar lösen",
      full: (pairs) => `${pairs} Paare sind angeheftet`,
    },
    microscope: {
      title: "Temperaturmikroskop",
      caption:
        "Niedrige Temperaturen sehen nur die nächsten Nachbarn, hohe die ganze Stichprobe; in einem guten Raum sind beide Balken eines Paares bei jeder Temperatur gleich hoch.",
      more: "p(j|i) = exp(c_ij/τ) / Σ_k≠i exp(c_ik/τ); gemeinsam: P_ij = (p(j|i) + p(i|j)) / 2n, hier mal n gezeigt; Q ebenso aus den Kosinus des anderen Raumes. KL einer Zeile: Σ_j P_ij log(P_ij/Q_ij), in nat; ihr Mittel über alle Bilder ist der globale Verlust der Kompression bei dieser Temperatur, für diese Stichprobe und nicht für einen Stapel des Trainings. Gemeinsame Zeilen müssen sich nicht zu 1 summieren, und die KL einer Zeile kann unter null liegen; ihr Mittel nicht. Eine Verschiebung aller Kosinus um dieselbe Zahl ändert hier nichts.",
      summary: (image, space, row, temperatures, all) =>
        `${image}, ${space}: KL ${row} nat im Mittel über ${temperatures} Temperaturen, ${all} über alle Bilder.`,
      columns: {
        temperature: "Temperatur",
        row: "KL der Zeile, nat",
        mean: "KL, Mittel aller Zeilen",
        of: (image) => `P, Q von ${image}`,
      },
      space: "Raum neben dem Lehrer",
      spaces: { compressed: "Komprimierter Lehrer", student: "Schüler" },
      affinities: "Affinitäten",
      kinds: { joint: "Gemeinsam", conditional: "Bedingt" },
      note: (row, mean, temperatures, images) => (
        <>
          In nat: KL der Zeile dieses Bildes <b>{row}</b>, Mittel aller Zeilen{" "}
          <b>{mean}</b> (im Mittel über {temperatures} Temperaturen, {images}{" "}
          Bilder).
        </>
      ),
      rows: "Affinitäten bei jeder Temperatur",
      p: "P, Lehrer: linker Balken",
      q: (space) => `Q, ${space}: rechter Balken`,
      ownScale: "jede Zeile mit eigener Skala, ihr höchster Balken beziffert",
      temperature: "Temperatur",
      other: (images) => `andere ${images}`,
      highest: "höchster",
      klRow: "KL, Zeile",
      klMean: "KL, Mittel",
    },
    neighbours: {
      title: "Nächste Bilder",
      caption:
        "Ein guter Schüler findet die Nachbarn des Lehrers (✓), unter dessen Winkeln. Ein Druck auf einen geht von ihm aus weiter.",
      more: "Die k Bilder dieser Stichprobe mit dem größten Kosinus zum gewählten, das nächste zuerst, bei gleichem das mit der kleineren Nummer. Ein Haken und ein durchgezogener Rahmen zeigen ein Bild, das auch unter den k des Lehrers ist. Die Stichprobe ist klein: Unter allen Bildern wären die nächsten andere, und näher.",
      summary: (image, shared, of) =>
        `${image}: Der Schüler teilt ${shared} von ${of} Nachbarn mit dem Lehrer.`,
      columns: ["Raum", "Platz", "Bild", "Winkel", "Auch beim Lehrer"],
      yes: "ja",
      no: "nein",
      list: (space) => `Nachbarn, ${space}`,
      teachersToo: (shared, of) => `${shared} von ${of} auch beim Lehrer, `,
      sameClass: (alike, of) => `${alike} von ${of} aus derselben Klasse`,
      isTeachersToo: "auch beim Lehrer,",
    },
    pins: {
      title: "Angeheftete Paare",
      caption:
        "Die Linie des Schülers sollte zu der des Lehrers kommen und dort bleiben.",
      more: "Winkel eines Paares bei den Schritten, deren Karten behalten wurden: bis zu 64 je Lauf; sind es mehr, fällt jede zweite weg. Der Lehrer ist eingefroren, seine Linie ist also flach; der komprimierte Lehrer bewegt sich mit dem Kopf.",
      summary: (pairs) => `${pairs} angeheftete Paare.`,
      pair: "Paar",
      step: "Schritt",
      pairOf: (one, other) => `${one} und ${other}`,
      show: (pair) => `Zeigen: ${pair}`,
      unpin: "Lösen",
      unpinPair: (pair) => `Lösen: ${pair}`,
      start: "Schritt 0",
      noAngle: (pair) => `${pair}: noch kein Winkel`,
      trail: (pair, steps, step, angles) =>
        `${pair} über ${steps} Schritte; bei Schritt ${step}: ${angles}`,
    },
    scatter: {
      title: "Gegen die Kosinus des Lehrers",
      caption: (map) =>
        `Ein guter Raum liegt auf der Diagonalen und zwischen den gestrichelten Linien, wohin ${map} 95 % der Paare bringt.`,
      more: "Eine zufällige orthonormale Abbildung von d auf m Dimensionen ändert einen Kosinus c um etwa (1 − c²)·√(1/m − 1/d) (Standardabweichung, in erster Ordnung), eine Gaußsche um (1 − c²)/√m. Die gestrichelten Linien liegen das 1.96-Fache davon zu beiden Seiten der Diagonalen. Ein Raum, der weniger als 95 % seiner Paare dazwischen hat, hält Winkel schlechter als der Zufall. Bei wenigen Dimensionen ist das Band breit und nur ungefähr richtig: Ein Raum, in dem alle Bilder gleich geworden sind, kann darin liegen, und Pearson verrät ihn. Farbe: Paare in einem Quadrat des Gitters auf logarithmischer Skala, heller für mehr.",
      aMap: "eine zufällige Abbildung",
      orthonormal: (from, to) =>
        `eine zufällige orthonormale Abbildung von ${from} auf ${to} Dimensionen`,
      gaussian: (from, to) =>
        `eine zufällige Gaußsche Abbildung von ${from} auf ${to} Dimensionen`,
      space: (name, pearson) => `${name}: Pearson ${pearson}`,
      inBand: (share) => `, ${share} der Paare im Band`,
      summary: (pairs, spaces) => `${pairs} Paare. ${spaces}.`,
      columns: ["Raum", "Pearson", "Paare im Band", "Paare"],
      cosine: (space) => `Kosinus, ${space}`,
      teacher: "Kosinus, Lehrer",
      picture: (space, pearson, pairs) =>
        `Kosinus, ${space} gegen Lehrer: Pearson ${pearson}, ${pairs} Paare`,
      note: (pearson, pairs) => (
        <>
          Pearson <b>{pearson}</b> über {pairs} Paare
        </>
      ),
      noteWithBand: (pearson, inBand, pairs) => (
        <>
          Pearson <b>{pearson}</b>, im Band <b>{inBand}</b> von {pairs} Paaren
        </>
      ),
    },
    spectrum: {
      title: "Das Spektrum des Kopfes",
      caption:
        "Bei einer winkeltreuen Abbildung stünden alle Balken an der gestrichelten Linie; hohe und niedrige dehnen manche Richtungen stärker als andere.",
      more: "Singulärwerte der linearen Abbildung von der Breite des Lehrers auf die des Schülers, samt der Skalierung der LayerNorm davor, geteilt durch ihr quadratisches Mittel. Kondition: der größte durch den kleinsten; 1 ist eine Drehung mit Skalierung, die jeden Winkel zwischen Differenzen erhält. Abweichung: quadratisches Mittel von (Wert² / mittleres Quadrat − 1). Bei jeder Auswertung gemessen; ein Lauf, der stillsteht, hat eine seines Schritts.",
      notMeasured: "Es wurde noch keine Abbildung gemessen.",
      summary: (values, step, condition, deviation) =>
        `${values} Singulärwerte des Kopfes bei Schritt ${step}: Kondition ${condition}, Abweichung von orthonormal ${deviation}.`,
      columns: ["Schritt", "Kondition", "Abweichung", "Größter", "Kleinster"],
      note: (step, values, condition, deviation) => (
        <>
          Schritt {step}: {values} Singulärwerte, Kondition <b>{condition}</b>,
          Abweichung von orthonormal <b>{deviation}</b>
        </>
      ),
      rotation: "Drehung mit Skalierung: alle bei 1",
      direction: "Richtung, nach fallendem Singulärwert",
      condition: "Kondition, erster durch letzten Singulärwert",
      head: "Kopf",
      cursor: "Auswertung, deren Kondition vorgelesen wird",
      waiting: "Die erste Auswertung kommt gleich.",
      noMap:
        "Dieses Verfahren hat keine Abbildung auf der Seite des Lehrers, also kein Spektrum.",
      noEvaluation: "Die erste Auswertung misst die Abbildung.",
    },
    sphere: {
      title: "Auf einer Kugel",
      caption:
        "Ein guter Schüler legt jede Klasse dorthin, wo der Lehrer sie hat. Drei Richtungen verdecken die übrigen: erst die Anteile lesen, dann einem Abstand trauen. Ziehen oder mit den Pfeiltasten drehen; Pos1 dreht zurück.",
      exactCaption:
        "Dieser Schüler hat höchstens drei Dimensionen: Seine Kugel zeigt jeden Winkel, wie er ist. Die des Lehrers ist eine Projektion.",
      more: "Klassen-Token der Länge 1 entlang der drei führenden Richtungen ihres eigenen Raumes (Singulärwertzerlegung, nicht zentriert), wieder auf Länge 1 gebracht. Komprimierter Lehrer und Schüler sind durch die beste Drehung oder Spiegelung auf den Lehrer gedreht, was keinen Winkel ändert. Erhalten: Anteil der quadrierten Länge entlang der drei Richtungen. Erklärt: quadrierte Korrelation der gezeichneten Kosinus mit denen des Raumes, über alle Paare; daneben um: mittlere Differenz zwischen dem gezeichneten Winkel und dem des Paares. Zwei Bilder, die sich hier treffen, können entlang der weggelassenen Richtungen weit auseinander liegen, und kurze wieder auf Länge 1 zu bringen schiebt andere auseinander. Ein Schüler der Breite 3 wird gezeigt, wie er ist; er endet in einer LayerNorm, die drei Zahlen eine Freiheit lässt, sodass seine Bilder auf einer geschlossenen Linie liegen. Der komprimierte Lehrer hat kein solches Ende.",
      columns: [
        "Raum",
        "Quadrierte Länge erhalten",
        "Kosinus erklärt",
        "Winkelfehler des Bildes",
      ],
      globes: "Kugeln",
      keys: "Kugeln der Räume. Pfeiltasten drehen sie, Pos1 dreht sie zurück.",
      shortColumns: [
        "Raum",
        "Länge² erhalten",
        "Kosinus erklärt",
        "Bild daneben um",
      ],
      aPair: (error) => `${error} je Paar`,
      inWords: (space, kept, explained) =>
        `Kugel, ${space}: Drei Richtungen erhalten ${kept} der quadrierten Länge und erklären ${explained} der Varianz der Kosinus.`,
    },
  },
  arenaMeasures: {
    "angles.meanErrorDegrees": { label: "Winkelfehler" },
    "angles.spearman": { label: "Spearman" },
    "angles.pearson": { label: "Pearson" },
    "trainingAngles.meanErrorDegrees": {
      label: "Winkelfehler, Trainingspaare",
    },
    "trainingAngles.pearson": { label: "Pearson, Trainingspaare" },
    "knn.accuracy": { label: "kNN" },
    "measures.probe.accuracy": { label: "Lineare Sonde" },
    "ood.near.auroc": { label: "Nah AUROC" },
    "ood.near.fpr95": { label: "Nah FPR95" },
    "ood.far.auroc": { label: "Fern AUROC" },
    "ood.far.fpr95": { label: "Fern FPR95" },
    "measures.corruption.meanError": { label: "Fehler bei Störung" },
    "againstScratch.mCe": { label: "mCE" },
    "againstScratch.relativeMCe": { label: "Relative mCE" },
    "measures.geometry.angles.medianDegrees": {
      label: "Median der Winkelfehler",
    },
    "measures.geometry.angles.p95Degrees": { label: "95-%-Winkelfehler" },
    "measures.geometry.angles.offsetCorrectedDegrees": {
      label: "Winkelfehler ohne Verschiebung",
    },
    "measures.geometry.angles.cosineBias": {
      label: "Verschiebung der Kosinus",
    },
    "measures.geometry.cka.debiased": { label: "CKA, erwartungstreu" },
    "measures.geometry.neighbours.mutualKnn": { label: "Gemeinsame kNN" },
    "measures.geometry.neighbours.trustworthiness": {
      label: "Vertrauenswürdigkeit",
    },
    "measures.geometry.neighbours.continuity": { label: "Kontinuität" },
    "measures.geometry.procrustes": { label: "Procrustes" },
    "measures.geometry.spectrum.effectiveRank": { label: "Effektiver Rang" },
    "measures.geometry.spectrum.meanPairwiseCosine": {
      label: "Mittlerer Kosinus",
    },
    "measures.tokens.similarityCorrelation": {
      label: "Beziehungen der Token",
    },
    "measures.tokens.compressedCosine": {
      label: "Token-Kosinus mit dem Kopf",
    },
    ...scoreMeasures,
  },
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
    reset: "Reset",
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
    stepsToGo: (steps) => `Noch ${steps} Schritte`,
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
  browse: {
    title: "Bilder",
    source: (description, licence) => `${description} Lizenz: ${licence}.`,
    classOf: (label) => `Klasse ${label}`,
    pack: "Paket",
    split: "Teil",
    splits: {
      train: "Training",
      validation: "Validierung",
      test: "Test (zurückgehalten)",
    },
    class: "Klasse",
    allClasses: "Alle Klassen",
    earlier: "Frühere",
    later: "Spätere",
    none: "Hier sind keine Bilder",
    range: (first, last, all) => `${first} bis ${last} von ${all}`,
    loading: "Wird geladen",
  },
  charts: {
    step: "Schritt",
    stepIs: (step) => `Schritt ${step}`,
    steps: "Schritte",
    zoomIn: "Vergrößern",
    zoomOut: "Verkleinern",
    resetZoom: "Ganze Achse zeigen",
    losses: {
      compression: "nat; gesamt = gewichtete Summe",
      cosine: "1 − Kosinus",
      cursor:
        "Schritt, dessen Verluste vorgelesen werden; Plus und Minus vergrößern und verkleinern, 0 zeigt die ganze Achse",
      none: "Verluste gibt es nach einem Schritt.",
    },
    agreement: {
      knn: "kNN-Genauigkeit",
      heldOutImages: "zurückgehaltene Bilder",
      teacher: (share) => `Lehrer ${share}`,
      error: "Winkelfehler",
      meanOfPairs: "Mittel, zurückgehaltene Paare",
      correlation: "Korrelation",
      ofAngles: "der Winkel mit denen des Lehrers",
      heldOut: "ungesehen",
      training: "Training",
      cursor: "Auswertung, deren Werte vorgelesen werden",
      none: "Die erste Auswertung kommt gleich.",
    },
    heatmap: {
      name: "Heatmap",
      none: "noch keine Ähnlichkeiten",
      keys: (map) =>
        `${map}. Pfeiltasten gehen um ein Bild weiter, mit Umschalt um eine Klasse; Escape verlässt die Zelle.`,
      keysAndKeep: (map) =>
        `${map}. Pfeiltasten gehen um ein Bild weiter, mit Umschalt um eine Klasse; Enter hält das Paar fest, Escape verlässt die Zelle.`,
      pair: (row, column) => `${row} und ${column}`,
      cosine: "Kosinus",
      cosineDifference: "Differenz der Kosinus",
      classes: "Klassen, in der Reihenfolge der Karten",
    },
    maps: {
      titles: {
        teacher: "Lehrer",
        compressed: "Komprimierter Lehrer",
        student: "Schüler",
      },
      noMap: "dieses Verfahren hat keine Abbildung auf der Seite des Lehrers",
      kinds: {
        training: "Trainingsbilder",
        "held-out": "zurückgehaltene Bilder",
      },
      ofCosines: (title, n, kind) =>
        `${title}: Kosinus zwischen den Bildern, ${n} ${kind}`,
      difference: "Schüler − Lehrer",
      differenceScale: "Schüler − Lehrer",
      ofDifferences: (n, kind) =>
        `Schüler minus Lehrer: Differenzen der Kosinus, ${n} ${kind}`,
      byClass: "nach Klassen geordnet",
      images: (order) => `Bilder ${order}`,
      sample: (n, kind, order, step) =>
        `${n} ${kind}, ${order}; Schritt ${step}`,
      thisPair: "Dieses Paar",
      keptPair: "Das festgehaltene Paar",
      likest: "Ähnlichstes Paar",
    },
    pair: {
      row: "Zeile",
      column: "Spalte",
      network: "Netz",
      angle: "Winkel",
      cosine: "Kosinus",
      names: {
        teacher: "Lehrer",
        compressed: "komprimiert",
        student: "Schüler",
      },
    },
    scores: {
      titles: { student: "Schüler", teacher: "Lehrer" },
      firstSample: (title) => `${title}, erste Stichprobe`,
      convention:
        "ID ist die positive Klasse: FPR95 ist der Anteil der OOD-Bilder über der Schwelle, die 95 % der ID-Bilder überschreiten.",
      n: (set, n) => `${set}, n = ${n}`,
      sets: { id: "ID", near: "nah", far: "fern" },
      range: (low, high) => `${low} bis ${high}`,
      cursor: (title) => `${title}: Score, dessen Anteile vorgelesen werden`,
      noneChosen: "kein Score gewählt",
      none: "Die ersten Scores kommen gleich.",
      axis: "Kosinus zum nächsten Trainingsbild",
      shares: (width) => `Anteil jeder Menge je Intervall der Breite ${width}`,
      below: (n) => `${n} unter 0 im ersten Intervall`,
      toTheRight: "95 % der ID rechts davon",
      ofId: "95 % der ID",
    },
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
  claims: {
    name: "Behauptungen",
    title: "Zwölf Behauptungen, und was sie widerlegt",
    lead: "Jede Behauptung stammt aus der Veröffentlichung oder ihrer Vorgeschichte, in unseren Worten. Ein Urteil folgt aus nach Startwerten gepaarten Differenzen, nach einer Regel, die vor den Läufen feststand: Sie zählt einen Vorsprung nur, wo beide 95-%-Intervalle 0 ausschließen, und hält ein Unentschieden nie für Gleichheit. Kleine Schüler und Bilder von 32 Pixeln: Das sagt etwas über den Mechanismus, nicht über ImageNet.",
    none: "Zu dieser Seite gehören noch keine Ergebnisse. Jede Behauptung lässt sich trotzdem prüfen.",
    run: (preset, width, steps, batch, images, seeds) =>
      `Gelaufen mit Vorlage „${preset}“, Breite des Schülers ${width}, ${steps} Schritte mit ${batch}, ${images} Trainingsbilder, ${seeds}, letzter Schritt.`,
    toBeRun: (preset, width, steps, batch, images, seeds) =>
      `Zu prüfen mit Vorlage „${preset}“, Breite des Schülers ${width}, ${steps} Schritte mit ${batch}, ${images} Trainingsbilder, ${seeds}, letzter Schritt.`,
    seed: (seed) => `Startwert ${seed}`,
    seeds: (seeds) => `Startwerte ${seeds}`,
    verdicts: {
      supported: "Hier gestützt",
      weakened: "Hier geschwächt",
      contradicted: "Hier widerlegt",
      undecided: "Hierdurch nicht entschieden",
      "not-run": "Noch nicht geprüft",
    },
    statuses: {
      "stated in the paper's abstract":
        "steht in der Kurzfassung der Veröffentlichung",
      "stated in an earlier version of the paper":
        "steht in einer früheren Fassung der Veröffentlichung",
      "rationale, exact algebra": "Begründung, exakte Algebra",
      "choice of the released code, no ablation known":
        "Wahl im veröffentlichten Code, keine Ablation bekannt",
    },
    supportedIf: "Gestützt, wenn",
    brokenIf: "Widerlegt, wenn",
    runsOf: (found, planned) => `(${found} von ${planned} Läufen).`,
    madeBy: (command) => <>Erzeugt mit {command}</>,
    row: "Zeile",
    rows: (table, rows) => `${table}: ${rows} Zeilen`,
    runs: {
      title: "Was läuft",
      setUp: "Im Vergleich einrichten",
      setUpThis: (what) => `Im Vergleich einrichten: ${what}`,
      lowData: (images, labels) =>
        `Schüler, destilliert auf ${images} Bildern ohne Label, dann mit Sonde und Feinabstimmung gemessen, mit ${labels} Labels je Klasse.`,
      one: "Ein Lauf davon",
      load: "In die Einrichtung laden",
      busy: "Ein Lauf ist im Gange; erst zurücksetzen.",
      command: "Die ganze Behauptung, ohne Seite:",
      headAlone: ", nur der Kopf",
      several: (n) => `${n} davon`,
      images: (method, images) => `${method}, ${images} Bilder`,
    },
    sameLoss: {
      title: "Gleicher Verlust, andere Winkel",
      caption:
        "Gerechnet, nicht trainiert: acht Bilder in einem Schüler mit zwei Dimensionen, dessen linearer Kopf einen Lehrer mit drei vorhersagt. Der Schüler geht durch eine umkehrbare Abbildung, sein Kopf durch die Umkehrung. Gleiche Buchstaben sind gleiche Bilder.",
      summary: (condition, loss, mean, most, right) =>
        `Bei Kondition ${condition} ist der Verlust ${loss}, wie ohne die Abbildung; die Winkel zwischen Bildern liegen im Mittel um ${mean} daneben, höchstens um ${most}. Ein rechter Winkel um die gedehnte Richtung wird zu ${right}.`,
      columns: ["Kondition", "Verlust", "Mittlerer Winkelfehler", "Größter"],
      condition: (condition) => `Kondition der Abbildung: ${condition}`,
      direction: (degrees) => `Gedehnte Richtung: ${degrees}°`,
      degrees: (degrees) => `${degrees} Grad`,
      lossOfStudent: "Verlust, Schüler",
      lossOfRemixed: "Verlust, umgemischt",
      meanError: "Mittlerer Winkelfehler",
      largest: "Größter",
      student: "Schüler",
      remixed: "Umgemischter Schüler",
    },
    lowData: {
      title: "Genauigkeit mit wenigen Labels",
      caption: (labels) =>
        `Anteil der zurückgehaltenen ID-Bilder in der richtigen Klasse, mit ${labels} Labels je Klasse; Mittel über Startwerte, Striche: 95-%-Intervall nach Student.`,
      labels: "Labels je Klasse",
      nLabels: (n) => `${n} Labels`,
      readout: "Gelesen durch",
      readouts: { fineTune: "Feinabstimmung", probe: "Lineare Sonde" },
      mse: "Einfaches MSE",
      scratch: "Von Grund auf",
      student: "Schüler",
      images: (n) => `${n} Bilder`,
      axis: "Bilder ohne Label",
      range: (low, high) => ` (${low} bis ${high})`,
      nothing: (name) => `${name}: nichts.`,
      level: (name, share) => `${name}: ${share}.`,
      curve: (name, first, images, last, most) =>
        `${name}: ${first} bei ${images} Bildern, ${last} bei ${most}.`,
    },
  },
  claimTexts: {
    1: {
      title: "Der Kopf erhält die Winkel des Lehrers",
      claim:
        "Ein gelernter linearer Kopf komprimiert den Lehrer und erhält die Winkel zwischen seinen Einbettungen.",
      supports:
        "Auf zurückgehaltenen Paaren hat der gelernte Kopf einen kleineren Winkelfehler als zufällige Projektionen, und neben den geschlossenen Lösungen liegt er irgendwo vorn und nirgends zurück, bei Winkeln und Nachbarn.",
      falsifies:
        "Eine zufällige Projektion erhält Winkel genauso gut; oder eine geschlossene Lösung (SVD), die kein Training braucht, erhält sie besser.",
      caution:
        "Breite und Spektrum des Lehrers entscheiden, wie schwer das Komprimieren ist; ein Lehrer von niedrigem Rang macht es jedem Kopf leicht.",
      arenas: { heads: HEADS },
    },
    2: {
      title: "Der Kopf ist fast orthogonal",
      claim: "Der gelernte Kopf wird ungefähr zu einer orthogonalen Abbildung.",
      supports:
        "Seine Kondition liegt unter 1.5, und sein Schüler erhält Winkel besser als einer hinter einem exakt orthonormalen Kopf.",
      falsifies:
        "Die Singulärwerte bleiben gestreut, oder ein exakt orthonormaler zufälliger Kopf leistet danach dasselbe.",
      caution:
        "Die Grenze 1.5 ist unsere. Die LayerNorm vor dem Kopf zentriert die Token, sodass selbst gleiche Singulärwerte keine exakte Ähnlichkeit ergeben.",
      arenas: { heads: HEADS, students: STUDENTS },
    },
    3: {
      title:
        "Ein Kopf auf der Seite des Schülers lässt die Geometrie abdriften",
      claim:
        "Mit der linearen Abbildung auf der Seite des Schülers (Proteus) legt der Verlust die Winkel der Einbettungen des Schülers nicht fest.",
      supports:
        "Mit einer Abbildung auf der eigenen Seite trainiert (Proteus, einfaches MSE), haben Schüler bei denselben Startwerten größere Winkelfehler als die von CosPress.",
      falsifies:
        "Nach dem Training stimmen die Winkel überein: Was der Optimierer von selbst findet, genügt.",
      caution:
        "Die Algebra ist sicher; wie weit ein trainierter Schüler abdriftet, ist es nicht und hängt von seinem Optimierer ab.",
      arenas: {
        students: STUDENTS,
        "same-information":
          "Nur der SVD-Kopf, durch umkehrbare Abbildungen verbogen: Die beste lineare Rekonstruktion des Lehrers ist hinter jedem dieselbe.",
      },
    },
    4: {
      title: "Genauere Schüler",
      claim:
        "Mit CosPress destillierte Schüler sind genauer als die früherer Merkmalsdestillation.",
      supports:
        "Ein Vorsprung vor Proteus und einfachem MSE bei kNN und linearer Sonde, außerhalb beider Intervalle.",
      falsifies:
        "Ein Vorsprung nur bei kNN, der schon aus der Bauart des Verlusts folgt, oder keiner.",
      caution:
        "Kurzes Training belohnt schnelle Verfahren; mit mehr Schritten kann der Vorsprung schrumpfen.",
      arenas: { students: STUDENTS },
    },
    5: {
      title: "Bessere Erkennung unbekannter Eingaben",
      claim:
        "Die Einbettungen der Schüler von CosPress unterscheiden bekannte Bilder besser von anderen.",
      supports:
        "Ein Vorsprung vor Proteus und einfachem MSE bei den meisten Scores, nah und fern, nach AUROC und FPR95.",
      falsifies:
        "Ein Vorsprung nur beim Score der nächsten Nachbarn oder nur bei fernen Bildern; oder keiner.",
      caution:
        "Der Kopf ist an ID-Bildern angepasst: Richtungen, in denen sie kaum schwanken, können verloren gehen, und mit ihnen, was andere unterscheidet.",
      arenas: { students: STUDENTS },
    },
    6: {
      title: "Robustere Schüler",
      claim:
        "Die Schüler von CosPress sind robuster gegen Änderungen ihrer Eingabe.",
      supports:
        "Eine niedrigere relative mCE als bei Schülern von Proteus und einfachem MSE: Über den ungestörten Fehler hinaus geht weniger verloren.",
      falsifies:
        "Nur eine niedrigere mCE, die ein besserer ungestörter Fehler erklärt; oder keine.",
      caution:
        "Ansichten mit geänderten Farben gleichen manchen Störungen (Helligkeit, Kontrast, Sättigung) und helfen allen Verfahren gleich. Maßstab ist der von Grund auf trainierte Schüler.",
      arenas: { students: STUDENTS },
    },
    7: {
      title: "Treue Winkel bringen die anderen Eigenschaften",
      claim:
        "Je näher die Winkel eines Schülers denen des Lehrers sind, desto besser erkennt er unbekannte Eingaben und widersteht Störungen.",
      supports:
        "Ein monotoner Zusammenhang über Verfahren hinweg und innerhalb eines Verfahrens, dessen Kopf absichtlich verbogen wird, während seine Information bleibt.",
      falsifies:
        "Innerhalb eines Verfahrens verschwindet der Zusammenhang: Dann erklären ihn Kapazität oder ungestörte Genauigkeit.",
      caution:
        "Eine Korrelation über wenige Verfahren; Verfahren sind keine Stichprobe von irgendetwas.",
      arenas: {
        "all-methods": "Schüler jedes Verfahrens.",
        "bent-heads":
          "Der SVD-Kopf, verbogen durch eine umkehrbare Abbildung steigender Kondition: dieselbe Information unter anderen Winkeln.",
        temperatures: TEMPERATURES,
      },
    },
    8: {
      title: "Nützlich bei wenigen Daten",
      claim:
        "Auf einem kleinen Datensatz zu destillieren und dann feinabzustimmen ergibt leichte Modelle, die mit anderen Trainingsarten mithalten.",
      supports:
        "Mit den wenigsten Labels schlägt der destillierte Schüler den von Grund auf trainierten bei den meisten Größen der Menge ohne Label, und auch einen mit einfachem MSE destillierten.",
      falsifies:
        "Training von Grund auf mit denselben Labels und gleichem Aufwand erreicht dasselbe; oder Destillieren mit einfachem MSE.",
      caution:
        "Dieselben Bilder mit Label für alle Schüler eines Startwerts; sie müssen nicht unter denen ohne Label sein.",
      arenas: {},
    },
    9: {
      title: "Eine Liste von Temperaturen macht etwas aus",
      claim:
        "Mehrere Temperaturen zugleich erhalten weite Winkel und nahe Nachbarschaften.",
      supports:
        "Die Liste liegt auf der Pareto-Front von Winkelfehler und gemeinsamen kNN: vor jeder einzelnen Temperatur in einem davon, hinter keiner in beiden.",
      falsifies:
        "Eine einzelne Temperatur liegt in einem davon vorn und in keinem zurück.",
      caution:
        "Temperaturen wirken auf Kosinus, deren Streuung die des Lehrers ist.",
      arenas: {
        "head-temperatures":
          "Nur der Kopf von CosPress, mit zehn Temperaturen und mit einzelnen.",
        "head-affinities":
          "Nur der Kopf von CosPress, mit gemeinsamen und mit bedingten Affinitäten.",
        temperatures: TEMPERATURES,
      },
    },
    10: {
      title: "Der Kosinus-Verlust gehört dazu",
      claim:
        "Der Schüler wird besser durch den Kosinus mit dem komprimierten Lehrer verglichen als durch den quadratischen Fehler.",
      supports:
        "In einem Quadrat aus {Kosinus, quadratischer Fehler} und {Kopf von CosPress, SVD-Kopf} haben beide einen Haupteffekt auf den Winkelfehler.",
      falsifies:
        "Der ganze Gewinn kommt vom Kosinus-Verlust: Dann braucht es keinen winkeltreuen Kopf.",
      caution:
        "Beide Verluste haben dieselbe Lernrate; der quadratische Fehler bräuchte vielleicht eine andere.",
      arenas: {
        losses:
          "Der Kopf von CosPress und der SVD-Kopf, jeweils mit Kosinus-Verlust und mit quadratischem Fehler.",
      },
    },
    11: {
      title: "Es braucht keine Labels",
      claim:
        "Das Ziel sieht nie ein Label; was sich zeigt, hängt nicht davon ab, dass Labels einen Zwischenstand wählen.",
      supports:
        "Den Schritt mit dem besten kNN nach Labels zu wählen ändert keinen Vergleich mit CosPress.",
      falsifies:
        "Aus einem Vorsprung wird ein Rückstand, wenn Labels den Schritt wählen.",
      caution:
        "Der beste Schritt ist auf den Bildern gewählt, auf denen er gemessen wird, und auf einem Teil davon gemessen: optimistisch, und verrauschter.",
      arenas: { students: STUDENTS },
    },
    12: {
      title: "Der lokale Term hilft den Patch-Token",
      claim:
        "Die Beziehungen zwischen den Token eines Bildes zu erhalten macht die Token des Schülers denen des Lehrers ähnlicher.",
      supports:
        "Die Patch-Token des Schülers stimmen mit lokalem Gewicht 1 besser mit denen des Lehrers überein als mit 0.",
      falsifies: "Sie stimmen ohne ihn genauso gut überein.",
      caution:
        "Sechzehn Token eines Bildes und ihre Kosinus: Eine Segmentierung wird nicht gemessen.",
      arenas: {
        "local-weight":
          "CosPress mit lokalem Gewicht 1, wie in der Veröffentlichung, und 0.",
      },
    },
  },
  compare: {
    name: "Vergleich",
    teacher: "Lehrer",
    method: "Verfahren",
    seeds: (n) => `${n} ${n === 1 ? "Startwert" : "Startwerte"}`,
    range: (low, high) => `${low} bis ${high}`,
    arena: {
      title: "Arena",
      stop: "Arena anhalten",
      resume: "Arena fortsetzen",
      run: "Arena starten",
      form: "Verfahren, Startwerte, eine geänderte Einstellung",
      usage: (runs, size, limit) =>
        `Dieser Browser bewahrt ${runs} ${runs === 1 ? "fertigen Lauf" : "fertige Läufe"} auf, ${size} von höchstens ${limit}; die ältesten machen Platz.`,
      forget: "Vergessen",
      forgetTitle: "Alle fertigen Läufe vergessen?",
      forgetQuestion:
        "Jeder Lauf, den eine Arena in diesem Browser beendet hat, würde neu trainiert, sobald er wieder gebraucht wird.",
      forgetAction: "Läufe vergessen",
      methods: (n) => `${n} Verfahren`,
      factor: (n, path) => `${n} Werte von ${path}`,
      plan: (runs, times) =>
        `${runs} ${runs === 1 ? "Lauf" : "Läufe"}: ${times}, mit den Einstellungen der Einrichtung.`,
      allHere: "Alle sind da.",
      left: (here, missing) =>
        `${here} ${here === 1 ? "ist" : "sind"} da, ${missing} zu trainieren.`,
      noPace: "Der erste Lauf wird zeigen, wie lange das dauert.",
      paceOfRuns: (time, backend) =>
        `Etwa ${time} im Tempo der vorhandenen, auf ${backend}.`,
      paceOfSteps: (time, backend) =>
        `Etwa ${time} Training im Tempo des Laufs im Überblick, auf ${backend}, und die Maße nach jedem.`,
      paused: "Ein Lauf im Überblick hält so lange an.",
      preparing: "Wird vorbereitet",
      progress: (run, runs, name, what) =>
        `Lauf ${run} von ${runs}, ${name}: ${what}`,
      step: (step, steps) => `Schritt ${step} von ${steps}`,
      runName: (method, seed) => `${method}, Startwert ${seed}`,
      notKept: (run, reason) =>
        `Dieser Browser bewahrt den Lauf ${run} nicht auf: ${reason}`,
      failed: (run, reason) => `${run} ist gescheitert: ${reason}`,
      keepsNothing:
        "Dieser Browser bewahrt hier nichts auf: Fertige Läufe bleiben, solange diese Seite offen ist.",
    },
    form: {
      what: "Was verglichen wird",
      methods: "Verfahren",
      seeds: "Startwerte",
      factor: "Eine Einstellung, die sich unterscheidet",
      none: "keine",
      values: "Ihre Werte, durch Kommas getrennt",
      noMethod: "Bitte mindestens ein Verfahren wählen.",
      seedsRule: (most) =>
        `Startwerte: es muss eine ganze Zahl von 1 bis ${most} sein.`,
      giveValues: (setting, now) =>
        `${setting}: hier fehlen die Werte, die verglichen werden, durch Kommas getrennt; jetzt gilt ${now}.`,
      differ: (setting) =>
        `${setting}: die Werte müssen Einstellungen und voneinander verschieden sein.`,
    },
    table: {
      name: "Tabelle des Vergleichs",
      caption: (reference) =>
        `Mittel und Standardabweichung über Startwerte; daneben die gepaarte Differenz zu ${reference} und ihr 95-%-Intervall. Der Kopf einer Spalte sortiert.`,
      pairs: (n) => ` (n ${n})`,
    },
    results: {
      underWay:
        "Der erste Lauf ist unterwegs; seine Zahlen erscheinen hier, wenn er fertig ist.",
      none: "Noch keine fertigen Läufe mit diesen Einstellungen und Verfahren. Die Arena starten, oder die Datei einer öffnen, die auf der Kommandozeile lief.",
      measures: "Maße",
      explained: "der Vergleich",
      step: "Schritt",
      steps: {
        last: "Letzter Schritt",
        best: "Bester Schritt (optimistisch)",
      },
      comparedWith: "Verglichen mit",
      bestNote:
        "Die Auswertung mit der höchsten kNN-Genauigkeit jedes Laufs, gewählt auf den Bildern, auf denen sie gemessen ist, unterwegs oft auf weniger davon: optimistisch. Alle Maße gibt es nur vom letzten Schritt.",
      dotsNote:
        "Kreise sind Startwerte, der Strich ist ihr Mittel mit seinem 95-%-Intervall (nach Student); gestrichelt: das Mittel des Lehrers.",
      tableNote: (reference) =>
        `Mittel ± Standardabweichung über Startwerte; darunter die nach Startwerten gepaarte Differenz zu ${reference} mit dem 95-%-Intervall nach Student. „besser“ und „schlechter“ nur, wo dieses Intervall und das des Bootstraps beide 0 ausschließen; ≈: nicht zu unterscheiden. OOD-Scores: höher heißt den bekannten Bildern ähnlicher; AUROC und FPR95 mit ID als positiver Klasse.`,
      runs: (trained, planned) => `${trained} von ${planned} Läufen`,
      failedRuns: (n) => ` (${n} gescheitert)`,
      settings: (preset, width, images, steps, batch) =>
        `${preset}, Breite ${width}, ${images} Trainingsbilder, ${steps} Schritte mit ${batch}`,
      seeds: (seeds) => `Startwerte ${seeds}`,
      on: (backends) => `auf ${backends}`,
      and: " und ",
      own: "In diesem Browser trainiert",
      command: "Der Befehl, der diese Zahlen wieder ergibt",
    },
    groups: {
      main: "Wichtigste",
      geometry: "Geometrie",
      near: "OOD-Scores, nah",
      far: "OOD-Scores, fern",
      corruption: "Störungen",
    },
    dots: {
      better: {
        higher: "Höher ist besser. ",
        lower: "Niedriger ist besser. ",
      },
      upTo: (seeds) =>
        `Bis zu ${seeds} ${seeds === 1 ? "Startwert" : "Startwerte"}.`,
      columns: [
        "Verfahren",
        "Mittel",
        "95-%-Intervall",
        "Startwerte",
        "Nach Startwert",
      ],
    },
    source: {
      shown: "Gezeigt",
      own: "Läufe dieses Browsers",
      file: "Datei einer Arena",
      open: "arena.json öffnen",
      save: "arena.json speichern",
      noArena: (file, reason) => `${file} ist keine Arena: ${reason}`,
      unreadable: (file, reason) => `${file} ist nicht lesbar: ${reason}`,
    },
    marks: {
      leads: "besser",
      loses: "schlechter",
      ties: "≈",
      unknown: "",
    },
    words: {
      title: (reference) => `Neben ${reference}, in Worten`,
      nothing: (reference) =>
        `hat weniger als zwei Startwerte mit ${reference} gemeinsam: Dazu lässt sich nichts sagen.`,
      leads: (reference, measures) => `liegt vor ${reference} bei ${measures}`,
      loses: (reference, measures) =>
        `liegt hinter ${reference} bei ${measures}`,
      ties: (measures) => `ist davon nicht zu unterscheiden bei ${measures}`,
      between: ". Das Verfahren ",
      chance: (comparisons, expected) =>
        `${comparisons} Vergleiche zu 95 %: Etwa ${expected} davon würden 0 durch Zufall ausschließen, auch wenn es gar keinen Unterschied gäbe.`,
    },
  },
  controlTerms: {
    train: {
      name: "Training, Pause, Weiter",
      sentence:
        "Macht einen Schritt nach dem anderen, bis zum Ende, zu einer Pause oder zu einer erfüllten Regel.",
      formula:
        "Ein Schritt: einen Stapel ziehen, die Gradienten des Gesamtverlusts bilden, die Gewichte gegen sie bewegen. Taste: Leertaste.",
    },
    step: {
      name: "Schritt",
      sentence: "Macht einen einzelnen Schritt und hält dann an.",
      formula: "Taste: der Punkt.",
    },
    reset: {
      name: "Reset",
      sentence: "Zurück zu Schritt 0 mit den Einstellungen des Formulars.",
      formula: "Derselbe Startwert macht denselben Lauf noch einmal. Taste: R.",
    },
    parts: {
      name: "Nur Kopf, nur Schüler, beide",
      sentence:
        "Welches der beiden Netze ein Schritt ändert; das andere steht still und wird trotzdem gemessen.",
      formula: "∂L/∂Kopf oder ∂L/∂Schüler bleibt aus dem Schritt heraus.",
    },
    pace: {
      name: "Zeitlupe",
      sentence: "Eine Obergrenze für Schritte je Sekunde, um jeden zu sehen.",
      formula: "Das Ergebnis ist dasselbe wie bei vollem Tempo.",
    },
    runTo: {
      name: "Laufen bis Schritt",
      sentence: "Trainiert bis zu einem Schritt und hält dort an.",
      formula: "Schritt + Anzahl = Ziel.",
    },
    stopRules: {
      name: "Haltregeln",
      sentence:
        "Halten einen Lauf von selbst an: bei einem Schritt, wenn eine Kurve flach ist, wenn ein Maß erreicht ist.",
      formula:
        "Flach: das Mittel über die letzten W Schritte ist um weniger als einen Anteil g besser als das über die W davor. Verluste erreichen ein Ziel mit ihrem Mittel über 10 Schritte.",
    },
    newSeed: {
      name: "Neuer Startwert",
      sentence:
        "Zieht einen anderen Startwert: andere Bilder, Stapel und Anfangsgewichte.",
      formula: "Eine ganze Zahl unter 2³¹.",
    },
    timeLine: {
      name: "Zeitleiste",
      sentence:
        "Zeigt jedes Feld, wie es nach einem beliebigen Schritt war; das Training geht unterdessen weiter.",
      formula:
        "Verluste jedes Schritts, Bilder von so vielen, wie Platz haben: das erste aus je 2^k Schritten. Tasten: [ und ], L für live.",
    },
    smoothing: {
      name: "Glättung",
      sentence:
        "Zeichnet ein gleitendes Mittel über die Verlustkurven, deren eigene Werte als blasse Linie bleiben.",
      formula: "Exponentiell: m ← f m + (1 − f) x für je 1/300 der Achse.",
    },
    scale: {
      name: "Log, Linear",
      sentence:
        "Ob gleiche Abstände auf der Verlustachse gleiche Faktoren oder gleiche Unterschiede sind.",
      formula: "y = log₁₀ Verlust oder y = Verlust.",
    },
    equation: {
      name: "Gleichung",
      sentence:
        "Zeigt den Verlust des gezeigten Schritts als Summe seiner Terme, in den Farben der Kurven.",
      formula:
        "gesamt = Σ Gewicht × Term; Terme, die nicht gezeichnet sind, sind der Rest.",
    },
    source: {
      name: "Datensatz, Zeichnen, Datei, Kamera",
      sentence:
        "Woher das Bild unter Ausprobieren kommt; es bleibt auf der Seite.",
      formula:
        "Durchsichtiges wird weiß, dann das mittlere Quadrat durch Flächenmittel auf 32 × 32.",
    },
    spoil: {
      name: "Stören",
      sentence:
        "Stört das Bild auf eine von sechzehn Arten, von 1 (mild) bis 5 (stark), bevor beide Netze es sehen.",
      formula: "Arten und Konstanten von CIFAR-10-C, auf den 32 × 32 Pixeln.",
    },
    measureAll: {
      name: "Messen",
      sentence: "Nimmt die vollen Maße eines Laufs, der stillsteht.",
      formula:
        "Vergleichsbilder, bekannte und fremde Mengen in vier Räumen; Weitertrainieren bricht es ab.",
    },
    compareSeeds: {
      name: "Startwerte im Vergleich",
      sentence:
        "Wie oft jedes Verfahren läuft, mit Startwerten, die auf den der Einrichtung folgen.",
      formula:
        "Unterschiede werden Startwert für Startwert genommen; Intervall des Mittels: d̄ ± t_(n−1) sd / √n, und ein Bootstrap.",
    },
  },
  corruptions: {
    "gaussian-noise": "Gauß-Rauschen",
    "shot-noise": "Schrotrauschen",
    "impulse-noise": "Impulsrauschen",
    "speckle-noise": "Speckle-Rauschen",
    "gaussian-blur": "Gauß-Unschärfe",
    "defocus-blur": "Fokusunschärfe",
    "glass-blur": "Glasunschärfe",
    "motion-blur": "Bewegungsunschärfe",
    "zoom-blur": "Zoomunschärfe",
    fog: "Nebel",
    brightness: "Helligkeit",
    contrast: "Kontrast",
    saturate: "Sättigung",
    elastic: "Elastisch",
    pixelate: "Verpixelt",
    jpeg: "JPEG",
  },
  display: {
    title: "Darstellung und gespeicherte Daten",
    language: "Sprache (Language)",
    projector: "Beamer: größere Schrift, dickere Linien; steht in der Adresse",
    contrast: "Hoher Kontrast",
    calm: "Weniger Bewegung: Diagramme ändern sich einmal je Sekunde",
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
  equation: {
    empty: "Die Gleichung füllt sich mit den Zahlen des ersten Schritts.",
    title: "Gleichung des Verlusts",
    total: "total",
    caption: (step) =>
      `Terme des Verlusts bei Schritt ${step}: Gewicht mal Wert`,
    step: (step, method) => `Schritt ${step}, ${method}.`,
    together: (sum) => `Terme ohne Wert werden gemeinsam berichtet: ${sum}. `,
    noWeight:
      "Der eine Verlust dieses Verfahrens trägt kein Gewicht: Kreuzentropie mit den Klassen, oder gar nichts.",
    timeline: "Die Zeitleiste bewegen, um sie bei jedem Schritt zu sehen.",
    terms: {
      feature: {
        name: "Merkmale",
        formula: "mean_b [1 − cos(vec S_b, vec H_b)]",
      },
      classToken: {
        name: "Klassen-Token",
        formula: "mean_b [1 − cos(s_b, h_b)]",
      },
      centred: {
        name: "zentriert",
        formula: "Merkmale + Klassen-Token von S − mean S, H − mean H",
      },
      studentGram: { name: "Gram", formula: "mean_i≠j (c^s_ij − c^t_ij)²" },
      global: {
        name: "global",
        formula: "mean_τ KL(P_τ ‖ Q_τ), Klassen-Tokens des Stapels",
      },
      local: {
        name: "lokal",
        formula: "mean_τ KL(P_τ ‖ Q_τ), Tokens jedes Bildes",
      },
      anchor: { name: "Anker", formula: "mean_i≠j (c^h_ij − c^t_ij)²" },
      predictedFeature: {
        name: "Merkmale",
        formula: "mean (S W + b − T)², alle Tokens",
      },
      predictedToken: { name: "Klassen-Token", formula: "mean (s W + b − t)²" },
      hiddenPatches: {
        name: "verdeckte Patches",
        formula:
          "mean (S′ W + b − T)² an Patches, die vor dem Schüler verdeckt sind",
      },
      softened: {
        name: "geglättet",
        formula: "T² KL(softmax(z_t / T) ‖ softmax(z_s / T))",
      },
      label: { name: "Klasse", formula: "−log softmax(z_s)[Klasse]" },
      rkdDistance: {
        name: "Beziehung",
        formula: "25 · mean Huber(d^s_ij / d̄^s − d^t_ij / d̄^t)",
      },
      rkdAngle: {
        name: "Beziehung",
        formula: "50 · mean Huber(cos ∠^s_ijk − cos ∠^t_ijk)",
      },
      sp: {
        name: "Beziehung",
        formula: "3000 · |G_t − G_s|² / n², Zeilen von G auf Länge 1",
      },
      pkt: {
        name: "Beziehung",
        formula: "30000 · mean t log(t / s), t, s ∝ (cos + 1) / 2",
      },
      cka: { name: "Beziehung", formula: "1 − CKA(S, T)" },
      gram: { name: "Beziehung", formula: "mean_i≠j (c^s_ij − c^t_ij)²" },
      relational: {
        name: "Beziehung",
        formula: "mean_i KL(p^t_i ‖ p^s_i) bei einem τ",
      },
    },
  },
  failures: {
    actions: {
      "try-again": "Noch einmal versuchen",
      "restart-engine": "Rechenkern neu starten",
      "reload-page": "Seite neu laden",
      "default-preset": "Standardvorlage nehmen",
      "any-backend": "Das beste Backend nehmen, das läuft",
      adjust: "Das ändern",
      recover: "Ab der letzten Sicherung weiter",
      "roll-back": "Von vorn mit halber Lernrate",
    },
    set: (settings) =>
      `Ändern: ${settings.map(([name, value]) => `${name} ${value}`).join(", ")}`,
    goOn: (step) => `Weiter ab Schritt ${step}`,
    rollBack: (step) => `Zurück zu Schritt ${step}, mit halber Lernrate`,
    details: "Einzelheiten",
    where: "Wo es geschah",
    sentences: {
      bug: "Im Labor selbst ging etwas schief; die Zeilen unten helfen, es zu melden.",
      protocol:
        "Die Seite und ihr Rechenkern stammen aus verschiedenen Fassungen.",
      "bad-command":
        "Vom Rechenkern wurde etwas verlangt, das er gerade nicht kann.",
      "bad-config": "Der Rechenkern lehnt diese Einstellungen ab.",
      "backend-unavailable":
        "Das verlangte Backend gibt es in diesem Browser nicht.",
      "self-test-failed":
        "Das verlangte Backend rechnet auf diesem Gerät falsch und wird darum nicht benutzt.",
      "pack-missing": "Ein Bildpaket war nicht zu finden.",
      "pack-corrupt": "Ein Bildpaket kam beschädigt an.",
      "teacher-missing": "Die Gewichte des Lehrers waren nicht zu finden.",
      "teacher-corrupt": "Die Gewichte des Lehrers kamen beschädigt an.",
      "import-unreadable":
        "Eine Datei ist beschädigt oder von einer Art, die das Labor nicht liest; nichts wurde übernommen.",
      "import-too-large":
        "Diese Dateien sind größer, als das Labor annimmt; nichts wurde übernommen.",
      "import-unfit":
        "Mit diesen Bildern lässt sich so nicht trainieren; nichts wurde übernommen.",
      network: "Ein Download wurde unterbrochen.",
      diverged:
        "Ein Verlust oder Score ist keine Zahl mehr, darum wurde der Lauf dort angehalten. Die Kurven bis hierher bleiben.",
      "device-lost": "Die Grafikkarte wurde dieser Seite weggenommen.",
      "gpu-error":
        "Die Grafikkarte hat einen Teil der Rechnung verweigert; ihren Zahlen ist nicht zu trauen.",
      "out-of-memory":
        "Für diesen Lauf reicht der Speicher nicht: weniger Bilder, ein kleinerer Stapel oder ein schmalerer Schüler brauchen weniger.",
      "run-elsewhere": "Ein anderer Tab dieses Browsers hat diesen Lauf.",
      "run-missing":
        "Dieser Lauf ist nicht mehr ganz oder nicht mehr aufbewahrt.",
      "worker-died": "Der Rechenkern blieb ohne ein Wort stehen.",
    },
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
      label: "Bilder zum Training",
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
        "Alle fügt der letzten Auswertung Geometrie, eine lineare Sonde und jeden OOD-Score hinzu; sie dauert dann länger.",
    },
    "evaluation.corruptedImages": {
      label: "Gestörte Bilder",
      unit: "Bilder",
      explanation:
        "Wie viele zurückgehaltene Bilder die volle Messung auf 16 Arten in 5 Stärken stört; 0 lässt die Robustheit weg.",
    },
    "evaluation.tokenImages": {
      label: "Bilder mit Tokens",
      unit: "Bilder",
      explanation:
        "Von wie vielen zurückgehaltenen Bildern die volle Messung die Patch-Tokens mit denen des Lehrers vergleicht; 0 lässt sie weg.",
    },
  },
  figure: {
    saveAs: "Als PNG, SVG oder CSV speichern",
    save: (title) => `Speichern: ${title}`,
    table: "Tabelle",
    tableOf: (title) => `Tabelle zu: ${title}`,
    tableArea: (title) => `Tabelle: ${title}`,
    fullScreen: "Vollbild",
    fullScreenOf: (title) => `Vollbild: ${title}`,
    leaveFullScreen: "Vollbild verlassen (Escape)",
    noValues: "Noch keine Werte.",
    notANumber: "keine Zahl",
    unknownClass: "unbekannte Klasse",
    classNumber: (index) => `Klasse ${index}`,
  },
  home: {
    title: "Mitnehmen",
    files: {
      "student.safetensors":
        "Gewichte für PyTorch, mit den Parameternamen von DINOv2",
      "student.onnx":
        "Für ONNX Runtime: Opset 17, jede Stapelgröße, Vorverarbeitung enthalten",
      "student.tfjs.json": "Für TensorFlow.js: tf.loadGraphModel öffnet es",
      "student.tfjs.bin": "Die Gewichte dazu, in denselben Ordner zu legen",
      "head.safetensors": "Die eigenen Tensoren des Verfahrens",
      "probe.safetensors": "Ein linearer Klassifikator auf dem Klassen-Token",
      "README.md":
        "Model Card: Daten, Lehrer, Verfahren, Zahlen, Lizenzen (englisch)",
      "result.json": "Der Lauf, wie ihn die Kommandozeile schreibt",
      "report.html":
        "Eine Seite zum Lesen ohne Netz: Abbildungen, Zahlen, Tabellen, Einstellungen, Backend und Versionen (englisch)",
      "results.zip": "Der Bericht, eine CSV-Datei je Tabelle und alle als JSON",
      "tables.json": "Alle Tabellen mit Einstellungen, Backend und Versionen",
    },
    student: "Schüler",
    studentText:
      "Der Schüler, wie er jetzt ist, mit allem, was man braucht, um ihn anderswo zu benutzen. Seine lineare Sonde wird angepasst, und ein Lauf, der nicht zu Ende ist, auf allen zurückgehaltenen Bildern gemessen; beides dauert einen Moment. Das Archiv enthält auch die Ergebnisse und womit der Lauf über dieses Gerät hinaus weitergeht: python3 train.py result.json --student student.safetensors --images IMAGES.",
    making: "Dateien werden gemacht …",
    make: (step) => `Dateien von Schritt ${step} machen`,
    saveAll: "Alles als zip speichern",
    afterArena: "Wenn die Arena vorbei ist.",
    whenPrepared: "Wenn ein Lauf vorbereitet ist.",
    made: (step) => `Gemacht von Schritt ${step}.`,
    save: "Speichern",
    saveFile: (name) => `${name} speichern`,
    results: "Ergebnisse",
    resultsText:
      "Jede Reihe und Tabelle des Laufs, bis zu seinem jetzigen Schritt: Verluste jedes Schritts, Auswertungen, OOD-Scores, Kosinus der Paare aus der Stichprobe, geänderte Einstellungen und alle Maße, wo sie genommen wurden.",
    settings: "Einstellungen",
    settingsText:
      "Alles, was einen Lauf bestimmt, samt Startwert: dieselbe Datei gibt hier und auf der Kommandozeile (--config) dieselbe Kurve. Auch ein Ergebnis wird gelesen, für seine Einstellungen.",
    underWay: "Ein Lauf ist im Gange; Reset gibt das Formular frei.",
    unusable: (source) =>
      `${source} ist nicht zu gebrauchen; nichts wurde geändert:`,
    taken: (source) =>
      `Das Formular hat jetzt die Einstellungen aus ${source}.`,
    unreadable: (source, reason) => `${source} ist nicht lesbar: ${reason}`,
    saveConfig: "config.json speichern",
    copied: "Kopiert.",
    notCopied: "Der Browser lässt diese Seite nicht kopieren.",
    copy: "Kopieren",
    settingsFile: "Datei mit Einstellungen",
    open: "Datei öffnen",
    clipboard: "Zwischenablage",
    paste: "Einfügen",
    opened: {
      title: "Ein Schüler aus einer Datei",
      text: "Was hier gespeichert wurde, kommt zurück: student.safetensors, student.onnx oder beide Dateien für TensorFlow.js, mit head.safetensors und probe.safetensors, wenn Sie sie haben, oder das ganze zip. Er wird gemessen, wie er ist, wie ein Lauf an seinem Ende, oder ein neuer Lauf trainiert ihn weiter. Seine Datei wird in diesem Browser gelesen, und ein Lauf, der im Gange ist, merkt nichts davon.",
      underWay:
        "Ein Lauf ist im Gange; Reset macht den Weg frei für einen anderen.",
      files: "Dateien des Schülers",
      reading: "Wird gelesen …",
      open: "Dateien des Schülers öffnen",
      drop: "oder hier ablegen",
      measure: "Messen",
      trainOn: "Weiter trainieren",
      sizes: (width, depth, heads, patch, stem) =>
        `: Breite ${width}, Tiefe ${depth}, ${heads} Attention-${heads === 1 ? "Kopf" : "Köpfe"}, Patches von ${patch}, Eingang ${stem}.`,
      run: (pack, teacher, method, steps) =>
        `Daten ${pack}, Lehrer ${teacher}, Verfahren ${method}, ${steps} Schritte.`,
      ownSettings: "Einstellungen: die des Laufs, der ihn gespeichert hat.",
      formSettings: (reason) =>
        `Einstellungen: die des Formulars, mit seinen Größen, denn ${reason}.`,
      unfit: (path, reason) =>
        `seine eigenen passen hier nicht (${path}: ${reason})`,
      unsaid: "die Datei nennt keine eigenen",
      measured:
        "Auf allen zurückgehaltenen Bildern gemessen. Jede Ansicht zeigt jetzt diesen Schüler; fünfzehn OOD-Scores, die lineare Sonde und der untrainierte Schüler stehen unter OOD und Genauigkeit.",
      measuring: "Wird auf allen zurückgehaltenen Bildern gemessen …",
      measures: "Maße des Schülers aus der Datei",
      teacher: "Lehrer",
      compressed: "komprimierter Lehrer",
      student: "Schüler",
    },
  },
  kept: {
    stalled: (step, time) =>
      `Während dieser Tab verdeckt war, hielt der Browser den Lauf bei Schritt ${step} für ${time} an. Jetzt geht er weiter.`,
    hiddenTab: "Verdeckter Tab",
    interrupted: "Unterbrochene Läufe",
    elsewhere: (where) =>
      `Ein anderer Tab dieses Browsers hat den Lauf mit diesen Einstellungen, bei ${where}. Was hier trainiert wird, ist ein zweiter.`,
    where: (step, steps) => `Schritt ${step} von ${steps}`,
    offer: (where, when) =>
      `Ein Lauf wurde unterbrochen; aufbewahrt ist ${where}, ${when}.`,
    goOn: (step) => `Weiter ab Schritt ${step}`,
    forget: "Löschen",
    newVersion: "Neue Fassung",
    ready: "Eine neue Fassung des Labors ist bereit.",
    canWait:
      "Sie kann warten, bis Ihr Lauf zu Ende ist: die Seite beginnt mit ihr von vorn.",
    startsAgain: "Die Seite beginnt mit ihr von vorn.",
    use: "Jetzt nehmen",
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
  learn: {
    lessons: "Lektionen",
    none: (id) => `Eine Lektion „${id}“ gibt es nicht. Dies sind alle.`,
    lead: "Kurze Lektionen mit dem Labor selbst: man sagt vorher, lässt laufen, und die Zahlen des Labors sagen, was eingetroffen ist. Eine Lektion stellt ein, was sie braucht, sperrt den Rest und folgt in jeder Ansicht dem, was man tut. Der Fortschritt bleibt in diesem Browser.",
    tour: "Rundgang durch die Seite",
    terms: "Alle Bedienelemente und Maße",
    lesson: (n) => `Lektion ${n}`,
    done: "erledigt",
    someDone: (done, tasks) => `${done} von ${tasks} erledigt`,
    minutes: (n) => `etwa ${n} Minuten`,

    copied: "Kopiert.",
    notCopied: "Dieser Browser lässt die Seite nicht kopieren.",
    all: "Alle Lektionen",
    copyLink: "Link kopieren",
    print: "Arbeitsblatt drucken",
    goal: "Ziel.",
    aboutMinutes: (n) => `Etwa ${n} Minuten.`,
    shows: "Was es zeigt",
    again: "Von vorn beginnen",
    next: (title) => `Weiter: ${title}`,
    forTeachers: "Für alle, die damit unterrichten",
    printNotes: "Arbeitsblatt mit diesen Hinweisen drucken",

    predict: "Erst vorhersagen",
    do: "Tun",
    check: "Prüfen",
    choose:
      "Zuerst eine Vorhersage wählen. Falsch zu liegen kostet nichts, und man behält es besser.",
    setUp: "Für mich einrichten",
    resetAndSetUp: "Zurücksetzen und einrichten",
    goTo: {
      overview:
        "und zum Überblick gehen; was zu tun ist, bleibt darüber stehen.",
      compare:
        "und zum Vergleich gehen; was zu tun ist, bleibt darüber stehen.",
    },
    isDone: "Erledigt: ",
    toDo: "Zu tun: ",
    now: (progress) => `Jetzt: ${progress}.`,
    asPredicted: (option) => `Wie vorhergesagt: ${option}`,
    predicted: (option) => `Vorhergesagt war: ${option}`,
    labSays: (option) => `Das Labor sagt: ${option}`,
    notYet:
      "Die Zahlen des Labors sagen, welche Vorhersage eingetroffen ist, sobald die Läufe oben gemacht sind.",
    stepOf: (step, steps) => `Schritt ${step} von ${steps}`,
    open: (view) => `${view} öffnen`,
    inUnit: (unit) => ` in ${unit}`,
    wrong:
      "Nicht das, was im Labor gerade steht. Anhalten und noch einmal ablesen.",

    strip: (n, title) => `Lektion ${n}: ${title}`,
    count: (done, tasks) => `${done} von ${tasks}`,
    predictFirst: "Erst vorhersagen, auf der Seite der Lektion.",
    allDone:
      "Alles erledigt. Auf der Seite der Lektion steht, was aus der Vorhersage geworden ist.",
    leave: "Lektion verlassen",
    tasksDone: (done, tasks) => `${done} von ${tasks} Aufgaben erledigt`,

    nameAndDate: "Name: ____________________ Datum: ____________",
    because: "Weil:",
    numbers: "Zahlen",
    questions: "Fragen",
  },
  lessons: {
    distillation: {
      title: "Was Destillation ist",
      goal: "Sehen, wie ein kleines Netz von einem großen lernt, ohne einen einzigen Klassennamen.",
      intro: [
        "Der Lehrer ist ein großes Netz, das jemand vor langer Zeit trainiert hat. Er macht aus jedem Bild eine Liste von 576 Zahlen, seine Einbettung. Der Schüler ist ein kleines Netz, das mit zufälligen Gewichten beginnt und 32 Zahlen für jedes Bild hat.",
        "Bei der Destillation sieht der Schüler Bilder und was der Lehrer daraus macht. Einen Klassennamen sieht er nie. Ob er etwas gelernt hat, prüft man mit Bildern, die keiner von beiden im Training gesehen hat: die Klassen der nächsten Trainingsbilder stimmen ab (kNN-Genauigkeit).",
      ],
      question:
        "Im Training wird kein Klassenname benutzt. Was geschieht in 100 Schritten mit der kNN-Genauigkeit des Schülers?",
      options: {
        same: "Sie bleibt etwa, wo sie war.",
        between: "Sie steigt und bleibt unter der des Lehrers.",
        teacher: "Sie erreicht die des Lehrers.",
      },
      tasks: {
        start: () =>
          "Schritt 0 ansehen: die Heatmap des Lehrers hat Quadrate, die des untrainierten Schülers kaum welche. Warten, bis beide gemessen sind.",
        train: (step) =>
          `Auf Training drücken und Heatmap, Verluste und Genauigkeit bis Schritt ${step} beobachten.`,
        read: () =>
          "Anhalten. Die kNN-Genauigkeit des Schülers unter Güte und Übereinstimmung ablesen.",
        back: () =>
          "Die Zeitleiste auf Schritt 0 zurückziehen und den ganzen Lauf noch einmal sehen.",
      },
      reading: "kNN-Genauigkeit",
      because: (before, after, step, teacher) =>
        `Die kNN-Genauigkeit ging von ${before} bei Schritt 0 auf ${after} bei Schritt ${step}; der Lehrer hat ${teacher}.`,
      afterwards: [
        "Der Schüler hat übernommen, welche Bilder der Lehrer ähnlich findet. Klassen sind ein Nebenprodukt: Bilder einer Klasse liegen beim Lehrer nahe beieinander, also auch beim Schüler.",
        "Ein untrainierter Schüler rät nicht bloß: schon zufällige Filter unterscheiden hell von dunkel und rund von lang. Darum gehört sein Wert neben jedes Ergebnis.",
      ],
      notes: [
        "Gut als erste Begegnung: fünf Minuten, keine Formel. Fragen Sie, wofür der Lehrer trainiert war (Gegenstände in Fotos finden): ein Emoji hat er nie gesehen.",
        "Häufiger Irrtum: „der Schüler lernt die Klassen“. Er hat gar keinen Ausgang für Klassen; sie kommen erst beim Messen hinzu.",
        "Danach: ein anderer Startwert. Die Kurve ändert sich ein wenig, die Geschichte nicht. Wie viel ist ein wenig? Lektion 7.",
      ],
      sheet: {
        columns: ["", "Schritt 0", "Schritt 100", "Lehrer"],
        rows: ["kNN-Genauigkeit", "Winkelfehler in Grad", "Gesamtverlust"],
        questions: [
          "Was sieht der Schüler im Training, und was sieht er nicht?",
          "Warum liegt die Genauigkeit des untrainierten Schülers nicht bei einem Sechstel?",
        ],
      },
    },
    angles: {
      title: "Winkel und Kosinus",
      goal: "Eine Heatmap von Kosinus lesen und sehen, wie viele Zahlen es braucht, um Winkel zu erhalten.",
      intro: [
        "Zwei Einbettungen sind zwei Pfeile. Der Kosinus des Winkels zwischen ihnen ist 1, wenn sie in dieselbe Richtung zeigen, 0 bei einem rechten Winkel, −1, wenn sie auseinander zeigen: cos θ = ⟨x, y⟩ / (|x| |y|). Die Länge zählt nicht.",
        "Nächste Nachbarn, und Erkenner fremder Bilder, die auf ihnen beruhen, sehen nichts als diese Winkel. Der Winkelfehler ist die mittlere Abweichung in Grad zwischen dem Winkel des Schülers und dem des Lehrers, über alle Paare zurückgehaltener Bilder.",
      ],
      question:
        "Ein Schüler mit 3 Zahlen je Bild wird mit einem verglichen, der 32 hat. Welcher Winkelfehler ist kleiner?",
      options: {
        narrow: "Der des Schülers mit 3 Zahlen.",
        wide: "Der des Schülers mit 32.",
        same: "Sie unterscheiden sich um weniger als 2 Grad.",
      },
      tasks: {
        narrow: (step) =>
          `Den Schüler mit 3 Zahlen bis Schritt ${step} trainieren.`,
        look: () =>
          "Winkel öffnen. Auf eine helle und eine dunkle Zelle zeigen: zwei Bilder, drei Winkel. Den Globus drehen: drei Zahlen, also sind alle Winkel zu sehen.",
        wide: (step) => `Dasselbe mit 32 Zahlen, bis Schritt ${step}.`,
        read: () =>
          "Den Winkelfehler dieses Schülers unter Güte und Übereinstimmung ablesen.",
      },
      reading: "Winkelfehler",
      because: (three, step, many, stepOfMany) =>
        `Der Winkelfehler ist ${three} mit 3 Zahlen (Schritt ${step}) und ${many} mit 32 (Schritt ${stepOfMany}).`,
      afterwards: [
        "Wenige Dimensionen lassen wenige Richtungen. Eine zufällige Abbildung von 576 auf m Dimensionen verfehlt einen Winkel schon um etwa 45.7°·√(1 − c²)/√m bei einem Kosinus c: mit vielen Zahlen sind Winkel billig zu erhalten.",
        "Der Globus eines breiten Schülers zeigt nur drei seiner Richtungen und sagt, wie viel von den Winkeln das erklärt. Ein Bild vieler Dimensionen verbirgt immer etwas.",
      ],
      notes: [
        "Lassen Sie vor Beginn alle cos 60°, cos 90° und cos 20° ohne Rechner schätzen; der letzte überrascht.",
        "Der Schüler endet in einer LayerNorm. Bei drei Zahlen lässt das eine Freiheit, so dass seine Bilder auf einer geschlossenen Linie des Globus liegen: ein schönes Rätsel für alle, die LayerNorm kennen.",
        "Für Mathematik: herleiten, dass ein Kosinus von 0.9 ein Winkel von 26° ist, so dass kleine Änderungen großer Kosinus große Änderungen des Winkels sind.",
      ],
      sheet: {
        columns: ["", "3 Zahlen", "32 Zahlen"],
        rows: ["Winkelfehler in Grad", "Pearson mit den Kosinus des Lehrers"],
        questions: [
          "Welchen Kosinus haben zwei Pfeile bei 60°? Welcher Winkel hat den Kosinus 0?",
          "Was zeigt die Heatmap auf ihrer Diagonale, und warum?",
        ],
      },
    },
    head: {
      title: "Wozu ein Kopf am Lehrer",
      goal: "Eine Abbildung auf der Seite des Lehrers mit einer auf der Seite des Schülers vergleichen, bei demselben Startwert.",
      intro: [
        "Lehrer und Schüler sind verschieden breit, 576 und 32 Zahlen, also muss eine Abbildung (ein Kopf) zwischen ihnen stehen. Üblich ist sie hinter dem Schüler: sie sagt die Zahlen des Lehrers vorher und wird danach weggeworfen. Übrig bleibt der Schüler vor dem Kopf.",
        "CosPress stellt den Kopf hinter den Lehrer und verlangt von ihm, Winkel zu erhalten. Der Schüler ahmt dessen Ausgabe nach, und nichts muss weggeworfen werden.",
      ],
      question:
        "Derselbe Schüler, dieselben Bilder, Stapel und derselbe Startwert. Wessen Winkel kommen denen des Lehrers näher?",
      options: {
        teacher: "Mit dem Kopf am Lehrer (CosPress).",
        student: "Mit dem Kopf am Schüler (einfaches MSE).",
        same: "Sie unterscheiden sich um weniger als 2 Grad.",
      },
      tasks: {
        teacher: (step) => `CosPress bis Schritt ${step} trainieren.`,
        student: (step) =>
          `Einfaches MSE (FitNets) als Verfahren wählen und bis Schritt ${step} trainieren. Seine Heatmaps haben keinen komprimierten Lehrer: auf dieser Seite steht keine Abbildung.`,
        read: () => "Den Winkelfehler des zweiten Schülers ablesen.",
        runs: () =>
          "Läufe öffnen: dort sind beide aufbewahrt. Beide übereinander zeichnen.",
      },
      reading: "Winkelfehler",
      because: (teacher, student) =>
        `Der Winkelfehler ist ${teacher} mit dem Kopf am Lehrer und ${student} mit dem Kopf am Schüler.`,
      afterwards: [
        "S seien die Zahlen des Schülers und W der Kopf. Für jedes umkehrbare A sagt das Paar (S A, A⁻¹ W) dasselbe vorher und hat denselben Verlust. Ein Kopf hinter dem Schüler lässt also die Winkel des Schülers selbst unbestimmt, und gerade die braucht man später.",
        "Ein Startwert und eine Einstellung beweisen wenig. Mit mehr Training schrumpft der Abstand, und ein fester Kopf am Lehrer, den niemand trainiert hat (SVD), ist etwa gleich gut: Lektion 7.",
      ],
      notes: [
        "Unter Behauptungen, Nummer 3, steht das Argument als Bild: derselbe Verlust mit verbogenen Winkeln.",
        "Lassen Sie „CosPress ist besser“ nicht als Ergebnis stehen. Das Ergebnis ist: wo die Abbildung steht, entscheidet, was der Verlust bestimmt.",
        "Für alle, die lineare Algebra kennen: welche A lassen Winkel in Ruhe? (Drehungen und Spiegelungen, mal eine Zahl.)",
      ],
      sheet: {
        columns: ["", "Kopf am Lehrer", "Kopf am Schüler"],
        rows: [
          "Winkelfehler in Grad",
          "kNN-Genauigkeit",
          "Gesamtverlust am Ende",
        ],
        questions: [
          "Warum darf man die beiden Verluste der letzten Zeile nicht vergleichen?",
          "Was wird nach dem Training jeweils weggeworfen?",
        ],
      },
    },
    temperatures: {
      title: "Temperaturen",
      goal: "Herausfinden, was eine kleine und eine große Temperatur jeweils von den Winkeln des Lehrers erhalten.",
      intro: [
        "Vom Kopf wird nicht verlangt, Kosinus einzeln zu übernehmen. Für jedes Bild werden die anderen mit einer Wahrscheinlichkeit zu Nachbarn, p ∝ exp(cos / τ), und der Kopf soll dieselben Wahrscheinlichkeiten geben. τ ist die Temperatur.",
        "Bei τ = 0.01 macht ein um 0.05 kleinerer Kosinus einen Nachbarn um exp(5) = 148 unwahrscheinlicher: nur die allernächsten zählen. Bei τ = 0.1 ist es exp(0.5) = 1.6: viele zählen. Die Veröffentlichung nimmt zehn Temperaturen zugleich.",
      ],
      question:
        "Welcher Kopf erhält die Winkel des Lehrers am besten (komprimierter Lehrer)?",
      options: {
        small: "τ = 0.01 allein.",
        large: "τ = 0.1 allein.",
        all: "Alle zehn zusammen.",
      },
      tasks: {
        all: (step) =>
          `Mit allen zehn Temperaturen bis Schritt ${step} trainieren.`,
        small: (step) => `Mit τ = 0.01 allein, bis Schritt ${step}.`,
        large: (step) => `Mit τ = 0.1 allein, bis Schritt ${step}.`,
        look: () =>
          "Winkel öffnen und das Temperatur-Mikroskop suchen: die Wahrscheinlichkeiten eines Bildes bei jeder Temperatur, die des Lehrers über denen des Kopfes.",
      },
      because: (errors) => `Winkelfehler des komprimierten Lehrers: ${errors}.`,
      named: { small: "τ = 0.01", large: "τ = 0.1", all: "alle zehn" },
      afterwards: [
        "Zu allen Kosinus eines Bildes dieselbe Zahl zu addieren, ändert keine seiner Wahrscheinlichkeiten. Bei jeder Temperatur legt dieser Verlust also Unterschiede von Kosinus fest und lässt ihre gemeinsame Verschiebung frei; der Bias unter Winkel zeigt sie.",
        "τ = 0.01 allein sieht kaum mehr als die nächsten Nachbarn, und die weiten Winkel driften; τ = 0.1 allein kommt der ganzen Liste nahe. Ob sich die Liste lohnt, ist Nummer 9 unter Behauptungen, mit mehreren Startwerten.",
      ],
      notes: [
        "Die Namen verwirren: eine hohe Temperatur macht eine weiche, gleichmäßige Verteilung, wie in der Physik.",
        "Die Verluste der drei Läufe haben verschiedene Ziele und dürfen nicht verglichen werden; Winkelfehler und Nachbarn schon.",
        "Lassen Sie Gruppen an derselben Stelle andere Werte versuchen (0.005 bis 5) und den Fehler über τ gemeinsam an die Tafel zeichnen.",
      ],
      sheet: {
        columns: ["", "τ = 0.01", "τ = 0.1", "alle zehn"],
        rows: [
          "Winkelfehler, komprimierter Lehrer",
          "Winkelfehler, Schüler",
          "kNN-Genauigkeit, Schüler",
        ],
        questions: [
          "Um welchen Faktor senkt ein um 0.02 kleinerer Kosinus p bei τ = 0.01? Bei τ = 0.1?",
          "Warum kann der Winkelfehler groß sein, obwohl der Verlust klein ist?",
        ],
      },
    },
    loss: {
      title: "Wie ein guter Verlust aussieht",
      goal: "Allein an der Kurve eine richtige Lernrate von einer zu kleinen oder zu großen unterscheiden.",
      intro: [
        "Ein Verlust sagt, wie weit die Netze von dem entfernt sind, was von ihnen verlangt wird; das Training macht für jeden Stapel von 64 Bildern einen kleinen Schritt bergab. Die Lernrate ist die Größe dieses Schritts.",
        "Stapel sind verschieden, darum ist eine gute Kurve nicht glatt: sie fällt steil, dann immer langsamer, und zittert die ganze Zeit. Auf einer logarithmischen Achse sind gleiche Abstände gleiche Faktoren.",
      ],
      question:
        "Die Lernrate wird 100-mal größer gemacht, 1 statt 0.01. Der Gesamtverlust …",
      options: {
        faster: "fällt schneller und endet tiefer.",
        slower: "fällt auch und endet höher.",
        broken: "fällt kaum, oder der Lauf bricht ab.",
      },
      tasks: {
        good: (step) =>
          `Trainieren, wie es ist, bis Schritt ${step}. Die Form der Kurve merken.`,
        slow: (step) => `Lernrate 0.0001, bis Schritt ${step}.`,
        wild: (step) => `Lernrate 1, bis Schritt ${step} oder bis er abbricht.`,
        steer: () =>
          "Den ersten Lauf noch einmal einrichten, trainieren und die Lernrate ändern, während er läuft. Die Marke auf der Kurve bleibt für später.",
      },
      because: (end, first, last) =>
        `Lernrate 0.01 endete bei ${end}; Lernrate 1 begann bei ${first} und endete bei ${last}.`,
      becauseBroken: (end, first, last) =>
        `Lernrate 0.01 endete bei ${end}; Lernrate 1 begann bei ${first} und brach bei ${last} ab.`,
      afterwards: [
        "Eine Lernrate von 1 kann nach dem Verlust fast harmlos aussehen: er fällt und endet anderthalbmal so hoch. Güte und Übereinstimmung sagt die Wahrheit: ein solcher Schüler gibt für jedes Bild fast dieselben Zahlen, was schon nahe am Mittel dessen liegt, was von ihm verlangt wird.",
        "Ein fallender Verlust ist nötig und genügt nicht: er wird auf Trainingsbildern gemessen. Ob der Schüler etwas taugt, sagt Güte und Übereinstimmung, auf Bildern, die er nie gesehen hat.",
        "Verluste verschiedener Verfahren, Temperaturen oder Gewichte haben verschiedene Skalen. Eine kleinere Zahl ist nur unter denselben Einstellungen besser.",
      ],
      notes: [
        "Lassen Sie die Klasse die drei Kurven vor den Läufen zeichnen; danach vergleichen.",
        "Global und lokal sind in Nat (eine Kullback-Leibler-Divergenz), Merkmale und Klassen-Token sind 1 − Kosinus: darum gibt es zwei Felder. „Gleichung“ bei den Verlusten zeigt, wie sie sich bei jedem Schritt zusammensetzen.",
        "Der Anlauf von zehn Schritten ist am Anfang zu sehen: die ersten Schritte sind mit Absicht klein.",
      ],
      sheet: {
        columns: ["Lernrate", "0.0001", "0.01", "1"],
        rows: [
          "Gesamtverlust, Schritt 1",
          "Gesamtverlust, Schritt 50",
          "Form der Kurve (Skizze)",
        ],
        questions: [
          "Woran erkennt man eine zu kleine Lernrate, und woran einen Lauf, der fertig ist?",
          "Warum zittert die Kurve?",
        ],
      },
    },
    ood: {
      title: "Fremde Bilder, an ihren Nachbarn erkannt",
      goal: "Bekannt von fremd mit einer Zahl unterscheiden und beurteilen, wie gut das geht.",
      intro: [
        "Ein Klassifikator antwortet auf jedes Bild, auch auf eines von einer Art, die er nie getroffen hat (out of distribution, OOD). Ein einfacher Weg, es zu merken: sehen, wie nahe das nächste Trainingsbild liegt. Score = dessen Kosinus. Hoch: bekannt. Niedrig: fremd.",
        "AUROC ist die Wahrscheinlichkeit, dass ein bekanntes Bild einen höheren Score hat als ein fremdes: 0.5 ist geraten, 1 ist fehlerfrei. Nahes OOD sind Emoji zweier zurückgehaltener Arten; fernes OOD sind Ausschnitte von Fotos.",
      ],
      question:
        "Welche fremden Bilder erkennt der Schüler nach 100 Schritten besser?",
      options: {
        near: "Nahe: Emoji von Arten, die er nie gesehen hat.",
        far: "Ferne: Ausschnitte von Fotos.",
        same: "Beide etwa gleich gut (AUROC auf 0.03 genau).",
      },
      tasks: {
        train: (step) =>
          `Bis Schritt ${step} trainieren und dabei Bekannte und fremde Bilder beobachten.`,
        look: () =>
          "OOD öffnen. Die Schwelle des Schülers ziehen und sehen, welche Bilder er einlässt, obwohl er nicht sollte.",
        near: () =>
          "Die nahe AUROC des Schülers von der Seite ablesen (Überblick oder seine Tabelle).",
        try: () =>
          "Ausprobieren öffnen. Etwas zeichnen und sehen, ob der Schüler es fremd findet.",
      },
      reading: "AUROC nah",
      because: (near, far) =>
        `Die AUROC des Schülers ist ${near} nah und ${far} fern.`,
      afterwards: [
        "Nahe fremde Bilder teilen Stil und Farben mit den bekannten; neu ist nur, was sie zeigen. Das ist der schwere Fall, und auch der Lehrer ist darin weit von fehlerfrei. Ein fernes ist in allem anders, und zufällige Filter bemerken es: die ferne AUROC kann zuerst sogar fallen, während der Schüler lernt, was er für Emoji braucht. Mehr Ansichten mit Ausschnitten bringen sie zurück.",
        "FPR95 ist die andere übliche Zahl: der Anteil fremder Bilder, die eingelassen werden, wenn die Schwelle 95 % der bekannten einlässt. Vorsicht: manche zählen andersherum und nennen es genauso; OOD zeigt beides.",
      ],
      notes: [
        "Fragen Sie nach einem Fall, in dem ein falsches „bekannt“ gefährlich ist, und einem, in dem es ein falsches „fremd“ ist: wohin käme jeweils die Schwelle?",
        "Die Zahl der zurückgehaltenen Bilder begrenzt die Genauigkeit: mit 270 nahen Bildern ist eine AUROC auf etwa ±0.04 genau.",
        "„Alle Scores messen“ dauert etwa eine Minute; fünfzehn Scores, und keiner ist überall der beste.",
      ],
      sheet: {
        columns: ["AUROC", "nah", "fern"],
        rows: ["Lehrer", "Schüler, Schritt 0", "Schüler, Schritt 100"],
        questions: [
          "Was hieße eine AUROC von 0.5? Und von 0?",
          "Warum erkennt der Schüler Fotos als fremd, obwohl er nie eines gesehen hat?",
        ],
      },
    },
    controls: {
      title: "Kontrollen und Startwerte",
      goal: "Die Frage stellen, die entscheidet, ob ein Verfahren etwas taugt: verglichen womit, und wie sicher?",
      intro: [
        "CosPress lernt seinen Kopf. Eine Kontrolle, die nichts dergleichen lernt: die führenden Singulärrichtungen der Einbettungen des Lehrers nehmen (SVD) und den Schüler diese nachahmen lassen. Sind beide gleich gut, dann ist es nicht das Lernen des Kopfes, was hilft.",
        "Ein anderer Startwert zieht andere Bilder, Stapel und Anfangsgewichte und gibt eine andere Zahl. Ein Unterschied zählt nur, wenn er größer ist als das, was Startwerte ausmachen. Paare mit demselben Startwert zu vergleichen, nimmt das meiste davon weg.",
      ],
      question:
        "CosPress gegen den SVD-Kopf, dieselben Startwerte. Wessen Schüler haben den kleineren Winkelfehler?",
      options: {
        cospress: "CosPress, bei jedem Startwert.",
        svd: "Der SVD-Kopf, bei jedem Startwert.",
        mixed:
          "Es kommt auf den Startwert an oder unterscheidet sich um weniger als ein Grad.",
      },
      tasks: {
        look: () =>
          "Vergleich öffnen. „Einrichten“ hat CosPress und den SVD-Kopf mit zwei Startwerten gewählt.",
        run: () =>
          "Die Arena starten und zu Ende laufen lassen: vier kurze Läufe, jeder voll gemessen.",
        claims: () =>
          "Behauptungen öffnen und lesen, was aus der ersten geworden ist: erhält der Kopf Winkel besser als eine Abbildung, die niemand trainiert hat?",
      },
      because: (pairs) => `Winkelfehler, CosPress und SVD: ${pairs}.`,
      pair: (seed, cospress, svd) => `Startwert ${seed} ${cospress} und ${svd}`,
      runs: (done, runs) => `${done} von ${runs} Läufen`,
      afterwards: [
        "Der SVD-Kopf ist im Sinne der kleinsten Quadrate die beste lineare Abbildung für die Kosinus aller Paare; eine starke Kontrolle. Im veröffentlichten Vergleich dieses Labors liegt CosPress klar vor einfachem MSE und ist in den meisten Maßen nicht vom SVD-Kopf zu unterscheiden.",
        "Zwei Startwerte sind zu wenige, um etwas zu behaupten: das Intervall aus zwei Paaren ist riesig. Fünf beginnen etwas zu sagen; einer sagt nichts.",
      ],
      notes: [
        "Teilen Sie die Klasse: jede Gruppe nimmt in der Einrichtung einen anderen Startwert, und die Unterschiede werden an der Tafel gesammelt.",
        "„Nicht signifikant verschieden“ heißt nicht „gleich“. Was müsste man laufen lassen, um zu behaupten, zwei Verfahren seien gleich?",
        "Die Einstellungen sind hier klein, damit vier Läufe in eine Lektion passen: 500 Bilder, 100 Schritte.",
      ],
      sheet: {
        columns: [
          "Winkelfehler in Grad",
          "CosPress",
          "SVD-Kopf",
          "Unterschied",
        ],
        rows: ["Startwert 1", "Startwert 2", "Startwert einer anderen Gruppe"],
        questions: [
          "Welche anderen Kontrollen wären zu verlangen?",
          "Warum nimmt man einen Unterschied Startwert für Startwert und nicht zwischen den Mitteln?",
        ],
      },
    },
    smallData: {
      title: "Wenige Daten",
      goal: "Anpassen von Verallgemeinern unterscheiden, mit wenigen Bildern und mit vielen.",
      intro: [
        "Ein Schüler kann mit seinem Lehrer auf den Bildern übereinstimmen, auf denen er trainiert wurde, und auf allen anderen versagen. Darum wird die Übereinstimmung (Pearsons r der Kosinus des Schülers mit denen des Lehrers) zweimal gemessen: auf Paaren von Trainingsbildern und auf Paaren zurückgehaltener Bilder. Die Lücke dazwischen ist, was sich nicht verallgemeinert hat.",
        "Destillation gilt als gut für wenige Daten: mit jedem Bild kommt eine ganze Liste von Zahlen des Lehrers statt eines Klassennamens.",
      ],
      question:
        "100 Trainingsbilder statt 1,000, gleich viele Schritte. Die Lücke zwischen der Übereinstimmung im Training und der zurückgehaltenen …",
      options: {
        larger: "wird größer.",
        smaller: "wird kleiner.",
        same: "ändert sich um weniger als 0.03.",
      },
      tasks: {
        many: (step) => `Mit 1,000 Bildern bis Schritt ${step} trainieren.`,
        few: (step) =>
          `Mit 100 Bildern, bis Schritt ${step}: jedes Bild wird zehnmal so oft gesehen.`,
        read: () =>
          "Die zurückgehaltene Übereinstimmung (Pearson) des Schülers mit wenigen Bildern ablesen.",
      },
      reading: "Pearson, zurückgehalten",
      because: (training, heldOut, gap, gapOfMany) =>
        `Mit 100 Bildern ist r ${training} auf Trainingspaaren und ${heldOut} zurückgehalten, eine Lücke von ${gap}; mit 1,000 ist die Lücke ${gapOfMany}.`,
      afterwards: [
        "Die wenigen Bilder sind schneller angepasst und sagen weniger über die anderen. Mehr Bilder, Spiegelbilder und Ausschnitte verkleinern die Lücke; längeres Training allein nicht.",
        "Die kNN-Genauigkeit fällt aus zwei Gründen zugleich: der Schüler ist schlechter, und es stimmen weniger Trainingsbilder ab. Unter Genauigkeit steht die ganze Kurve, von 100 bis 3,000 Bildern, mit nachträglich gegebenen Klassennamen.",
      ],
      notes: [
        "Beide Läufe machen 150 Schritte mit 64 Bildern: gleiche Arbeit, andere Daten. Das ist der faire Vergleich fürs Lernen; „gleich viele Durchgänge“ wäre ein anderer. Zum Diskutieren.",
        "Mit 100 Bildern wird die Übereinstimmung im Training auf diesen 100 gemessen; mit 1,000 auf 400 von ihnen.",
        "Zum Weitermachen: 100 Bilder mit acht Ansichten (alle Einstellungen). Wie viel ersetzen Ausschnitte?",
      ],
      sheet: {
        columns: [
          "Pearson",
          "Trainingspaare",
          "zurückgehaltene Paare",
          "Lücke",
        ],
        rows: ["100 Bilder", "1,000 Bilder"],
        questions: [
          "Welche der beiden Übereinstimmungen würde man berichten, und warum?",
          "Zwei Wege nennen, die Lücke ohne neue Bilder zu verkleinern.",
        ],
      },
    },
  },
  links: {
    noPreset: (asked, used) =>
      `Eine Vorlage „${asked}“ gibt es nicht; dies ist „${used}“.`,
    noBackend: (asked) =>
      `Ein Backend „${asked}“ gibt es nicht; das beste, das läuft, wird genommen.`,
    noView: (asked) =>
      `Eine Ansicht „${asked}“ gibt es nicht; dies ist der Überblick.`,
    noLanguage: (asked) => `Die Sprache „${asked}“ gibt es hier nicht.`,
    noStep: (asked) =>
      `Der Schritt des Links muss eine ganze Zahl ab 1 sein, nicht „${asked}“.`,
    tooFar: (step, steps) =>
      `Der Link meint Schritt ${step}, aber der Lauf hat ${steps}; er geht bis zum letzten.`,
    presetAsItIs: (reason) => `Die Vorlage gilt, wie sie ist: ${reason}.`,
    instead: (title) => `Dies ist stattdessen „${title}“.`,
    links: "Im Link:",
    run: (name) => `Im Lauf „${name}“ des Links:`,
    leftOut: (whose, setting, reason) =>
      `${whose} „${setting}“ ist weggelassen: ${reason}.`,
    nothingToHide: (asked) => `Zum Verbergen gibt es nichts namens „${asked}“.`,
    nothingToLock: (asked) =>
      `Zum Sperren gibt es keine Einstellung „${asked}“.`,
    locked: "durch den Link oder die Lektion festgelegt, die hier offen ist",
    someLocked: (reason) => `Einige Einstellungen sind ${reason}.`,
  },
  measure: {
    corrupted: "Gestörte Bilder",
    featuresOnly:
      "Keine gestörten Bilder: der Lehrer besteht aus Merkmalen der Bilder, wie sie sind.",
    none: "keine",
    work: (label, done, total) =>
      `${label}: ${done} von ${total}. Weitertrainieren bricht es ab.`,
    measuring: "Wird gemessen. Weitertrainieren bricht es ab.",
    failed: (reason) => `Nicht gemessen: ${reason}`,
    measured: (step) => `Gemessen bei Schritt ${step}.`,
    pauseFirst: "Zuerst anhalten. ",
    before: (measured, step) =>
      `Gemessen bei Schritt ${measured}; der Lauf steht bei Schritt ${step}. `,
    cost: (minutes) =>
      `Dauert ohne Grafikkarte etwa ${minutes === 1 ? "eine Minute" : `${minutes} Minuten`}.`,
  },
  measureTerms: {
    losses: {
      total: {
        name: "Gesamtverlust",
        sentence: "Was das Training klein macht: alle Terme mal ihre Gewichte.",
        formula:
          "gesamt = Σ w · Term, mit den Termen zentriert, Anker und Gram, wo sie ein Gewicht haben.",
      },
      global: {
        name: "Globaler Verlust",
        sentence:
          "Wie sehr sich Nachbarschaften zwischen den Bildern eines Stapels unter dem Kopf ändern.",
        formula:
          "Mittel über τ von KL(P_τ ‖ Q_τ) = Σ_i≠j P_ij log(P_ij / Q_ij), Klassen-Tokens des Stapels, in Nat.",
      },
      local: {
        name: "Lokaler Verlust",
        sentence: "Dasselbe innerhalb jedes Bildes, zwischen seinen Tokens.",
        formula:
          "Mittel über Bilder und τ von KL(P_τ ‖ Q_τ), Tokens eines Bildes, in Nat.",
      },
      feature: {
        name: "Verlust der Merkmale",
        sentence:
          "Wie weit alle Tokens des Schülers von denen des komprimierten Lehrers entfernt sind.",
        formula:
          "mean_b [1 − cos(vec S_b, vec H_b)]; mit einem Kopf am Schüler: mittlerer quadratischer Fehler.",
      },
      classToken: {
        name: "Verlust des Klassen-Tokens",
        sentence:
          "Dasselbe für das Klassen-Token allein, das für das ganze Bild steht.",
        formula:
          "mean_b [1 − cos(s_b, h_b)]; KD: T² KL; von Grund auf: Kreuzentropie.",
      },
    },
    spaces: {
      cosine: {
        name: "Kosinus und Winkel",
        sentence:
          "Wie sehr zwei Einbettungen in dieselbe Richtung zeigen, gleich wie lang sie sind.",
        formula:
          "c = ⟨x, y⟩ / (|x| |y|), Winkel θ = arccos c: 1 ↔ 0°, 0.5 ↔ 60°, 0 ↔ 90°.",
      },
      difference: {
        name: "Differenzkarte",
        sentence:
          "Wo die Kosinus des Schülers größer oder kleiner sind als die des Lehrers.",
        formula: "c^s_ij − c^t_ij, die Farben enden bei ±0.5.",
      },
      knn: {
        name: "kNN-Genauigkeit",
        sentence:
          "Anteil zurückgehaltener Bilder, für deren Klasse ihre nächsten Trainingsbilder stimmen.",
        formula:
          "argmax_c Σ über die k nächsten der Klasse c von exp(cos / T); k und T sind Einstellungen.",
      },
      probe: {
        name: "Lineare Sonde",
        sentence:
          "Anteil zurückgehaltener Bilder, die ein linearer Klassifikator auf der eingefrorenen Einbettung richtig einordnet.",
        formula:
          "min_W,b Kreuzentropie(W x + b) + λ |W|², λ gewählt auf Bildern, die die Anpassung nicht sieht.",
      },
      pearson: {
        name: "Pearson, zurückgehalten",
        sentence:
          "Ob die Kosinus des Schülers mit denen des Lehrers steigen und fallen, über Paare von Bildern, die er nie gesehen hat.",
        formula:
          "r = cov(c^s, c^t) / (sd c^s · sd c^t) über alle Paare i < j; blind für gemeinsame Verschiebung und Skala.",
      },
      spearman: {
        name: "Spearman, zurückgehalten",
        sentence:
          "Dasselbe für Ränge: ob die Reihenfolge der Paare erhalten ist.",
        formula: "Pearsons r der Ränge von c^s und c^t.",
      },
      trainingPearson: {
        name: "Pearson, Training",
        sentence:
          "Dasselbe über Paare von Trainingsbildern: was angepasst wurde, ob es sich verallgemeinert oder nicht.",
        formula: "Wie Pearson, über Paare von bis zu 400 Trainingsbildern.",
      },
      trainingAngleError: {
        name: "Winkelfehler, Training",
        sentence: "Mittlerer Winkelfehler über Paare von Trainingsbildern.",
        formula:
          "Mittel |θ^s_ij − θ^t_ij| über Paare von bis zu 400 Trainingsbildern.",
      },
      confusion: {
        name: "Verwechslungen",
        sentence: "Wofür die lineare Sonde die Bilder jeder Klasse hält.",
        formula: "Anzahl[wahr, vorhergesagt] über zurückgehaltene Bilder.",
      },
      styles: {
        name: "Genauigkeit nach Stil",
        sentence:
          "Genauigkeit auf den Zeichnungen jedes Herstellers für sich: ein anderer Stil bei gleichem Inhalt.",
        formula:
          "Anteil richtiger unter den zurückgehaltenen Bildern einer Domäne, mit Wilsons Intervall zu 95 %.",
      },
      corruption: {
        name: "Fehler auf gestörten Bildern",
        sentence:
          "Anteil falscher Antworten nach Rauschen, Unschärfe, Wetter und Kompression.",
        formula:
          "Mittel über 16 Arten und 5 Stärken des Fehlers der Sonde; die Sonde ist auf sauberen Bildern angepasst.",
      },
      score: {
        name: "OOD-Score",
        sentence:
          "Eine Zahl je Bild, höher für mehr Ähnlichkeit mit den Trainingsbildern.",
        formula:
          "Im Lauf: Kosinus zum nächsten Trainingsbild. Unter OOD gibt es vierzehn andere.",
      },
      threshold: {
        name: "Schwelle",
        sentence: "Der Score, von dem an ein Bild als bekannt gilt.",
        formula:
          "Das 5-%-Quantil der Scores bekannter Bilder lässt 95 % von ihnen ein.",
      },
    },
    angles: {
      meanDegrees: {
        name: "Winkelfehler",
        sentence:
          "Wie weit die Winkel des Schülers im Mittel von denen des Lehrers abweichen.",
        formula:
          "Mittel über Paare von |θ^s_ij − θ^t_ij|, in Grad, zurückgehaltene Bilder.",
      },
      medianDegrees: {
        name: "Median des Winkelfehlers",
        sentence: "Die Hälfte der Paare liegt näher als das.",
        formula: "Median von |θ^s_ij − θ^t_ij|.",
      },
      p95Degrees: {
        name: "95 % des Winkelfehlers",
        sentence: "Alle Paare bis auf eines von zwanzig liegen näher als das.",
        formula: "95-%-Quantil von |θ^s_ij − θ^t_ij|.",
      },
      cosineBias: {
        name: "Bias der Kosinus",
        sentence:
          "Ob Kosinus im Ganzen zu groß (Winkel zu klein) herauskommen.",
        formula: "Mittel von c^s_ij − c^t_ij.",
      },
      meanCosineError: {
        name: "Kosinusfehler",
        sentence: "Wie weit Kosinus im Mittel daneben liegen.",
        formula: "Mittel von |c^s_ij − c^t_ij|.",
      },
      offsetCorrectedCosineError: {
        name: "Kosinusfehler ohne Bias",
        sentence:
          "Was davon bleibt, wenn die gemeinsame Verschiebung abgezogen ist.",
        formula: "Mittel von |c^s_ij − Bias − c^t_ij|.",
      },
      offsetCorrectedDegrees: {
        name: "Winkelfehler ohne Bias",
        sentence:
          "Der Winkelfehler, wenn die gemeinsame Verschiebung der Kosinus abgezogen ist.",
        formula: "Mittel von |arccos(c^s_ij − Bias) − θ^t_ij|.",
      },
    },
    neighbours: {
      mutualKnn: {
        name: "Gemeinsame kNN",
        sentence:
          "Anteil der nächsten Bilder eines Bildes, über die sich Lehrer und Schüler einig sind.",
        formula: "mean_i |N_k^s(i) ∩ N_k^t(i)| / k; durch Zufall k / (n − 1).",
      },
      nullMean: {
        name: "Gemeinsame kNN, gemischt",
        sentence:
          "Was die gemeinsamen kNN wären, wenn die beiden nichts miteinander zu tun hätten.",
        formula: "Mittel über Vertauschungen der Bilder eines Raums.",
      },
      nullDeviation: {
        name: "… und ihre Streuung",
        sentence: "Wie sehr das von Vertauschung zu Vertauschung schwankt.",
        formula: "Standardabweichung über die Vertauschungen.",
      },
      trustworthiness: {
        name: "Trustworthiness",
        sentence:
          "1, wenn kein Bild zum Nachbarn wird, das beim Lehrer keiner ist.",
        formula:
          "1 − 2 / (n k (2n − 3k − 1)) · Σ über falsche Nachbarn von (Rang beim Lehrer − k).",
      },
      continuity: {
        name: "Continuity",
        sentence: "1, wenn kein Nachbar des Lehrers verloren geht.",
        formula:
          "Trustworthiness mit vertauschten Rollen von Lehrer und Schüler.",
      },
    },
    spectrum: {
      effectiveRank: {
        name: "Effektiver Rang",
        sentence: "Wie viele Richtungen die Einbettungen wirklich nutzen.",
        formula: "exp(−Σ p log p), p_k = σ_k / Σ σ, σ Singulärwerte.",
      },
      participationRatio: {
        name: "Partizipationsverhältnis",
        sentence: "Dasselbe mit mehr Gewicht auf den großen Richtungen.",
        formula: "(Σ σ²)² / Σ σ⁴.",
      },
      meanPairwiseCosine: {
        name: "Mittlerer Kosinus",
        sentence: "Nahe 1, wenn alle Einbettungen in einem engen Kegel liegen.",
        formula: "Mittel von c_ij über i ≠ j.",
      },
    },
    geometry: {
      cka: {
        name: "CKA, entzerrt",
        sentence:
          "Ähnlichkeit zweier Räume im Ganzen, blind für Drehung und Skala; große Richtungen zählen am meisten.",
        formula:
          "⟨K, L⟩ / (|K| |L|), K und L zentrierte Gram-Matrizen, mit der unverzerrten Schätzung der Produkte.",
      },
      procrustes: {
        name: "Procrustes",
        sentence:
          "Was nach der besten Drehung und Skala zwischen den beiden Räumen bleibt.",
        formula:
          "2 − 2 |SᵀT|_* nach Zentrieren und Skalieren auf Länge 1: 0 ist dieselbe Form, 2 nichts gemeinsam.",
      },
    },
    map: {
      singularValues: {
        name: "Singulärwerte des Kopfes",
        sentence: "Wie sehr der Kopf jede seiner Richtungen streckt.",
        formula:
          "σ₁ ≥ σ₂ ≥ … seiner Matrix; alle gleich: eine Drehung mit einer Skala.",
      },
      condition: {
        name: "Kondition",
        sentence: "Wie ungleich er streckt.",
        formula: "σ₁ / σ_letzter; 1 ist am besten.",
      },
      orthogonalityDeviation: {
        name: "Abstand von orthonormal",
        sentence: "Wie weit er von einer Drehung mit einer Skala entfernt ist.",
        formula: "√ Mittel (σ² / Mittel σ² − 1)².",
      },
    },
    tokens: {
      similarityCorrelation: {
        name: "Beziehungen der Tokens",
        sentence:
          "Ob die Teile eines Bildes einander für den Schüler so ähnlich sind wie für den Lehrer.",
        formula:
          "Pearson von c_ab über die Patch-Tokens eines Bildes, Mittel über Bilder.",
      },
      compressedCosine: {
        name: "Kosinus der Tokens mit dem Kopf",
        sentence:
          "Wie nahe Patch-Tokens dem kommen, was von ihnen verlangt war.",
        formula: "Mittel cos(S_b,a, H_b,a).",
      },
    },
    detection: {
      auroc: {
        name: "AUROC",
        sentence:
          "Wahrscheinlichkeit, dass ein bekanntes Bild einen höheren Score hat als ein fremdes.",
        formula:
          "P(Score_bekannt > Score_fremd) + ½ P(gleich): 0.5 ist geraten, 1 fehlerfrei.",
      },
      fpr95: {
        name: "FPR95, ID positiv",
        sentence:
          "Anteil fremder Bilder, die eingelassen werden, wenn es 95 % der bekannten sind.",
        formula:
          "Anteil fremder Scores über dem 5-%-Quantil bekannter Scores. Die Zahl in Läufen und Tabellen.",
      },
      fpr95OodPositive: {
        name: "FPR95, OOD positiv",
        sentence:
          "Anteil bekannter Bilder, die verloren gehen, wenn 95 % der fremden gefangen werden.",
        formula:
          "Anteil bekannter Scores höchstens bei der niedrigsten Schwelle, die 95 % der fremden fängt; die Konvention von OpenOOD.",
      },
      auprIn: {
        name: "AUPR-in",
        sentence: "Precision über Recall, wenn bekannte Bilder gesucht sind.",
        formula:
          "∫ Precision d Recall; durch Zufall der Anteil bekannter Bilder.",
      },
      auprOut: {
        name: "AUPR-out",
        sentence: "Dasselbe, wenn fremde Bilder gesucht sind.",
        formula:
          "∫ Precision d Recall; durch Zufall der Anteil fremder Bilder.",
      },
      idPrevalence: {
        name: "Anteil bekannter Bilder",
        sentence: "Was AUPR-in durch Zufall wäre.",
        formula: "n_bekannt / (n_bekannt + n_fremd).",
      },
    },
    robustness: {
      corruptionError: {
        name: "Fehler einer Störung",
        sentence:
          "Fehler bei einer Art, neben denen eines von Grund auf trainierten Schülers.",
        formula:
          "Σ_Stärke Fehler / Σ_Stärke Fehler der Referenz; unter 1 ist robuster.",
      },
      relativeCorruptionError: {
        name: "Relativer Fehler einer Störung",
        sentence:
          "Dasselbe für das, was zum Fehler auf sauberen Bildern hinzukam.",
        formula:
          "Σ (Fehler − sauber) / Σ (Fehler der Referenz − ihr sauberer).",
      },
      mCe: {
        name: "mCE",
        sentence: "Fehler einer Störung, Mittel über die Arten.",
        formula: "Mittel dieser Fehler.",
      },
      relativeMCe: {
        name: "Relativer mCE",
        sentence:
          "Relativer Fehler, Mittel über die Arten: was verloren geht, nicht was vorher fehlte.",
        formula: "Mittel der relativen Fehler.",
      },
      meanError: {
        name: "Mittlerer Fehler",
        sentence: "Der einfache Fehler über alle Arten und Stärken.",
        formula: "Mittel der Fehler.",
      },
    },
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
        "Der Schüler ahmt die Klassenwahrscheinlichkeiten einer linearen Sonde des Lehrers nach; braucht Klassennamen.",
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
  notices: {
    classTokensOnly: () =>
      "Der Lehrer hat nur Klassen-Tokens: von den Patch-Tokens des Schülers wird nichts verlangt, und einen lokalen Verlust gibt es nicht.",
    teacher: (note) => note,
    repeatedTokens: (from, to) =>
      `Die ${from} x ${from} Patch-Tokens des Lehrers werden auf die ${to} x ${to} des Schülers wiederholt.`,
    averagedTokens: (from, to) =>
      `Die ${from} x ${from} Patch-Tokens des Lehrers werden auf die ${to} x ${to} des Schülers gemittelt.`,
    noTeacherMap: (method) =>
      `${methodById(method).title} hat keine Abbildung auf der Seite des Lehrers: Es gibt keinen komprimierten Lehrer zu messen.`,
    savedProbe: ({ accuracy, n, low, high }) =>
      `Die gespeicherte Sonde liegt bei ${percent(accuracy)} % von ${n} zurückgehaltenen Bildern richtig (95-%-Intervall ${percent(low)} bis ${percent(high)}).`,
    otherProbe: () =>
      "Die mitgebrachte Sonde wurde auf anderen Klassen angepasst, als diese Daten haben: sie wird nicht gemessen.",
    beginsWith: ({ file, step, hasHead, sha256 }) =>
      `Dieser Lauf beginnt mit ${file}${step === null ? "" : ` von Schritt ${step}`}, ${hasHead ? "mit" : "ohne"} Kopf (SHA-256 ${sha256.slice(0, 12)}…).`,
    damagedSave: (damage) =>
      `Die jüngste Sicherung dieses Laufs ist beschädigt, darum geht er von der vorletzten aus weiter (${damage}).`,
    otherBackend: (before, step, now) =>
      `Dieser Lauf wurde bis Schritt ${step} auf ${before} trainiert und geht auf ${now} weiter: Die letzten Stellen seiner Verluste können von hier an abweichen.`,
    tooLarge: (megabytes, most) =>
      `Dieser Lauf wird nicht aufbewahrt: Er braucht ${megabytes} MB, und höchstens ${most} werden aufbewahrt.`,
    keptNowhere: () =>
      "Dieser Lauf wird nicht aufbewahrt: Der Browser bewahrt hier nichts auf, wie in einem privaten Fenster. Er ist verloren, wenn die Seite verlassen wird.",
    notKept: (reason) => `Dieser Lauf wird nicht aufbewahrt: ${reason}`,
  },
  ood: {
    name: "OOD",
    score: "Score",
    against: "Bekannte Bilder gegen",
    beside: "Daneben",
    besideLimits:
      "Von anderen Läufen sind die Kosinus zum nächsten Nachbarn für nahe und ferne Bilder aufbewahrt, keine anderen Scores.",
    noOtherKept: "kein anderer Lauf aufbewahrt",
    noOther: "kein anderer Lauf",
    measureAll: "Alle Scores messen",
    higher: "Höher: den Trainingsbildern ähnlicher.",
    step: (step) => `Schritt ${step}`,
    stepOfSample: (step) => `Schritt ${step}, eine erste Stichprobe`,
    unsupported: (reason) =>
      `Dieser Score passt nicht zu diesen Einbettungen: „it ${reason}“.`,
    firstScores: "Die ersten Scores kommen gleich.",
    measuresSoon: "Die Maße dieses Scores kommen gleich.",
    notMeasured:
      "Dieser Score ist noch nicht gemessen: Ein Lauf meldet laufend nur den Kosinus zum nächsten Nachbarn. „Alle Scores messen“ nimmt die anderen.",
    networkOfTable: "Netz der Tabelle",
    network: "Netz",
    known: "bekannt",
    fpr95Id: "FPR95, ID positiv",
    fpr95Ood: "FPR95, OOD positiv",
    separation: {
      title: "Scores und ROC",
      caption:
        "Eine Schwelle ziehen oder mit den Pfeiltasten verschieben: Die anderen Netze folgen zum selben Anteil bekannter Bilder. Jedes Netz hat seine eigene Skala. FPR95, ID positiv: Anteil der fremden Bilder, die durchkommen, wenn 95 % der bekannten es tun. FPR95, OOD positiv: Anteil der bekannten Bilder, die verloren gehen, wenn 95 % der fremden erkannt werden.",
      summary: (score, foreign, network, auroc, shares) =>
        `${score}, bekannte Bilder gegen ${foreign}: ${network} AUROC ${auroc}; an der Schwelle ${shares}.`,
      shares: (known, foreign) =>
        `${known} der bekannten und ${foreign} der fremden Bilder durchgelassen`,
      thresholdOfId: "Schwelle, die 95 % der bekannten Bilder durchlässt",
      thresholdOfOod: "Schwelle, die 95 % der fremden Bilder abfängt",
      n: (side, images) => `${side}, n = ${images}`,
      roc: (networks) =>
        `ROC-Kurven: Anteil der durchgelassenen bekannten gegen den der fremden Bilder. ${networks}`,
      auroc: (network, auroc) => `${network} AUROC ${auroc}`,
      knownLetIn: "bekannte durch",
      foreignLetIn: "fremde durch",
      note: (network, id, ood) =>
        `${network}: FPR95 ${id} mit ID positiv, ${ood} mit OOD positiv.`,
      together:
        " Hier sind alle Mengen zusammen gezählt; sonst ist die Zahl einer Gruppe das Mittel ihrer Mengen.",
      studentOf: (run) => `Schüler von ${run}`,
      columns: [
        "Netz",
        "AUROC",
        "FPR95, ID positiv",
        "FPR95, OOD positiv",
        "Schwelle",
        "Bekannte durchgelassen",
        "Fremde durchgelassen",
        "Bekannte Bilder",
        "Fremde Bilder",
      ],
      foreignAxis: "fremde Bilder durchgelassen",
      knownAxis: "bekannte Bilder durchgelassen",
      letIn: "durchgelassen",
      thresholdOf: (network) => `Schwelle, ${network}`,
      highestBin: (share) => `höchster Balken ${share}`,
    },
    detection: {
      title: (group) => `Erkennung über die Schritte, ${group}`,
      caption:
        "Der Kosinus zum nächsten Nachbarn bei jeder Auswertung; bis ein Lauf endet, auf einer ersten Stichprobe der Bilder.",
      units: {
        auroc: "0.5 ist Zufall; höher ist besser",
        fpr95: "niedriger ist besser",
      },
      summary: (step, auroc, fpr95, known, foreign) =>
        `Schüler bei Schritt ${step}: AUROC ${auroc}, FPR95 mit ID positiv ${fpr95}, ${known} bekannte und ${foreign} fremde Bilder.`,
      none: "Es gab noch keine Auswertung.",
      step: "Schritt",
      compressed: "komprimiert",
    },
    images: {
      name: "Bilder an der Schwelle",
      title: (network) => `Bilder an der Schwelle, ${network}`,
      note: (threshold) =>
        `Durchgezogener Rahmen: bekannt. Gestrichelter Rahmen: fremd. Die Zahl ist der Score; die Schwelle ist ${threshold}.`,
      nearest: "Der Schwelle am nächsten, nach steigendem Score",
      none: "Es gibt keine.",
      lost: "Abgewiesene bekannte Bilder, niedrigste Scores zuerst",
      noneLost: "Hier wird kein bekanntes Bild abgewiesen.",
      letIn: "Durchgelassene fremde Bilder, höchste Scores zuerst",
      noneLetIn: "Hier kommt kein fremdes Bild durch.",
      foreign: (set) => `fremd, ${set}`,
      isLetIn: "durchgelassen",
      isRejected: "abgewiesen",
      image: (side, score, verdict) => `${side}, Score ${score}, ${verdict}`,
    },
    table: {
      title: (network, step) => `Alle Scores, ${network}, Schritt ${step}`,
      explained: "die Scores",
      score: "Score",
      labels: {
        auroc: "AUROC",
        fpr: "FPR95, ID+",
        fprOod: "FPR95, OOD+",
        in: "AUPR-in",
        out: "AUPR-out",
      },
      titles: {
        auroc:
          "Chance, dass ein bekanntes Bild einen höheren Score hat als ein fremdes",
        fpr: "ID positiv: durchgelassene fremde Bilder, wenn 95 % der bekannten durchkommen",
        fprOod:
          "OOD positiv: verlorene bekannte Bilder, wenn 95 % der fremden erkannt werden",
        in: "Genauigkeit und Trefferquote bekannter Bilder; Zufall ist ihr Anteil",
        out: "Genauigkeit und Trefferquote fremder Bilder; Zufall ist ihr Anteil",
      },
      note: (sizes) =>
        `${sizes} Nah und fern sind einfache Mittel über ihre Mengen. ID+ und OOD+ nennen die positive Seite von FPR95. Ein Druck auf eine Spalte sortiert, auf einen Score zeigt ihn oben.`,
      groups: { near: "Nah", far: "Fern" },
      noSet: (group) => `${group}: keine Menge.`,
      sizes: (group, known, foreign, aupIn, aupOut) =>
        `${group}: ${known} bekannte und ${foreign} fremde Bilder; Zufall ist ${aupIn} bei AUPR-in, ${aupOut} bei AUPR-out.`,
    },
  },
  oodScores: scores,
  outcomes: {
    "Heads alone, held-out images": "Köpfe allein, zurückgehaltene Bilder",
    "the others": "den anderen",
    "Heads alone as linear maps, means over seeds":
      "Köpfe allein als lineare Abbildungen, Mittel über Startwerte",
    "Behind the two heads": "Hinter den beiden Köpfen",
    "The same information at other angles: the SVD head alone behind invertible maps":
      "Dieselbe Information unter anderen Winkeln: der SVD-Kopf allein hinter umkehrbaren Abbildungen",
    "Accuracy on held-out ID images":
      "Genauigkeit auf zurückgehaltenen ID-Bildern",
    "mean over seeds": "Mittel über Startwerte",
    "Detection by the 1-NN cosine": "Erkennung durch den 1-NN-Kosinus",
    "Corrupted images": "Gestörte Bilder",
    "Rank correlations": "Rangkorrelationen",
    "with the wider of two 95 % intervals":
      "mit dem weiteren von zwei 95-%-Intervallen",
    "Students of every method": "Schüler aller Verfahren",
    "The bent SVD head": "Der verbogene SVD-Kopf",
    "the others at 5 labels for each class":
      "den anderen bei 5 Labels je Klasse",
    "fine-tuned": "fein abgestimmt",
    "At the last step": "Beim letzten Schritt",
    "At the step with the best labelled kNN":
      "Beim Schritt mit dem besten kNN nach Labels",
    "on a part of the images": "auf einem Teil der Bilder",
    Students: "Schüler",
    Heads: "Köpfe",
    "Local weight 1": "Lokales Gewicht 1",
    " beside ": " neben ",
    "Angle error": "Winkelfehler",
    "95 % angle error": "95-%-Winkelfehler",
    "Cosine bias": "Verschiebung der Kosinus",
    "Mutual kNN": "Gemeinsame kNN",
    "Near AUROC": "Nah AUROC",
    "Far AUROC": "Fern AUROC",
    "Near FPR95": "Nah FPR95",
    "Far FPR95": "Fern FPR95",
    "near AUROC": "nah AUROC",
    "far AUROC": "fern AUROC",
    "near FPR95": "nah FPR95",
    "far FPR95": "fern FPR95",
    "Linear probe": "Lineare Sonde",
    "Error when corrupted": "Fehler bei Störung",
    "Relative mCE": "Relative mCE",
    "Token relations": "Beziehungen der Token",
    "Token cosine with the head": "Token-Kosinus mit dem Kopf",
    Seeds: "Startwerte",
    Compared: "Verglichen",
    Measure: "Maß",
    Own: "Eigenes",
    Other: "Anderes",
    Difference: "Differenz",
    "Own is": "Eigenes liegt",
    "Condition number": "Konditionszahl",
    "Distance from orthonormal": "Abstand von orthonormal",
    "Largest singular value": "Größter Singulärwert",
    Smallest: "Kleinster",
    Where: "Wo",
    Of: "Von",
    With: "Mit",
    Pairs: "Paare",
    Sign: "Vorzeichen",
    Student: "Schüler",
    "Read out by": "Ausgelesen durch",
    "Labels a class": "Labels je Klasse",
    "100 images": "100 Bilder",
    "300 images": "300 Bilder",
    "1000 images": "1000 Bilder",
    "3000 images": "3000 Bilder",
    "Unlabelled images": "Bilder ohne Label",
    Beside: "Neben",
    "CosPress is": "CosPress liegt",
    ahead: "vorn",
    behind: "hinten",
    "not told apart": "nicht zu unterscheiden",
    open: "offen",
    "as the claim expects": "wie die Behauptung erwartet",
    "across methods": "über Verfahren",
    "within the bent SVD head": "im verbogenen SVD-Kopf",
    "within CosPress' temperatures": "in den Temperaturen von CosPress",
    "CosPress' head": "Kopf von CosPress",
    "CosPress' student": "Schüler von CosPress",
    "the orthonormal head's student": "dem Schüler des orthonormalen Kopfes",
    "the Gaussian random head": "dem zufälligen Gauß-Kopf",
    "the Orthonormal random head": "dem zufälligen orthonormalen Kopf",
    "the Uncentred SVD head": "dem unzentrierten SVD-Kopf",
    "the Centred PCA head": "dem zentrierten PCA-Kopf",
    "the student with local weight 1": "der Schüler mit lokalem Gewicht 1",
    "the head with local weight 1": "der Kopf mit lokalem Gewicht 1",
    "that with 0": "dem mit 0",
    "local 1": "lokal 1",
    "local 0": "lokal 0",
    "headCondition 1": "Kondition 1",
    "headCondition 10": "Kondition 10",
    "headCondition 100": "Kondition 100",
    Teacher: "Lehrer",
    "Untrained student": "Untrainierter Schüler",
    "Uncentred SVD head": "Unzentrierter SVD-Kopf",
    "Centred PCA head": "Zentrierter PCA-Kopf",
    "Gaussian random head": "Zufälliger Gauß-Kopf",
    "Orthonormal random head": "Zufälliger orthonormaler Kopf",
    "Plain MSE (FitNets)": "Einfaches MSE (FitNets)",
    "From scratch": "Von Grund auf",
    supervised: "überwacht",
    distances: "Abstände",
    angles: "Winkel",
    "Similarity-preserving (SP)": "Ähnlichkeiten erhaltend (SP)",
    "Probabilistic knowledge transfer (PKT)":
      "Probabilistischer Wissenstransfer (PKT)",
    "Gram matching": "Gram-Abgleich",
    "Relational KL (SEED-like)": "Relationale KL (wie SEED)",
    "Logit distillation (KD)": "Logit-Destillation (KD)",
    "Fine-tuned": "Feinabstimmung",
    "Relative Mahalanobis": "Relativer Mahalanobis",
    Residual: "Residuum",
    "Maximum softmax probability": "Größte Softmax-Wahrscheinlichkeit",
    "Maximum logit": "Größter Logit",
    Energy: "Energie",
    "KL matching": "KL-Abgleich",
    "On held-out pairs CosPress' head alone is ahead of the Centred PCA head in angle error and mutual kNN; behind the Uncentred SVD head in angle error; not told apart from the Gaussian random head in angle error, not told apart from the Orthonormal random head in angle error, not told apart from the Uncentred SVD head in mutual kNN.":
      "Auf zurückgehaltenen Paaren liegt der Kopf von CosPress allein beim Winkelfehler und bei gemeinsamen kNN vor dem zentrierten PCA-Kopf; beim Winkelfehler hinter dem unzentrierten SVD-Kopf; nicht zu unterscheiden ist er beim Winkelfehler vom zufälligen Gauß-Kopf und vom zufälligen orthonormalen Kopf, bei gemeinsamen kNN vom unzentrierten SVD-Kopf.",
    "Its condition number is 1.35 (1.32 to 1.38 over 2 seeds), where 1 is orthogonal and 1.5 the bound taken here. Its student is not told apart from the orthonormal head's student in angle error.":
      "Seine Konditionszahl ist 1.35 (1.32 bis 1.38 über 2 Startwerte), wobei 1 orthogonal und 1.5 die hier genommene Grenze ist. Sein Schüler ist beim Winkelfehler nicht vom Schüler des orthonormalen Kopfes zu unterscheiden.",
    "CosPress' student is ahead of Proteus in angle error, ahead of Plain MSE (FitNets) in angle error. Beside the control, a fixed SVD head on the teacher's side, it is not told apart from Uncentred SVD head in angle error.":
      "Der Schüler von CosPress liegt beim Winkelfehler vor Proteus und vor einfachem MSE (FitNets). Neben der Kontrolle, einem festen SVD-Kopf auf der Seite des Lehrers, ist er beim Winkelfehler nicht vom unzentrierten SVD-Kopf zu unterscheiden.",
    "CosPress' student is ahead of Proteus in kNN and linear probe, ahead of Plain MSE (FitNets) in kNN; not told apart from Plain MSE (FitNets) in linear probe.":
      "Der Schüler von CosPress liegt bei kNN und linearer Sonde vor Proteus und bei kNN vor einfachem MSE (FitNets); bei der linearen Sonde ist er nicht von einfachem MSE (FitNets) zu unterscheiden.",
    "In 104 comparisons with Proteus and Plain MSE (FitNets) (each score, near and far, AUROC and FPR95 with ID positive) CosPress' student is ahead in 13, behind in 7 and not told apart in 84; about 5 would exclude 0 by chance alone.":
      "In 104 Vergleichen mit Proteus und einfachem MSE (FitNets) (jeder Score, nah und fern, AUROC und FPR95 mit ID positiv) liegt der Schüler von CosPress in 13 vorn, in 7 hinten und ist in 84 nicht zu unterscheiden; etwa 5 würden 0 schon durch Zufall ausschließen.",
    "CosPress' student is ahead of Proteus in mCE; not told apart from Proteus in relative mCE, not told apart from Plain MSE (FitNets) in relative mCE and mCE.":
      "Der Schüler von CosPress liegt bei mCE vor Proteus; nicht zu unterscheiden ist er bei relativem mCE von Proteus, bei relativem mCE und mCE von einfachem MSE (FitNets).",
    "Across methods, angle error and near AUROC correlate at 0.00 (-0.55 to 0.58, 17 pairs): open. Across methods, angle error and error when corrupted correlate at 0.02 (-0.50 to 0.56, 17 pairs): open. Within the bent SVD head, near AUROC: too few pairs. Within the bent SVD head, error when corrupted: too few pairs.":
      "Über die Verfahren korrelieren Winkelfehler und nahes AUROC mit 0.00 (-0.55 bis 0.58, 17 Paare): offen. Über die Verfahren korrelieren Winkelfehler und Fehler bei Störung mit 0.02 (-0.50 bis 0.56, 17 Paare): offen. Im verbogenen SVD-Kopf, nahes AUROC: zu wenige Paare. Im verbogenen SVD-Kopf, Fehler bei Störung: zu wenige Paare.",
    "With 5 labels for each class, all weights trained, a student distilled with CosPress is not told apart from From scratch, supervised at any number of images; it is not told apart from Plain MSE (FitNets) at any number of images.":
      "Mit 5 Labels je Klasse, alle Gewichte trainiert, ist ein mit CosPress destillierter Schüler bei keiner Zahl von Bildern von überwachtem Training von Grund auf zu unterscheiden, und bei keiner von einfachem MSE (FitNets).",
    "Some of the runs that are compared are not there yet.":
      "Einige der Läufe, die verglichen werden, sind noch nicht da.",
    "Of 18 comparisons of CosPress with other methods, 1 come out otherwise when the step is chosen by labelled kNN instead of being the last.":
      "Von 18 Vergleichen von CosPress mit anderen Verfahren geht 1 anders aus, wenn der Schritt nach dem kNN mit Labels gewählt wird statt der letzte zu sein.",
    "In the relations of an image's patch tokens to each other, the student trained with the local term is ahead of that with 0 in token relations; the head with it is ahead of that with 0 in token relations.":
      "In den Beziehungen der Patch-Tokens eines Bildes zueinander liegt der mit dem lokalen Term trainierte Schüler bei Beziehungen der Token vor dem mit 0; der Kopf mit ihm liegt bei Beziehungen der Token vor dem mit 0.",
  },
  overview: {
    heatmaps: "Winkel zwischen Bildern",
    heatmapsCaption:
      "Der Kosinus jedes Bildpaars: die Karte des Schülers soll der des Lehrers immer ähnlicher werden. Auf eine Zelle zeigen oder mit Pfeiltasten hingehen, um das Paar zu sehen.",
    losses: "Verluste",
    lossesCaption: "Was Kopf und Schüler klein machen sollen.",
    agreement: "Güte und Übereinstimmung",
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
  own: {
    title: "Eigene Bilder",
    reading: (title) => `${title} wird gelesen`,
    dividing: "Wird aufgeteilt",
    keeping: "Wird aufbewahrt",
    bringOther: "Andere Bilder bringen",
    pictures: (done, total) => `${done} von ${total} Bildern`,
    cancel: "Abbrechen",
    packs: "Pakete dieses Browsers",
    inThisBrowser: "In diesem Browser",
    about: (images, classes, size) =>
      `${images} Bilder, ${classes} Klassen, ${size}`,
    inForm: "; im Formular",
    use: "Nehmen",
    usePack: (title) => `${title} nehmen`,
    useTitle: (title) => `„${title}“ nehmen`,
    save: "Speichern",
    savePack: (title) => `${title} als Paketdatei speichern`,
    delete: "Löschen",
    deletePack: (title) => `${title} löschen`,
    deleteTitle: "Dieses Paket löschen?",
    deleteQuestion: (title) =>
      `„${title}“ ist nur in diesem Browser aufbewahrt. Läufe damit bleiben, lassen sich ohne es aber nicht noch einmal machen.`,
    deleteAction: "Paket löschen",

    read: "Was gelesen wurde",
    summary: (images, size, isGrey, classes, train, validate, test) =>
      `${images} Bilder mit ${size}${isGrey ? ", grau" : ""} in ${classes} Klassen: ${train} zum Trainieren, ${validate} zum Validieren, ${test} zum Testen.`,
    copies: (n) => `${n} sind Kopien anderer und bleiben in einem Teil. `,
    contradictions: (n) => `${n} Bilder sind in mehr als einer Klasse.`,
    packFile: (title) =>
      `Eine Paketdatei: „${title}“ ist so aufgeteilt wie dort, wo sie gemacht wurde.`,
    split: (validation, test) =>
      `Die Aufteilung: von jeder Klasse dienen ${validation} zum Validieren und ${test} zum Testen, gezogen mit dem Startwert unten, außer die Quelle sagt selbst durch ihre Namen, welche Bilder testen oder validieren; hat sie nur Validierungsbilder, wird auf diesen getestet. Der Rest trainiert.`,
    packTitle: "Titel",
    splitSeed: "Startwert der Aufteilung",
    keep: "In diesem Browser behalten",
    discard: "Verwerfen",
    balance: "Bilder je Klasse",
    class: "Klasse",
    train: "Training",
    validate: "Validierung",
    test: "Test",

    cut: "Mittleres Quadrat ausschneiden",
    fit: "Alles behalten, mit schwarzen Balken",
    noFiles: "Darin sind keine Dateien.",
    unreadable: (reason) => `Nicht lesbar: ${reason}`,
    drop: "Einen Ordner mit einem Unterordner je Klasse hier ablegen, oder ein zip, tar oder tar.gz davon; IDX-Dateien, CIFAR-Archive, npy, npz oder parquet; oder eine Paketdatei dieses Labors.",
    folder: "Ordner mit Bildern",
    chooseFolder: "Ordner wählen",
    files: "Bilddateien",
    chooseFiles: "Dateien wählen",
    limits:
      "PNG, JPEG oder WebP mit bis zu 8,192 Pixeln je Seite; höchstens 100,000 Bilder, 512 MB und 256 Klassen. Nichts verlässt diesen Browser.",
    larger:
      "Größere Bilder werden durch Flächenmittel zu 32 x 32. Nicht quadratische:",
    notSquare: "Bilder, die nicht quadratisch sind",

    gather:
      "Oder Bilder Klasse für Klasse sammeln, aus Dateien oder mit der Kamera",
    exampleClass: "Katze",
    classPictures: "Bilder der Klasse",
    addPictures: "Bilder hinzufügen",
    camera: "Kamera",
    draw: "Zeichnen",
    gathered: "Gesammelte Klassen",
    remove: (name) => `${name} entfernen`,
    look: "Diese Klassen ansehen",
    twoClasses: "Mindestens zwei Klassen.",
    atLeast:
      "Ein Lauf braucht mindestens 64 Trainingsbilder, zusammen etwa 92 Bilder.",
    noCamera: (reason) => `Die Kamera ist nicht zu benutzen: ${reason}`,
    take: (n) => `${n} Bilder aufnehmen`,
    taken: (n, all) => `${n} von ${all} …`,
    drawing: "Zeichnung; braucht einen Zeiger",
    addDrawing: "Zeichnung hinzufügen",
    clear: "Leeren",

    underWay: "Ein Lauf ist im Gange; Reset gibt das Formular frei.",
    heldOut: "Zurückgehaltene Klassen: nie trainiert, die nahe OOD-Menge",
    far: "Ferne OOD-Mengen: Bilder anderer Pakete",
    putIntoSetup: "In die Einrichtung übernehmen",
  },
  ownTeacher: {
    title: "Eigener Lehrer",
    network: "Ein Netz (ONNX)",
    bringNetwork: "Ein Netz bringen",
    dropNetwork:
      "Hier einen Vision-Transformer als ONNX-Datei ablegen, oder seinen Ordner, wie Hugging Face ihn hat.",
    networkFile: "Dateien eines Netzes",
    networkFolder: "Ordner eines Netzes",
    chooseNetwork: "ONNX-Datei wählen",
    aboutNetworks:
      "DINOv2, DINOv3, ViT, DeiT, CLIP und dergleichen, bis 1 GB. ONNX Runtime rechnet in diesem Browser: 14 MB werden dafür einmal von dieser Seite geholt, 27 MB für WebGPU. Nichts verlässt diesen Browser.",
    fetchHub: (host) => `DINOv2-small von ${host} holen`,
    aboutHub: (host) =>
      `Erst auf diesen Knopf hin fragt die Seite ${host}; dort erfährt man dann Ihre Adresse und dass Sie diese Datei holen (Apache-2.0). Sie bleibt in diesem Browser und geht danach auch offline.`,
    precision: "Genauigkeit",
    precisions: {
      "onnx/model_fp16.onnx": "halb, für WebGPU",
      "onnx/model.onnx": "voll, für WASM",
    },
    fetching: "DINOv2-small wird geholt und probiert",
    trying: (name) => `${name} wird an zwei Bildern probiert`,
    tryingAgain: "Wird noch einmal probiert",
    keeping: "Das Netz wird aufbewahrt",
    kept: (title) =>
      `${title} ist aufbewahrt: siehe „In diesem Browser“ weiter unten.`,
    bytesOf: (done, total) => `${done} von ${total}`,
    found: (numbers, tokens) => `${numbers} Zahlen je Token, ${tokens}`,
    meanForClass: ", deren Mittel das Klassen-Token ersetzt",
    registers: (count) => `; ${count} Register-Tokens bleiben weg`,
    whichModel: "Datei",
    side: "Es sieht",
    pixels: (side) => `${side} x ${side} Pixel`,
    normalisation: "Normiert",
    asDino: "wie für DINOv2 (angenommen)",
    asFile: "wie in preprocessor_config.json",
    normalisations: {
      imagenet: "ImageNet: DINO, ViT aus timm, DeiT",
      half: "auf -1 bis 1: ViT von Google, SigLIP",
      clip: "CLIP",
      none: "gar nicht: 0 bis 1",
    },
    resamplings: {
      nearest: "nächster Pixel",
      bilinear: "bilinear",
      bicubic: "bikubisch",
    },
    resized: (side, how) =>
      `Bilder von 32 x 32 Pixeln werden auf ${side} x ${side} gebracht (${how}); nichts wird abgeschnitten.`,
    assumed:
      "Wie es Bilder haben will, sagt die Datei nicht: angenommen ist es wie bei DINOv2.",
    cost: (each, all, images) =>
      `Ein Bild braucht auf WASM etwa ${each}, die ${images} des Formulars etwa ${all}; kleinere Seiten kosten weniger.`,
    features: "Vorberechnete Merkmale",
    matches: {
      ids: "zugeordnet nach den Namen der Bilder",
      hash: "genau dieser Bilder, wie der Hash in der Datei sagt",
      labels: "in der Reihenfolge der Bilder, wie die Klassen bestätigen",
      order:
        "Warnung: genommen in der Reihenfolge der Bilder, die nichts in der Datei bestätigt. In anderer Reihenfolge lehrt sie unbemerkt falsche Merkmale; Namen oder Klassen in der Datei würden es zeigen",
    },
    reading: (name) => `${name} wird gelesen`,
    deleting: "Wird gelöscht",
    bring: "Merkmale bringen",
    thePack: "dem Paket im Formular",
    what: (pack, images, command) => (
      <>
        Was ein Netz von Ihnen zu den Bildern von {pack} berechnet hat, tritt an
        die Stelle des mitgelieferten Lehrers: eine Zeile für jedes der {images}{" "}
        Bilder, [n, d] oder [n, Tokens, d], als .npy, .npz, .safetensors, .csv
        oder .parquet. Zeilen finden ihre Bilder über Namen oder liegen in deren
        Reihenfolge; Klassen und der Hash von {command} werden geprüft, wo die
        Datei sie hat.
      </>
    ),
    limits:
      "Merkmale kennen diese Bilder und keine anderen: keine weiteren Ansichten, keine Pakete für fernes OOD, keine gestörten Bilder, kein eigenes Bild. Ohne Patch-Tokens gibt es keinen lokalen Verlust. Nichts verlässt diesen Browser.",
    file: "Datei mit Merkmalen",
    choose: "Datei wählen",
    notTaken: (reason) => `Nicht genommen: ${reason}`,
    teachers: "Lehrer dieses Browsers",
    about: (images, pack, numbers, tokens) =>
      `${images} Bilder von ${pack}, ${numbers} Zahlen, ${tokens}`,
    aboutNetwork: (side, numbers, tokens) =>
      `Netz, das ${side} x ${side} Pixel sieht, ${numbers} Zahlen, ${tokens}`,
    patchTokens: (grid) => `${grid} x ${grid} Patch-Tokens`,
    classTokens: "nur Klassen-Tokens",
    fixed: "Ein Link legt einige Einstellungen fest, darum bleibt der Lehrer.",
    deleteTitle: "Diese Merkmale löschen?",
    deleteAction: "Merkmale löschen",
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
  rules: {
    noSetting: "ist keine Einstellung",
    whole: (min, max) => `es muss eine ganze Zahl von ${min} bis ${max} sein`,
    number: (min, max) => `es muss eine Zahl von ${min} bis ${max} sein`,
    numbers: (least, most, min, max) =>
      `es muss eine Liste von ${least} bis ${most} Zahlen von ${min} bis ${max} sein`,
    choice: (values) => `es muss eines hiervon sein: ${values}`,
    toggle: "es muss true oder false sein",
    slug: "es muss ein Kurzname aus Kleinbuchstaben sein",
    slugs: "es muss eine Liste von Kurznamen aus Kleinbuchstaben sein",
    fixed: (value) => `es muss ${value} sein`,
    got: (rule, value) => `${rule}, nicht ${value}`,

    twice: (value) => `nennt ${value} zweimal`,
    farIsPack: (pack) =>
      `es muss ein anderes als das Trainingspaket sein, nicht auch „${pack}“`,
    fewerThanBatch: (batchSize, images) =>
      `es müssen mindestens so viele sein wie die Stapelgröße (${batchSize}), nicht ${images}`,
    fewerThanVote: (knnK, images) =>
      `es müssen mindestens so viele sein wie abstimmende Nachbarn (${knnK}), nicht ${images}`,
    noPack: (pack, present) =>
      `das Paket „${pack}“ gibt es hier nicht; vorhanden: ${present}`,
    noPacks: (pack) =>
      `das Paket „${pack}“ gibt es hier nicht, auch kein anderes`,
    noClass: (pack, unknown, classes) =>
      `${pack} hat keine Klasse ${unknown}, sondern ${classes}`,
    fewClasses: (least, classes, left) =>
      `zum Trainieren müssen mindestens ${least} von ${classes} Klassen bleiben, nicht ${left}`,
    moreThanPack: (pack, most, images) =>
      `${pack} hat ${most} Trainingsbilder in den Klassen, die nicht zurückgehalten sind, nicht ${images}`,
    moreThanSplit: {
      test: (pack, most, images) =>
        `${pack} hat ${most} Testbilder in den Klassen, die nicht zurückgehalten sind, nicht ${images}`,
      validation: (pack, most, images) =>
        `${pack} hat ${most} Validierungsbilder in den Klassen, die nicht zurückgehalten sind, nicht ${images}`,
    },

    noTeacher: (teacher) =>
      `den Lehrer „${teacher}“ gibt es hier nicht; bitte die Datei noch einmal bringen, aus der er entstand`,
    otherPack: (pack, title, got) =>
      `es muss ${pack} sein, denn die Merkmale von „${title}“ gehören zu dessen Bildern, nicht ${got}`,
    asTheyAre: (must, got) =>
      `es muss ${must} sein, denn die Merkmale gehören zu den Bildern des Pakets, wie sie sind, nicht ${got}`,
    noFar: (got) =>
      `es muss leer bleiben, denn die Merkmale gehören zu den Bildern des Pakets, wie sie sind; angegeben: ${got}`,
    noPatches: (got) =>
      `es muss 0 sein, denn der Lehrer hat keine Patch-Tokens, nicht ${got}`,
    noProteus:
      "Proteus sagt Patch-Tokens vorher, und der Lehrer hat keine; es muss ein anderes Verfahren sein",

    widthByHeads: (width, heads) =>
      `es muss die Breite (${width}) ohne Rest teilen, anders als ${heads}`,
    sideByPatch: (side, patch) =>
      `es muss die Bildseite (${side} Pixel) ohne Rest teilen, anders als ${patch}`,
    nothingLearned: (names) =>
      `${names.length === 1 ? "dieses Gewicht ist" : `die Gewichte ${names.map((name) => WEIGHTS[name]).join(", ")} sind alle`} 0: Der Schüler würde nichts lernen`,
    headUntrained:
      "globales und lokales Gewicht sind beide 0: Der Kopf am Lehrer bliebe zufällig",
    headFirst: (steps) =>
      `ein Kopf, der zuerst angepasst wird, kann nicht auf den Schüler hören; es muss 0 sein, nicht ${steps}`,
    headUnfitted:
      "globales und lokales Gewicht sind beide 0: Der Kopf würde an kein Token angepasst",
    manyTriples: (most, batchSize) =>
      `bei RKD-Winkeln, die alle Dreiergruppen eines Stapels vergleichen, sind höchstens ${most} möglich, nicht ${batchSize}`,
    aboveRate: (rate, least) =>
      `es darf nicht über der Lernrate (${rate}) liegen, anders als ${least}`,

    warmupOnly: (steps, warmupSteps) =>
      `der Lauf von ${steps} Schritten endet in seinem Anlauf von ${warmupSteps}, darum erreicht die Lernrate nie ihre volle Größe`,
    basicCorrupts:
      "Bilder werden nur gestört, wenn die Maße am Ende „Alle“ sind",
    basicTokens:
      "Tokens werden nur verglichen, wenn die Maße am Ende „Alle“ sind",
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
      `Der Startwert ist jetzt ${seed}. Reset behält ihn und macht denselben Lauf noch einmal.`,
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
    gainsLess: "Gewinn unter",
    leastGain: "Kleinster Gewinn in Prozent",
    percentIn: "% in",
    meanSteps: "Schritte eines Mittels",
    steps: "Schritten",
    targetSeries: "Reihe mit einem Ziel",
    target: "Zu erreichender Wert",
    noRule: "Nicht in Kraft: diese Zahlen ergeben keine Regel.",
  },
  runs: {
    name: "Läufe",
    locale: "de-DE",
    linked: {
      title: "Läufe dieses Links",
      hasForm: "hat die Einstellungen des Formulars",
      trainedAs: (run) => `; hier trainiert als ${run}`,
      drawRun: (run) => `${run} zeichnen, ein Lauf dieses Links`,
      draw: "Zeichnen",
      drawn: "Gezeichnet",
      useOf: (run) => `Einstellungen übernehmen von ${run}`,
    },
    use: "Einstellungen übernehmen",
    details: {
      nothing:
        "Es gibt nichts abzuspielen: Ein Lauf bewahrt seine Abbildungen auf, wenn er anhält oder endet, soweit Platz dafür ist.",
      copied: "Kopiert.",
      older:
        "Eine ältere Fassung des Labors hat diese Einstellungen geschrieben; sie sind nicht mehr lesbar.",
      underWay: "Ein Lauf ist im Gange; Zurücksetzen gibt das Formular frei.",
      name: "Name",
      note: "Notiz",
      changedPaths: (settings) => ` Unterwegs geändert: ${settings}.`,
      begin:
        " Der Link und „Einstellungen übernehmen“ beginnen mit einem Schüler, den der Startwert zieht, denn kein Link enthält eine Datei.",
      origin: (number, begun, backend, later, size) =>
        `Lauf ${number} dieses Browsers, begonnen ${begun} auf ${backend}, zuletzt geschrieben ${later} später; etwa ${size}.`,
      unknownBackend: "einem unbekannten Backend",
      replay: "Abspielen",
      used: "Das Formular hat jetzt diese Einstellungen.",
      copyLink: "Link zu den Einstellungen kopieren",
      show: "In der Liste zeigen",
      hide: "Verbergen",
      delete: "Löschen",
    },
    problem: {
      name: "Zum Notizbuch der Läufe",
      choose: "Wählen, was gelöscht wird",
      full: (limit) =>
        `Das Notizbuch der Läufe fasst die erlaubten ${limit}, dieser Lauf wird also nicht aufbewahrt. Nichts wird ungefragt gelöscht.`,
      fleeting:
        "Dieser Browser bewahrt hier nichts auf, wie in einem privaten Fenster: Läufe bleiben im Notizbuch, bis diese Seite geschlossen wird.",
      refused: (reason) =>
        `Dieser Browser bewahrt den Lauf nicht auf: ${reason}. Der Lauf selbst geht weiter.`,
    },
    overlays: {
      terms: {
        total: "Gesamt",
        global: "Global",
        local: "Lokal",
        feature: "Merkmale",
        classToken: "Klassen-Token",
      },
      losses: "Verluste der Läufe",
      otherMethods:
        "Diese Läufe haben verschiedene Verfahren: Ihre Verluste sind verschiedene Größen.",
      sameMethod:
        "Auf logarithmischer Skala. Verluste lassen sich nur zwischen Läufen mit gleichem Verfahren und gleichen Gewichten vergleichen.",
      noTerm: "Keiner dieser Läufe hat diesen Term.",
      whichLoss: "Welcher Verlust",
      knn: "kNN-Genauigkeit der Läufe",
      knnCaption:
        "Des Schülers, auf zurückgehaltenen Bildern, bei jeder Auswertung.",
      errors: "Winkelfehler der Läufe",
      errorsCaption:
        "Mittlere Differenz zu den Winkeln des Lehrers, über zurückgehaltene Paare.",
      none: "Noch keine Auswertung.",
      cursor: (figure) => `${figure}: Schritt, dessen Werte vorgelesen werden`,
      scores: "OOD-Scores der Läufe",
      byRun:
        "Anteil der Scores des Schülers in jedem Intervall: ID gefüllt, OOD schraffiert. Scores sind Kosinus zum nächsten Trainingsbild.",
      bySet: (set) =>
        `Anteil der Scores des Schülers für ${set}-Bilder in jedem Intervall; Kosinus zum nächsten Trainingsbild.`,
      noScores: "Noch keine Scores.",
      foreign: "Fremde Bilder",
      sets: { near: "Nahes OOD", far: "Fernes OOD" },
      layout: "Anordnung der Scores",
      layouts: {
        rows: "Lauf für Lauf",
        id: "ID übereinander",
        ood: "OOD übereinander",
      },
      without: {
        near: "Kein gezeichneter Lauf hat Scores für nahes OOD.",
        far: "Kein gezeichneter Lauf hat Scores für fernes OOD.",
      },
      step: "Schritt",
      noneDrawn: "Es ist kein Lauf gezeichnet.",
      noValues: (run) => `${run}: keine Werte`,
      atStep: (run, value, step) => `${run} ${value} bei Schritt ${step}`,
      columns: ["Lauf", "AUROC", "ID-Bilder", "OOD-Bilder"],
    },
    table: {
      name: "Tabelle der Läufe",
      caption:
        "In diesem Browser aufbewahrte Läufe. Ein Kästchen zeichnet einen Lauf oben ein; ein Name öffnet mehr darüber; der Kopf einer Spalte sortiert.",
      markCaption:
        "In diesem Browser aufbewahrte Läufe. Ein Kästchen merkt einen Lauf zum Löschen vor; ein Name öffnet mehr darüber; der Kopf einer Spalte sortiert.",
      run: "Lauf, und was sich seit dem vorigen geändert hat",
      columns: {
        steps: "Schritte",
        knn: "kNN ↑",
        error: "Winkelfehler ↓",
        near: "Nah AUROC ↑",
        far: "Fern AUROC ↑",
        begun: "Begonnen",
        bytes: "Größe",
      },
      mark: (run) => `${run} vormerken`,
      draw: (run) => `${run} zeichnen`,
      hidden: " verborgen",
      begin: (run) => `Sein Schüler begann als der von ${run}`,
      steps: (step, steps) => `${step} von ${steps}`,
      images: (n) => `${n} Bilder`,
      subset: (n) => `${n} Bilder, Auswahl`,
      pairs: (n) => `${n} Paare`,
      ends: {
        finished: "fertig",
        failed: "abgebrochen",
        underWay: "im Gange",
        left: "dort verlassen",
      },
    },
    empty: {
      title: "Noch keine Läufe",
      text: "Jeder Lauf wird hier von selbst aufbewahrt, vom ersten Schritt an, unter einem Namen, den man sich merken kann, und mit dem, was sich seit dem vorigen Lauf geändert hat. „Training“ drücken; dann etwas ändern und noch einmal trainieren.",
    },
    tick: (most) =>
      `Bis zu ${most} Läufe ankreuzen, um sie übereinander zu zeichnen.`,
    find: "Suchen",
    findWhat: "Name, Notiz, Änderung",
    explained: "die Läufe",
    showHidden: (n) => `${n} verborgene zeigen`,
    deleteMarked: (n, size) => `${n} vorgemerkte löschen, ${size}`,
    keepThem: "Behalten",
    deleteSeveral: "Mehrere löschen",
    storage: "Belegter Speicher",
    mostDrawn: (most) =>
      `${most} Läufe sind gezeichnet, so viele, wie es unterscheidbare Farben gibt; einen abwählen, um einen anderen zu zeichnen.`,
    allHidden: "Alle Läufe sind verborgen.",
    noneFound: (wanted) =>
      `Kein Lauf hat „${wanted}“ in Namen, Notiz oder Änderungen.`,
    more: (n, found) => `${n} weitere von ${found} zeigen`,
    delete: {
      title: (run) => `${run} löschen?`,
      thisRun: "Diesen Lauf",
      titleOfMany: (n) => `${n} Läufe löschen?`,
      question:
        "Kurven, Scores, Namen und Notizen wären aus diesem Browser verschwunden. Dieselben Einstellungen und derselbe Startwert ergeben wieder denselben Lauf.",
      one: "Lauf löschen",
      many: "Läufe löschen",
    },
    stored: (runs, size, limit) =>
      `${runs} ${runs === "1" ? "Lauf" : "Läufe"}, ${size} von höchstens ${limit} in diesem Browser. Nichts wird ungefragt gelöscht.`,
    nothingStored: (limit) =>
      `Noch ist nichts gespeichert, höchstens ${limit} in diesem Browser. Nichts wird ungefragt gelöscht.`,
    changes: {
      none: "keine",
      on: "an",
      off: "aus",
      with: (values) => `mit ${values}`,
      without: (values) => `ohne ${values}`,
      order: "in anderer Reihenfolge",
      first: (preset) => `Erster Lauf, Vorlage ${preset}`,
      nothing: (run) => `Nichts geändert seit ${run}`,
      gone: (preset) => `Vorlage ${preset}, die es nicht mehr gibt`,
      unchanged: (preset) => `Vorlage ${preset}, unverändert`,
      changed: (preset, changes) => `Vorlage ${preset}, mit ${changes}`,
    },
  },
  scoreGauge: {
    verdicts: { known: "bekannt", foreign: "fremd" },
    countsAs: (verdict) => `gilt als ${verdict}`,
    words: (score, threshold, below) =>
      `Score ${score}, Schwelle ${threshold}; ${below} der bekannten Bilder liegen darunter`,
    soItCountsAs: (words, verdict) => `${words}, gilt also als ${verdict}`,
    threshold: "Schwelle",
  },
  series: {
    teacher: "Lehrer",
    compressed: "komprimierter Lehrer",
    student: "Schüler",
    untrained: "untrainierter Schüler",
    id: "ID",
    near: "nahes OOD",
    far: "fernes OOD",
    total: "total",
    global: "global",
    local: "lokal",
    feature: "Merkmale",
    classToken: "Klassen-Token",
    run1: "Lauf 1",
    run2: "Lauf 2",
    run3: "Lauf 3",
    run4: "Lauf 4",
    run5: "Lauf 5",
    run6: "Lauf 6",
  },
  settingFormulas: {
    version:
      "Immer 1. Ein Link oder eine Datei mit anderer Zahl wird übertragen oder erklärt.",
    seed: "Auswahl der Bilder, Reihenfolge der Stapel, Ansichten, Anfangsgewichte und Störungen kommen je aus einem eigenen Strom: rng(Startwert, Name des Stroms). Einen einzuschalten verschiebt die anderen nicht.",
    "data.pack":
      "Bilder als Bytes, x = Byte / 255 in [0, 1], 32 × 32 × 3; kleinere stehen mittig auf Schwarz, graue dreimal in den Kanälen.",
    "data.heldOut":
      "Trainingsmenge = alle Trainingsbilder außer denen dieser Klassen. Die Testbilder jeder Klasse sind eine nahe OOD-Menge; nah ist das Mittel über die Mengen.",
    "data.far":
      "Die zurückgehaltenen Bilder jedes Pakets sind eine ferne OOD-Menge; fern ist das Mittel über die Mengen. Neben einem grauen Paket werden sie grau, 0.299 R + 0.587 G + 0.114 B.",
    "data.images":
      "n_c = n · N_c / N Bilder der Klasse c, gerundet nach größtem Rest. Bei gleichem Startwert liegt eine kleinere Zahl in einer größeren.",
    "data.views":
      "Bild i in Ansicht v: v = 1 wie es ist, 2 gespiegelt, ab 3 ein zufälliger Ausschnitt von 15 % bis 100 % der Fläche (Seiten 3:4 bis 4:3), in der Hälfte der Fälle gespiegelt, gezogen aus (Startwert, i, v).",
    "data.colourChange":
      "Bei Stärke a: Helligkeit, Kontrast und Sättigung je mal einen Faktor in 1 ± a; grau mit Wahrscheinlichkeit 0.3 a, Negativ mit 0.2 a. Nur in Ausschnitten.",
    "teacher.id":
      "Token t = LayerNorm(z) ohne gelernte Skala oder Verschiebung, dann minus f · mittleres Token; z aus einem gekürzten MobileNetV2: 4 × 4 Tokens mit d = 576 bei 64 Pixeln oder 8 × 8 mit 736 bei 128. Das Klassen-Token ist das Mittel der Karte.",
    "teacher.meanFraction":
      "t ← LayerNorm(z) − f · Mittel über Trainings-Tokens von LayerNorm(z). Mit f = 0 liegen alle Bilder in einem engen Kegel (Kosinus nahe 0.84).",
    "student.width":
      "d_S: ein Token hat d_S Zahlen. Eine zufällige orthonormale Abbildung von d auf d_S ändert einen Kosinus c um etwa (1 − c²) · √(1/d_S − 1/d).",
    "student.depth":
      "x ← x + γ₁ · Attention(LN(x)), x ← x + γ₂ · MLP(LN(x)), so viele Male; das MLP ist 4 d_S breit mit exaktem GELU.",
    "student.heads":
      "Jeder Kopf: softmax(Q Kᵀ / √(d_S / Köpfe)) V auf seinem Teil der Breite. Muss die Breite teilen.",
    "student.patch":
      "(32 / p)² Patch-Tokens und ein Klassen-Token. Attention kostet ihre Anzahl zum Quadrat.",
    "student.stem":
      "Linear: eine Abbildung p × p × 3 → d_S. Faltungen: log₂ p Schichten 3 × 3 mit Schrittweite 2, LayerNorm und GELU, dann eine lineare Abbildung.",
    "method.id":
      "CosPress: gesamt = w_g KL_global + w_l KL_lokal + w_f (1 − cos aller Tokens) + w_c (1 − cos der Klassen-Tokens). „Gleichung“ bei den Verlusten hat die jedes Verfahrens.",
    "method.temperatures":
      "p_j|i = exp(c_ij / τ) / Σ_k≠i exp(c_ik / τ); der Verlust ist das Mittel über alle τ von KL(P_τ ‖ Q_τ). P aus den Kosinus des Lehrers, Q aus den komprimierten.",
    "method.affinities":
      "Gemeinsam: P_ij = (p_j|i + p_i|j) / 2n, eine Verteilung über alle Paare. Bedingt: das Mittel über i von KL(p_·|i ‖ q_·|i).",
    "method.weights.global":
      "w_g · mean_τ KL(P_τ ‖ Q_τ) über die Klassen-Tokens des Stapels; relationale Verfahren: w_g mal ihr einziger Verlust; SVD- und PCA-Kopf: wie viel Klassen-Tokens bei der Anpassung zählen.",
    "method.weights.local":
      "w_l · Mittel über Bilder von mean_τ KL(P_τ ‖ Q_τ) über die Tokens dieses Bildes; SVD- und PCA-Kopf: wie viel alle Tokens bei der Anpassung zählen.",
    "method.weights.feature":
      "w_f · mean_b [1 − cos(vec S_b, vec H_b)], vec: alle Tokens eines Bildes als ein langer Vektor. Verfahren mit einem Kopf am Schüler: mittlerer quadratischer Fehler.",
    "method.weights.classToken":
      "w_c · mean_b [1 − cos(s_b, h_b)] der Klassen-Tokens. KD: w_c · T² KL(softmax(z_t / T) ‖ softmax(z_s / T)).",
    "method.weights.centred":
      "w · die Verluste der Merkmale und des Klassen-Tokens noch einmal, von S − mean_b S und H − mean_b H.",
    "method.stopHeadGradient":
      "H ist eine Konstante in den Verlusten des Schülers: ∂(Merkmale + Klassen-Token)/∂Kopf = 0. Aus: der Kopf darf sich dorthin bewegen, wo es der Schüler leicht hat.",
    "method.weights.anchor":
      "w · mean_i≠j (c^h_ij − c^t_ij)²: legt die gemeinsame Verschiebung der Kosinus fest, die ein Softmax nicht sieht.",
    "method.weights.gram":
      "w · mean_i≠j (c^s_ij − c^t_ij)² der Klassen-Tokens, vom Schüler gespürt.",
    "method.weights.patch":
      "w · mittlerer quadratischer Fehler vorhergesagter und wahrer Tokens des Lehrers an verdeckten Patches; die Hälfte der Bilder, die Hälfte ihrer Patches.",
    "method.weights.label": "w · Kreuzentropie(Klasse, softmax z_s).",
    "method.relationTemperature":
      "KL der Zeilen softmax(c^t_i· / τ) und softmax(c^s_i· / τ), Mittel über i.",
    "method.logitTemperature":
      "T² · KL(softmax(z_t / T) ‖ softmax(z_s / T)); T² erhält die Größe des Gradienten.",
    "method.headNorm":
      "h = W · LN(t) + b statt W · t + b; LN zieht von jedem Token sein Mittel ab und teilt durch seine Streuung.",
    "method.headBias":
      "h = W · LN(t) + b. Ohne b ist der Kopf nach seiner LayerNorm linear.",
    "method.headSteps":
      "K Schritte des Kopfes allein mit w_g KL_global + w_l KL_lokal, dann eingefroren; K = 0: beide ab Schritt 1 in einem Optimierer.",
    "method.studentLoss":
      "Kosinus: 1 − cos(s, h). MSE: Mittel (s − h)², das auch dieselbe Länge verlangt.",
    "method.headCondition":
      "h ← A h, A mit Singulärwerten, die logarithmisch gleichmäßig von 1 bis κ verteilt sind: umkehrbar, also geht nichts verloren, aber Winkel verbiegen sich.",
    "method.biasCorrection":
      "s ← s − β · mittleres s im Training, mit dem β in [−1, 1], das den mittleren Winkelfehler im Training am kleinsten macht. Nur in Maßen.",
    "optimiser.learningRate":
      "AdamW: w ← w − η (m̂ / (√v̂ + ε) + λ w). η steigt im Anlauf linear; danach η_min + (η − η_min)(1 + cos πx) / 2, x: Anteil an allen Schritten.",
    "optimiser.minLearningRate": "η_min, erreicht bei x = 1.",
    "optimiser.warmupLearningRate": "η₀ in η(t) = η₀ + (η − η₀) t / Anlauf.",
    "optimiser.weightDecay": "λ in w ← w − η λ w, nur für Matrizen.",
    "optimiser.warmupSteps": "η(t) = η₀ + (η − η₀) t / Anlauf für t darunter.",
    "optimiser.batchSize":
      "n: der globale Verlust vergleicht n (n − 1) Paare; für das Rauschen des Gradienten zählt √n.",
    "optimiser.steps":
      "Durchgänge durch die Daten = Schritte · Stapel / (Bilder · Ansichten).",
    "optimiser.schedule":
      "x rückt mit jedem Schritt um 1 / Schritte vor oder je um eine Epoche.",
    "evaluation.every":
      "Schritte k, 2k, 3k … und der letzte. Unterwegs die ersten 768, 256 und 128 Bilder der Vergleichs-, bekannten und fremden Mengen; an den Enden alle.",
    "evaluation.split":
      "Validierungs- und Testbilder teilen mit den Trainingsbildern kein Bild und bei Emoji kein Motiv.",
    "evaluation.heatmapImages":
      "n × n Kosinus in jeder Karte, n (n − 1) / 2 verschiedene Paare; derselbe Anteil jeder Klasse.",
    "evaluation.knnK":
      "score_c = Σ über die k nächsten der Klasse c von exp(cos / T); die Klasse mit dem größten gewinnt.",
    "evaluation.knnTemperature":
      "T in exp(cos / T): bei 0.07 zählt ein Nachbar, der um einen Kosinus von 0.05 näher ist, doppelt so viel.",
    "evaluation.measures":
      "Die wichtigsten: kNN, Winkel, 1-NN-OOD-Score. Alle: Geometrie, lineare Sonde, 15 Scores auf jeder Menge, für vier Räume.",
    "evaluation.corruptedImages":
      "n Bilder × 16 Arten × 5 Stärken durch beide Netze; Fehler der Sonde, die auf sauberen Bildern angepasst ist.",
    "evaluation.tokenImages":
      "Pearson von c_ab innerhalb jedes Bildes, über seine Patch-Tokens a, b, Mittel über n Bilder.",
  },
  setup: {
    title: "Einrichtung",
    hide: "Einstellungen verbergen",
    show: "Einstellungen zeigen",
    showAll: "Alle Einstellungen zeigen",
    underWay:
      "Ein Lauf ist im Gange. Was sich noch ändern lässt, gilt ab dem nächsten Schritt; Reset gibt den Rest frei.",
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
    ownTeacher: "Eigener Lehrer",
    newSeed: "Neuer Startwert",
    copyLink: "Link kopieren",
    copied: "Kopiert.",
    notCopied: "Bitte stattdessen die Adresse dieser Seite kopieren.",

    preset: "Vorlage",
    notInBuild: (title) => `${title} (nicht in dieser Fassung)`,
    fixed: (reason) =>
      `Einige Einstellungen sind ${reason}, und die Vorlage auch.`,
    departures: "Abweichungen vom Original",
    changed: (settings) => `Geändert: ${settings}.`,
    backToPreset: "Zurück zur Vorlage",
    notInForce: (reason) => `Nicht in Kraft: ${reason}.`,
    removeTemperature: (temperature) => `Temperatur ${temperature} entfernen`,
    add: "Dazu",
  },
  share: {
    title: "Teilen",
    carries: "Der Link bringt mit",
    settings: "Alle Einstellungen und den Startwert",
    view: (view) => `Diese Ansicht, ${view}`,
    step: (step) => `Schritt ${step}, bis zu dem zu laufen ist`,
    noStep: "Den Schritt; noch ist keiner gemacht",
    runs: (n) =>
      n === 1
        ? "Einstellungen des 1 gezeichneten Laufs"
        : `Einstellungen der ${n} gezeichneten Läufe`,
    noRuns:
      "Einstellungen gezeichneter Läufe; unter Läufe ist keiner gezeichnet",
    embed: "Große Schrift und wenig drumherum, für Folien und Kursseiten",
    inSight: "Zu sehen bleibt",
    parts: {
      setup: "Einrichtung",
      transport: "Training, Schritt, Reset",
      progress: "Fortschritt und Zeit",
      status: "Statuszeile",
      backend: "Backend",
      tools: "Farben, Tasten, Teilen, Über",
      views: "Reiter der Ansichten",
      heatmaps: "Winkel zwischen Bildern",
      losses: "Verluste",
      agreement: "Güte und Übereinstimmung",
      scores: "Bekannte und fremde Bilder",
    },
    locked: "Einstellungen, die fest bleiben",
    seed: "Startwert",
    link: "Link",
    local: "Diese Adresse ist nur von diesem Gerät aus zu erreichen.",
    html: "HTML für eine Kursseite",
    characters: (n) => `${n} Zeichen`,
    copyOf: (label) => `Kopieren: ${label}`,
    copy: "Kopieren",
    copied: "Kopiert.",
    tooLong: "Dieser Link ist zu lang für einen QR-Code; die Läufe weglassen.",
    qr: "QR-Code des Links",
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
    isSilent: (seconds) =>
      `Er wurde vor ${seconds} s gestartet und hat noch nicht geantwortet.`,
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
  terms: {
    title: "Bedienelemente und Maße",
    groups: {
      controls: "Bedienelemente",
      settings: "Einstellungen",
      losses: "Verluste",
      spaces: "Räume und Genauigkeit",
      angles: "Winkel und Nachbarn",
      detection: "Bekannte und fremde Bilder",
      scores: "OOD-Scores",
      robustness: "Gestörte Bilder",
    },
    askedAbout: "Gefragt war nach",
    find: "Suchen",
    findAnother: "Anderes suchen",
    nothing: "Nichts enthält diese Wörter.",
    symbols:
      "t, h, s: Tokens von Lehrer, komprimiertem Lehrer, Schüler. c: Kosinus eines Paars, θ: sein Winkel. τ: Temperatur. w: Gewicht. n: Anzahl.",
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
  tour: {
    title: "Rundgang",
    place: (stop, stops) => `${stop} von ${stops}`,
    close: "Schließen",
    skip: "Überspringen",
    back: "Zurück",
    next: "Weiter",
    stops: {
      about: {
        title: "Worum es geht",
        text: "Jede Zelle ist ein Bildpaar, heller, wenn sich die beiden ähnlicher sind. Lehrer: was ein großes Netz sieht. Schüler: ein winziges, das ohne alles Gelernte beginnt.",
      },
      train: {
        title: "Training",
        text: "Wann immer Sie mögen. Der Schüler lernt, hier in Ihrem Browser, so zu sehen wie der Lehrer. Kaputt geht nichts: Reset macht alles ungeschehen.",
      },
      losses: {
        title: "Verluste",
        text: "Was das Training klein macht. Sie fallen schnell, dann langsam.",
      },
      good: {
        title: "Taugt er etwas?",
        text: "Genauigkeit und Übereinstimmung mit dem Lehrer, auf Bildern, die der Schüler nie gesehen hat. Der Wert des Lehrers selbst ist die Linie, die zu erreichen ist.",
      },
      known: {
        title: "Bekannt und fremd",
        text: "Die beiden Hügel sollen auseinander rücken: Bilder einer neuen Art bekommen niedrigere Werte.",
      },
      setup: {
        title: "Einrichtung",
        text: "Eines ändern und noch einmal trainieren: derselbe Startwert gibt dieselbe Kurve, also kommt der Unterschied von der Änderung. Jedes „?“ erklärt.",
      },
      then: {
        title: "Und dann",
        text: "Die Zeitleiste spielt jeden Schritt ab. Die Reiter sehen genauer hin; Lernen hat Lektionen, Ausprobieren nimmt Ihr eigenes Bild. Über führt zurück zu diesem Rundgang.",
      },
    },
  },
  tryIt: {
    from: "Woher das Bild kommt",
    sources: {
      dataset: "Datensatz",
      draw: "Zeichnen",
      file: "Datei",
      camera: "Kamera",
    },
    spoil: "Stören",
    kind: "Art",
    severity: "Stärke",
    none: "keine",
    severityOf: (severity) => `${severity} von 5`,
    failed: (reason) => `Keine Antwort: ${reason}`,
    arena:
      "Eine Arena ist im Gange; Antworten gibt es wieder, wenn sie vorbei ist.",
    seen: "Das Bild, wie beide Netze es sehen",
    seenNote: (step, bank, isAll, isRunning) =>
      `Wie beide Netze es sehen: 32 × 32 Pixel, das mittlere Quadrat des Bildes. Verglichen bei Schritt ${step} mit ${isAll ? "allen" : "den ersten"} ${bank} Trainingsbildern${isRunning ? ", immer wieder, solange trainiert wird" : ""}.`,
    onItsWay: "Der Lauf ist unterwegs.",
    looking: "Beide Netze sehen hin.",
    choose:
      "Ein Bild wählen, zeichnen, ablegen oder fotografieren. Es bleibt auf dieser Seite.",

    sees: (network) => `Was der ${network} sieht`,
    noNetwork:
      "Der Lehrer dieses Laufs besteht nur aus Merkmalen der Bilder des Pakets: hier ist kein Netz, das ein anderes Bild ansehen könnte. Ein mitgelieferter Lehrer kann es.",
    votes: "Klasse, nach den Stimmen der nächsten",
    known: "Bekannt oder fremd",
    nearest: "Nächste Trainingsbilder",
    at: (name, angle) => `${name}, bei ${angle}`,
    classOf: (label) => `Klasse ${label}`,

    noPicture: "Darin war kein Bild.",
    drop: "Ein Bild hier ablegen, einfügen oder eine Datei wählen. Es wird auf dieser Seite gelesen und nirgendwohin geschickt.",
    pictureFile: "Bilddatei",

    noCamera: (reason) => `Keine Kamera: ${reason}.`,
    cameraSees: "Was die Kamera sieht",
    cameraOff: "Kamera ausschalten",
    cameraOn: "Kamera einschalten",
    cameraNote:
      "Was die Kamera sieht, bleibt auf dieser Seite; nichts wird aufbewahrt.",

    colours: {
      black: "Schwarz",
      white: "Weiß",
      red: "Rot",
      orange: "Orange",
      yellow: "Gelb",
      green: "Grün",
      blue: "Blau",
      brown: "Braun",
    },
    pad: "Zeichenfläche. Pfeiltasten bewegen den Stift, die Leertaste setzt ihn auf oder hebt ihn ab.",
    penDown: "Stift unten",
    penLifted: "Stift oben",
    colour: "Farbe",
    pen: "Stift",
    clear: "Leeren",
  },
};
