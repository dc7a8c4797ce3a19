import { room } from "../rooms.ts";

export const accuracy = room("accuracy", {
  name: "Accuracy",
  measure: "Measure accuracy and shift",
  notMeasured:
    "A run streams the neighbours’ accuracy. The linear probe with its confusions, the accuracy in each vendor’s style and the errors under corruption are measured on demand.",
  network: "Network",
  accuracy: {
    title: "Accuracy",
    caption:
      "What can be read from each network's embedding: by the votes of its nearest training images, and by a linear classifier. Whiskers: 95 % intervals for the number of images; the untrained student is that which the seed draws.",
    neighbours: "Nearest neighbours",
    probe: "Linear probe",
    note: (images: string, bank: string, step: string) =>
      `${images} held-out images, bank of ${bank}, step ${step}`,
    noteOfSample: (images: string, bank: string, step: string) =>
      `${images} held-out images (a first sample), bank of ${bank}, step ${step}`,
    notYet: "not measured yet",
    not: "not measured",
    summary: (neighbours: string, probe: string) =>
      `Nearest neighbours: ${neighbours}. Linear probe: ${probe}.`,
    columns: ["Network", "kNN", "Linear probe", "Held-out images"],
  },
  confusion: {
    title: "Confusion",
    caption: (bank: string, validation: string) =>
      `What the linear probe takes held-out images for; each row is a true class, and its shade the share of that class. Fitted on ${bank} images, its strength chosen on ${validation} others.`,
    network: "Network of the matrix",
    recognised: (name: string) => `${name}, recognised`,
    takenFor: (name: string, other: string) => `${name}, taken for ${other}`,
    images: (cell: string, images: string) => `${cell}: ${images} images`,
    summary: (
      network: string,
      accuracy: string,
      images: string,
      cell: string,
    ) => `${network}: probe accuracy ${accuracy} on ${images} images. ${cell}.`,
    trueClass: "True class",
    matrix: (network: string) => `Confusion matrix of the ${network}`,
    noImage: "No image.",
    /** Of the rows and of the columns, each with an arrow behind it. */
    axes: { rows: "true class", columns: "taken for" },
    right: "right",
    cell: (images: string, name: string, other: string) =>
      `${images} of ${name} taken for ${other}`,
  },
  corruption: {
    title: "Corruption",
    caption:
      "Error of the probe, fitted on clean images, over severity 1 to 5; the dotted line is the error on the same images as they are. mCE divides by the errors of a student trained from scratch, which takes runs of both: a comparison of methods has it, in Compare.",
    summary: (images: string, networks: string) =>
      `On ${images} images: ${networks}.`,
    ofNetwork: (network: string, error: string, clean: string) =>
      `${network} mean error ${error}, clean ${clean}`,
    none: "No image was corrupted.",
    columns: { corruption: "Corruption", clean: "Clean" },
    severity: (severity: number) => `Severity ${severity}`,
    features:
      "The teacher is features of the pack's images as they are; what it would make of corrupted ones nobody has computed. A network as teacher can be asked.",
    empty:
      "No images were corrupted. Choose how many above, and measure again.",
    key: (network: string, error: string, clean: string) =>
      `${network}: mean error ${error}, clean ${clean}`,
    axis: (images: string) =>
      `${images} held-out images, error in % over severity`,
    plot: (network: string, clean: string, errors: string) =>
      `${network} error ${clean} clean, then ${errors}`,
  },
  lowData: (width: number, steps: number, seeds: string) =>
    `Not of the present run: students of width ${width}, ${steps} steps, seeds ${seeds}. Claim 8 says what follows.`,
  styles: {
    title: "Vendor styles",
    allSeen:
      "The same classes as different vendors draw them. Every style is among the training images, so this shows how hard each is, not what happens with a style never seen. Whiskers: 95 % intervals for the number of images.",
    unseen: (unseen: number, styles: number) =>
      `The same classes as different vendors draw them; ${unseen} of ${styles} styles are not among the training images. Whiskers: 95 % intervals for the number of images.`,
    style: (domain: number) => `style ${domain}`,
    note: (images: string, training: string) =>
      `${images} held-out, ${training} training images`,
    columns: ["Style", "Network", "kNN", "Linear probe", "Images"],
    reader: "Read by",
    readers: { probe: "Linear probe", knn: "Neighbours" },
  },
});
