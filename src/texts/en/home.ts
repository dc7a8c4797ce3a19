/** Take home: files of the run, and settings that come back. */
import { room } from "../rooms.ts";

export const home = room("home", {
  title: "Take home",
  files: {
    "student.safetensors": "Weights for PyTorch, with DINOv2's parameter names",
    "student.onnx":
      "For ONNX Runtime: opset 17, any batch, preprocessing inside",
    "student.tfjs.json": "For TensorFlow.js: tf.loadGraphModel opens it",
    "student.tfjs.bin": "Its weights, to lie beside it",
    "head.safetensors": "The method's own tensors",
    "probe.safetensors": "A linear classifier on the class token",
    "README.md": "Model card: data, teacher, method, numbers, licences",
    "result.json": "The run as the command line writes it",
    "report.html":
      "One page to read offline: figures, numbers, tables, settings, backend and versions",
    "results.zip":
      "The report, one CSV file for each table, and all of them as JSON",
    "tables.json": "All tables with settings, backend and versions",
  },
  student: "Student",
  studentText:
    "The student as it is now, with what it takes to use it elsewhere. Its linear probe is fitted, and a run that is not over is measured on all held-out images; both take a moment. The archive holds the results too, and what goes on with the run beyond this machine: python3 train.py result.json --student student.safetensors --images IMAGES.",
  making: "Making the files …",
  make: (step: string) => `Make the files of step ${step}`,
  saveAll: "Save everything as zip",
  afterArena: "When the arena is over.",
  whenPrepared: "When a run is prepared.",
  made: (step: string) => `Made of step ${step}.`,
  save: "Save",
  saveFile: (name: string) => `Save ${name}`,
  results: "Results",
  resultsText:
    "Every series and table of the run, up to the step it is at: losses of each step, evaluations, OOD scores, cosines of the sampled pairs, changed settings, and all measures where they were taken.",
  settings: "Settings",
  settingsText:
    "Everything that decides a run, seed included: the same file gives the same curve here and on the command line (--config). A result is read as well, for its settings.",
  underWay: "A run is under way; Reset opens the form.",
  unusable: (source: string) =>
    `${source} cannot be used; nothing was changed:`,
  taken: (source: string) => `The form has the settings of ${source} now.`,
  unreadable: (source: string, reason: string) =>
    `${source} cannot be read: ${reason}`,
  saveConfig: "Save config.json",
  copied: "Copied.",
  notCopied: "The browser does not let this page copy.",
  copy: "Copy",
  settingsFile: "Settings file",
  open: "Open a file",
  clipboard: "The clipboard",
  paste: "Paste",
  /** A student from a file. */
  opened: {
    title: "A student from a file",
    text: "What was saved here comes back: student.safetensors, student.onnx or both files for TensorFlow.js, with head.safetensors and probe.safetensors if you have them, or the whole zip. It is measured as it is, like a run at its end, or a new run trains on from it. Its file is read in this browser, and a run under way does not notice.",
    underWay: "A run is under way; Reset opens the way for another.",
    files: "Student files",
    reading: "Reading …",
    open: "Open student files",
    drop: "or drop them here",
    measure: "Measure it",
    trainOn: "Train on from it",
    sizes: (
      width: number,
      depth: number,
      heads: number,
      patch: number,
      stem: string,
    ) =>
      `: width ${width}, depth ${depth}, ${heads} ${heads === 1 ? "head" : "heads"} of attention, patches of ${patch}, ${stem} stem.`,
    run: (pack: string, teacher: string, method: string, steps: string) =>
      `Data ${pack}, teacher ${teacher}, method ${method}, ${steps} steps.`,
    ownSettings: "Settings: those of the run that saved it.",
    formSettings: (reason: string) =>
      `Settings: those of the form, with its sizes, for ${reason}.`,
    unfit: (path: string, reason: string) =>
      `its own do not fit here (${path}: ${reason})`,
    unsaid: "the file does not say its own",
    measured:
      "Measured on all held-out images. Every view shows this student now; fifteen OOD scores, the linear probe and the untrained student stand under OOD and Accuracy.",
    measuring: "Measuring on all held-out images …",
    measures: "Measures of the student from the file",
    teacher: "teacher",
    compressed: "compressed teacher",
    student: "student",
  },
});
