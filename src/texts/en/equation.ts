/** The loss as the sum of its terms. */
import { room } from "../rooms.ts";

export const equation = room("equation", {
  empty: "The equation fills with the first step’s numbers.",
  title: "Equation of the loss",
  total: "total",
  caption: (step: number) =>
    `Terms of the loss at step ${step}: weight times value`,
  step: (step: string, method: string) => `Step ${step}, ${method}.`,
  together: (sum: string) =>
    `Terms without a value are reported together: ${sum}. `,
  noWeight:
    "This method’s one loss bears no weight: cross-entropy with the labels, or nothing at all.",
  timeline: "Move the time line to see it at any step.",
  terms: {
    feature: { name: "feature", formula: "mean_b [1 − cos(vec S_b, vec H_b)]" },
    classToken: { name: "class token", formula: "mean_b [1 − cos(s_b, h_b)]" },
    centred: {
      name: "centred",
      formula: "feature + class token of S − mean S, H − mean H",
    },
    studentGram: { name: "Gram", formula: "mean_i≠j (c^s_ij − c^t_ij)²" },
    global: {
      name: "global",
      formula: "mean_τ KL(P_τ ‖ Q_τ), class tokens of the batch",
    },
    local: {
      name: "local",
      formula: "mean_τ KL(P_τ ‖ Q_τ), tokens of each image",
    },
    anchor: { name: "anchor", formula: "mean_i≠j (c^h_ij − c^t_ij)²" },
    predictedFeature: {
      name: "feature",
      formula: "mean (S W + b − T)², all tokens",
    },
    predictedToken: { name: "class token", formula: "mean (s W + b − t)²" },
    hiddenPatches: {
      name: "hidden patches",
      formula: "mean (S′ W + b − T)² at patches hidden from the student",
    },
    softened: {
      name: "softened",
      formula: "T² KL(softmax(z_t / T) ‖ softmax(z_s / T))",
    },
    label: { name: "label", formula: "−log softmax(z_s)[label]" },
    rkdDistance: {
      name: "relation",
      formula: "25 · mean Huber(d^s_ij / d̄^s − d^t_ij / d̄^t)",
    },
    rkdAngle: {
      name: "relation",
      formula: "50 · mean Huber(cos ∠^s_ijk − cos ∠^t_ijk)",
    },
    sp: {
      name: "relation",
      formula: "3000 · |G_t − G_s|² / n², rows of G at length 1",
    },
    pkt: {
      name: "relation",
      formula: "30000 · mean t log(t / s), t, s ∝ (cos + 1) / 2",
    },
    cka: { name: "relation", formula: "1 − CKA(S, T)" },
    gram: { name: "relation", formula: "mean_i≠j (c^s_ij − c^t_ij)²" },
    relational: {
      name: "relation",
      formula: "mean_i KL(p^t_i ‖ p^s_i) at one τ",
    },
  },
});
