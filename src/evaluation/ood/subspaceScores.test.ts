import { expect, test } from "vitest";
import { linearLogits } from "../probe/linearProbe.ts";
import { recordedContext } from "./context.fixture.ts";
import { logitOrigin } from "./subspaceScores.ts";

test("at the origin all logits are 0, when the biases sum to 0 as a fitted probe's do", () => {
  const { classifier } = recordedContext().context;
  const origin = logitOrigin(classifier);
  const row = { values: Float32Array.from(origin), n: 1, d: 6 };
  linearLogits(classifier, row).forEach((z) => expect(z).toBeCloseTo(0, 6));
});

test("a rounding error in what all classes have in common does not carry the origin away", () => {
  const { classifier } = recordedContext().context;
  const origin = logitOrigin(classifier);
  const weights = classifier.weights.map((w, i) => w + (i % 5) * 1e-13);
  const bias = classifier.bias.map((b, c) => b + c * 1e-9);
  logitOrigin({ ...classifier, weights, bias }).forEach((x, k) => {
    expect(x).toBeCloseTo(origin[k]!, 6);
  });
});
