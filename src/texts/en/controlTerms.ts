import { room } from "../rooms.ts";
import type { TermText } from "./measureTerms.ts";

const text = (name: string, sentence: string, formula: string): TermText => ({
  ...{ name, sentence, formula },
});

/** What can be pressed and moved beside the settings. */
export const controlTerms = room("controlTerms", {
  train: text(
    "Train, Pause, Resume",
    "Makes one step after the other until the end, a pause, or a rule that is met.",
    "A step: draw a batch, take the gradients of the total loss, move the weights against them. Key: Space.",
  ),
  step: text(
    "Step",
    "Makes a single step, then pauses.",
    "Key: the full stop.",
  ),
  reset: text(
    "Reset",
    "Back to step 0 with the settings in the form.",
    "The same seed makes the same run again. Key: R.",
  ),
  parts: text(
    "Head only, student only, both",
    "Which of the two networks a step updates; the other stands still and is measured all the same.",
    "∂L/∂head or ∂L/∂student is left out of the update.",
  ),
  pace: text(
    "Slow motion",
    "A bound on steps a second, to watch each.",
    "The result is the same as at full speed.",
  ),
  runTo: text(
    "Run to step",
    "Trains to a step and pauses there.",
    "step + count = target.",
  ),
  stopRules: text(
    "Stop rules",
    "Pause a run by themselves: at a step, when a curve is flat, when a measure is reached.",
    "Flat: the mean over the last W steps is better than that over the W before by less than a share g of it. Losses reach a target by their mean over 10 steps.",
  ),
  newSeed: text(
    "New seed",
    "Draws another seed: other images, batches and first weights.",
    "A whole number below 2³¹.",
  ),
  timeLine: text(
    "Time line",
    "Shows every panel as it was after any step; training goes on meanwhile.",
    "Losses of every step, pictures of as many as fit: the first of every 2^k steps. Keys: [ and ], L for live.",
  ),
  smoothing: text(
    "Smoothing",
    "Draws a running mean over the loss curves, whose own values stay as a faint line.",
    "Exponential: m ← f m + (1 − f) x for each 1/300 of the axis.",
  ),
  scale: text(
    "Log, Linear",
    "Whether equal distances on the loss axis are equal factors or equal differences.",
    "y = log₁₀ loss, or y = loss.",
  ),
  equation: text(
    "Equation",
    "Shows the loss of the step that is shown as the sum of its terms, in the colours of the curves.",
    "total = Σ weight × term; terms that are not drawn are what is left.",
  ),
  source: text(
    "Data set, Draw, File, Camera",
    "Where the image of Try it comes from; it stays in the page.",
    "Transparent becomes white, then the middle square to 32 × 32 by area average.",
  ),
  spoil: text(
    "Spoil it",
    "Corrupts the image in one of sixteen ways, from 1 (mild) to 5 (strong), before both networks see it.",
    "The corruptions and constants of CIFAR-10-C, on the 32 × 32 pixels.",
  ),
  measureAll: text(
    "Measure",
    "Takes the full measures of a run that stands still.",
    "Bank, known and foreign sets in four spaces; training on gives it up.",
  ),
  compareSeeds: text(
    "Seeds in Compare",
    "How many times each method is run, with seeds that follow on Setup’s.",
    "Differences are taken seed by seed; interval of the mean: d̄ ± t_(n−1) sd / √n, and a bootstrap.",
  ),
});
