/** The "more" of every setting: its formula, or exactly what is done with it. The sentence before it stands in `protocol/fields.ts`. */
import type { ConfigPath } from "../../protocol/fields.ts";
import { room } from "../rooms.ts";

/**
 * Symbols: t, h, s are class tokens (or all tokens) of teacher, compressed teacher and student; n images in a batch, d numbers for each token;
 * c_ij the cosine of a pair; τ a temperature; w a weight.
 */
const formulas: Readonly<Record<ConfigPath, string>> = {
  version:
    "Always 1. A link or file with another number is migrated, or explained.",
  seed: "Image choice, batch order, views, first weights and corruptions are each drawn from a stream of their own: rng(seed, name of the stream). Turning one on does not move the others.",
  "data.pack":
    "Images as bytes, x = byte / 255 in [0, 1], 32 × 32 × 3; smaller ones are centred on black, grey ones repeated in three channels.",
  "data.heldOut":
    "Training set = all training images but those of these classes. Each class’s test images are one near-OOD set; near is the mean over the sets.",
  "data.far":
    "The held-out images of each pack are one far-OOD set; far is the mean over the sets. Beside a grey pack they are turned grey, 0.299 R + 0.587 G + 0.114 B.",
  "data.images":
    "n_c = n · N_c / N images of class c, rounded by largest remainder. A smaller number lies within a larger one under the same seed.",
  "data.views":
    "Image i in view v: v = 1 as it is, 2 mirrored, from 3 on a random crop of 15 % to 100 % of the area (sides 3:4 to 4:3), mirrored half of the time, drawn from (seed, i, v).",
  "data.colourChange":
    "At strength a: brightness, contrast and saturation each times a factor in 1 ± a; grey with probability 0.3 a, negative with 0.2 a. In crops only.",
  "teacher.id":
    "Token t = LayerNorm(z) without learned scale or shift, then less f · mean token; z from a truncated MobileNetV2: 4 × 4 tokens of d = 576 at 64 pixels, or 8 × 8 of 736 at 128. The class token is the mean of the map.",
  "teacher.meanFraction":
    "t ← LayerNorm(z) − f · mean over training tokens of LayerNorm(z). With f = 0 all images lie in a narrow cone (cosines near 0.84).",
  "student.width":
    "d_S: a token has d_S numbers. A random orthonormal map from d to d_S changes a cosine c by about (1 − c²) · √(1/d_S − 1/d).",
  "student.depth":
    "x ← x + γ₁ · Attention(LN(x)), x ← x + γ₂ · MLP(LN(x)), this many times; the MLP is 4 d_S wide with exact GELU.",
  "student.heads":
    "Each head: softmax(Q Kᵀ / √(d_S / heads)) V on its share of the width. Must divide the width.",
  "student.patch":
    "(32 / p)² patch tokens and one class token. Attention costs their number squared.",
  "student.stem":
    "Linear: one p × p × 3 → d_S map. Convolutions: log₂ p layers of 3 × 3 with stride 2, LayerNorm and GELU, then a linear map.",
  "method.id":
    "CosPress: total = w_g KL_global + w_l KL_local + w_f (1 − cos of all tokens) + w_c (1 − cos of class tokens). “Equation” on the Losses has every method’s.",
  "method.temperatures":
    "p_j|i = exp(c_ij / τ) / Σ_k≠i exp(c_ik / τ); the loss is the mean over all τ of KL(P_τ ‖ Q_τ). P from the teacher’s cosines, Q from the compressed ones.",
  "method.affinities":
    "Joint: P_ij = (p_j|i + p_i|j) / 2n, one distribution over all pairs. Conditional: the mean over i of KL(p_·|i ‖ q_·|i).",
  "method.weights.global":
    "w_g · mean_τ KL(P_τ ‖ Q_τ) over the class tokens of the batch; relational methods: w_g times their one loss; SVD and PCA heads: how much class tokens count in the fit.",
  "method.weights.local":
    "w_l · mean over images of mean_τ KL(P_τ ‖ Q_τ) over the tokens of that image; SVD and PCA heads: how much all tokens count in the fit.",
  "method.weights.feature":
    "w_f · mean_b [1 − cos(vec S_b, vec H_b)], vec: all tokens of an image as one long vector. Methods with a head on the student: mean squared error.",
  "method.weights.classToken":
    "w_c · mean_b [1 − cos(s_b, h_b)] of class tokens. KD: w_c · T² KL(softmax(z_t / T) ‖ softmax(z_s / T)).",
  "method.weights.centred":
    "w · the feature and class-token losses again, of S − mean_b S and H − mean_b H.",
  "method.stopHeadGradient":
    "H is a constant in the student’s losses: ∂(feature + class token)/∂head = 0. Off: the head may move towards what the student finds easy.",
  "method.weights.anchor":
    "w · mean_i≠j (c^h_ij − c^t_ij)²: fixes the common offset of cosines, which a softmax does not see.",
  "method.weights.gram":
    "w · mean_i≠j (c^s_ij − c^t_ij)² of class tokens, felt by the student.",
  "method.weights.patch":
    "w · mean squared error of predicted and true teacher tokens at hidden patches; half of the images, half of their patches.",
  "method.weights.label": "w · cross-entropy(label, softmax z_s).",
  "method.relationTemperature":
    "KL of rows softmax(c^t_i· / τ) and softmax(c^s_i· / τ), mean over i.",
  "method.logitTemperature":
    "T² · KL(softmax(z_t / T) ‖ softmax(z_s / T)); T² keeps the size of the gradient.",
  "method.headNorm":
    "h = W · LN(t) + b instead of W · t + b; LN subtracts each token’s mean and divides by its spread.",
  "method.headBias":
    "h = W · LN(t) + b. Without b the head is linear after its LayerNorm.",
  "method.headSteps":
    "K updates of the head alone with w_g KL_global + w_l KL_local, then frozen; K = 0: both from step 1 in one optimiser.",
  "method.studentLoss":
    "Cosine: 1 − cos(s, h). MSE: mean (s − h)², which asks for the same length as well.",
  "method.headCondition":
    "h ← A h, A with singular values spread evenly in logarithm from 1 to κ: invertible, so nothing is lost, but angles bend.",
  "method.biasCorrection":
    "s ← s − β · mean training s, with the β in [−1, 1] that makes the mean training angle error smallest. Of measures only.",
  "optimiser.learningRate":
    "AdamW: w ← w − η (m̂ / (√v̂ + ε) + λ w). η rises linearly in the warm-up; after it η_min + (η − η_min)(1 + cos πx) / 2, x: share of all steps.",
  "optimiser.minLearningRate": "η_min, reached at x = 1.",
  "optimiser.warmupLearningRate": "η₀ of η(t) = η₀ + (η − η₀) t / warm-up.",
  "optimiser.weightDecay": "λ of w ← w − η λ w, of matrices only.",
  "optimiser.warmupSteps": "η(t) = η₀ + (η − η₀) t / warm-up for t below it.",
  "optimiser.batchSize":
    "n: the global loss compares n (n − 1) pairs; of the gradient’s noise √n is what matters.",
  "optimiser.steps": "Passes over the data = steps · batch / (images · views).",
  "optimiser.schedule":
    "x moves by 1 / steps with every step, or by one epoch at a time.",
  "evaluation.every":
    "Steps k, 2k, 3k … and the last. On the way the first 768, 256 and 128 images of bank, known and foreign sets; at the ends all.",
  "evaluation.split":
    "Validation and test images share no image, and for emoji no concept, with the training images.",
  "evaluation.heatmapImages":
    "n × n cosines in each map, n (n − 1) / 2 different pairs; the same share of every class.",
  "evaluation.knnK":
    "score_c = Σ over the k nearest of class c of exp(cos / T); the class with the largest score wins.",
  "evaluation.knnTemperature":
    "T of exp(cos / T): at 0.07 a neighbour that is nearer by a cosine of 0.05 counts twice as much.",
  "evaluation.measures":
    "Basic: kNN, angles, 1-NN OOD score. Full: geometry, linear probe, 15 scores on every set, for four spaces.",
  "evaluation.corruptedImages":
    "n images × 16 corruptions × 5 severities through both networks; error of the probe that was fitted on clean images.",
  "evaluation.tokenImages":
    "Pearson of c_ab within each image, over its patch tokens a, b, mean over n images.",
};

export const settingFormulas = room("settingFormulas", formulas);
