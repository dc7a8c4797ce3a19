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
  accuracy: {
    name: "Genauigkeit",
    measure: "Genauigkeit und Störungen messen",
    notMeasured:
      "Ein Lauf meldet laufend die Genauigkeit der Nachbarn. Die lineare Sonde mit ihren Verwechslungen, die Genauigkeit im Stil jedes Anbieters und die Fehler unter Störung werden auf Wunsch gemessen.",
    network: "Netz",
    accuracy: {
      title: "Genauigkeit",
      caption:
        "Was sich aus der Einbettung jedes Netzes ablesen lässt: durch die Stimmen der nächsten Trainingsbilder und durch einen linearen Klassifikator. Striche: 95-%-Intervalle für die Zahl der Bilder; der untrainierte Schüler ist der, den der Seed zieht.",
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
      bias: (name, bias) => `${name}, verschoben um ${bias}`,
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
      none: "Die ersten Verluste kommen nach dem ersten Schritt.",
    },
    agreement: {
      knn: "kNN-Genauigkeit",
      heldOutImages: "zurückgehaltene Bilder",
      teacher: (share) => `Lehrer ${share}`,
      error: "Winkelfehler",
      meanOfPairs: "Mittel, zurückgehaltene Paare",
      correlation: "Korrelation",
      ofAngles: "der Winkel mit denen des Lehrers",
      heldOut: "zurückgehalten",
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
      likest: "Ähnlichste zweier Klassen",
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
          "Anhalten. Die kNN-Genauigkeit des Schülers unter Genauigkeit und Übereinstimmung ablesen.",
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
          "Den Winkelfehler dieses Schülers unter Genauigkeit und Übereinstimmung ablesen.",
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
        "Eine Lernrate von 1 kann nach dem Verlust fast harmlos aussehen: er fällt und endet anderthalbmal so hoch. Genauigkeit und Übereinstimmung sagt die Wahrheit: ein solcher Schüler gibt für jedes Bild fast dieselben Zahlen, was schon nahe am Mittel dessen liegt, was von ihm verlangt wird.",
        "Ein fallender Verlust ist nötig und genügt nicht: er wird auf Trainingsbildern gemessen. Ob der Schüler etwas taugt, sagt Genauigkeit und Übereinstimmung, auf Bildern, die er nie gesehen hat.",
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
  series: {
    teacher: "Lehrer",
    compressed: "komprimierter Lehrer",
    student: "Schüler",
    untrained: "untrainierter Schüler",
    id: "ID",
    near: "nahes OOD",
    far: "fernes OOD",
    total: "gesamt",
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
    ownTeacher: "Eigene Merkmale",
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
